import { reminderMonth } from '../alerts/digest-schedule.ts';
import { localTime } from '../alerts/local-time.ts';
import { staleAssets, staleReminder } from '../alerts/stale-assets.ts';
import { counted } from '../cases/listed.ts';
import type { StaleAsset } from '../domain/digest.ts';
import type { LocalHour } from '../domain/digest-plan.ts';
import { ownerKey } from '../domain/owner.ts';
import { staleWords } from '../domain/stale-version.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { Directory, Whereabouts } from '../ports/directory.ts';
import type { WaitingReminder } from '../ports/told-by-clock.ts';
import type { PipelineDeps } from './deps.ts';

/**
 * Asks each owner of stale assets once a month whether their versions still hold, where Slack knows the owner; the others are
 * told to the operator in one list. Who is asked is settled when the round begins. Slack may be away for as long as it likes:
 * whoever waits is tried again the next minute.
 */
export async function remindOwners(deps: PipelineDeps): Promise<void> {
  const { store, remindAt, directory } = deps;
  if (remindAt === undefined || directory === undefined) return;
  await openRound(deps, remindAt);
  const waiting = await store.waitingReminders();
  if (waiting.length === 0) return;
  const people = await directory();
  const stale = await readStale(deps, remindAt);
  for (const reminder of waiting) {
    const theirs = stale.filter((asset) => ownerKey(asset.owner ?? '') === ownerKey(reminder.owner));
    const where = theirs.length === 0 ? undefined : await whereabouts(reminder.owner, deps, people);
    if (where?.kind === 'cannot-tell') {
      deps.log.warn('Slack does not say who owns assets; asked again in a minute', { because: where.because });
      return;
    }
    await store.decide((desk) => remindOwner(desk, reminder, theirs, where, deps));
  }
}

async function openRound(deps: PipelineDeps, remindAt: LocalHour): Promise<void> {
  const month = reminderMonth(remindAt, deps.wallClock.now());
  if (month === undefined || (await deps.store.reminderRound()) === month) return;
  const owners = new Map((await readStale(deps, remindAt)).map(({ owner = '' }) => [ownerKey(owner), owner]));
  await deps.store.decide((desk) => desk.openReminderRound(month, [...owners.values()]));
}

async function readStale(deps: PipelineDeps, { timeZone }: LocalHour): Promise<readonly StaleAsset[]> {
  const { day } = localTime(deps.wallClock.now(), timeZone);
  return staleAssets(await deps.store.assets(), day, deps.staleAfterDays);
}

/** By the owner book, else by the e-mail address that the owner is written as. */
async function whereabouts(owner: string, { owners }: PipelineDeps, people: Directory): Promise<Whereabouts> {
  const id = owners.get(ownerKey(owner));
  if (id !== undefined) return people.byId(id);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(owner.trim())) return people.byEmail(owner.trim());
  const because = owner === '' ? 'the inventory names no owner' : 'slack.owners does not say who that is in Slack';
  return { kind: 'nobody', because };
}

/** In one transaction what is said and that it is said. `where` is absent where nothing is stale any more. */
async function remindOwner(
  desk: CaseDesk,
  { month, owner }: WaitingReminder,
  theirs: readonly StaleAsset[],
  where: Whereabouts | undefined,
  deps: PipelineDeps,
): Promise<void> {
  const now = deps.wallClock.now();
  const unreached =
    where === undefined || where.kind === 'found'
      ? undefined
      : `${owner === '' ? 'No owner' : owner}: ${counted(theirs.length, 'asset')}; ${where.because}`;
  if (!(await desk.takeReminder({ month, owner }, unreached))) return;
  const reminder = staleReminder(theirs, deps.staleAfterDays);
  const key = `stale:${ownerKey(owner)}:${month}`;
  const channels = where?.kind === 'found' ? where.channels : [];
  for (const channel of channels) {
    const row = { sink: 'slack', channel, priority: 'INFO', kind: 'reminder', reminder } as const;
    await desk.say({ ...row, key: channels.length === 1 ? key : `${key}:${channel}` }, now);
  }
  await tellOperator(desk, month, deps);
}

/** When everybody else was asked. */
async function tellOperator(desk: CaseDesk, month: string, deps: PipelineDeps): Promise<void> {
  const { operatorChannel, staleAfterDays } = deps;
  const lines = await desk.unreached(month);
  if (lines.length === 0) return;
  deps.log.warn('owners of stale assets could not be reached', { month, owners: lines.length });
  if (operatorChannel === undefined) return;
  const title = `Versions not confirmed for ${staleWords(staleAfterDays)}, whose owners wardwatch cannot ask`;
  await desk.say(
    {
      ...{ sink: 'slack', channel: operatorChannel, priority: 'INFO', kind: 'summary' },
      ...{ key: `stale-unreached:${month}`, title, lines },
    },
    deps.wallClock.now(),
  );
}
