import { indicatorsFile } from '../alerts/indicators-csv.ts';
import { alertMessage } from '../alerts/message.ts';
import { routesFor } from '../alerts/routing.ts';
import { joinsStorm, STORM_WINDOW_MS, stormRow } from '../alerts/storm.ts';
import { watchlistsFor } from '../alerts/watching.ts';
import { holdsUpdates, whyHeld } from '../cases/carry-on.ts';
import { isCallWorthy, whatChanged } from '../cases/material-change.ts';
import { suppressionOf, suppressionWords } from '../cases/suppression.ts';
import type { AlertMessage, Decision } from '../domain/alert.ts';
import type { Case } from '../domain/case.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { CaseDesk, UnmatchedAdvisory } from '../ports/case-desk.ts';
import type { ChannelRef } from '../ports/outbox.ts';
import type { CaseDeps, SinkRoute } from './deps.ts';

/**
 * Writes to the outbox what there is to say of a case, and gives back what was decided. In a case that was told already an
 * alert is redrawn and answered in its thread. New cases of a batch wait for its summary; a first poll and a re-match redraw
 * without a word, while a file given by hand, and a document read again, speak in the thread like any other advisory. `woken`: why a snooze or a
 * resolution ended just now.
 */
export async function decideToSpeak(
  desk: CaseDesk,
  before: Case | undefined,
  after: Case,
  woken: string | undefined,
  taken: UnmatchedAdvisory,
  deps: CaseDeps,
): Promise<Decision> {
  const decision = whatChanged(before, after, taken.advisory);
  if (taken.batch) await desk.addToBatch(taken.batch.id, after.id);
  const isQuiet = decision.kind === 'stay-silent';
  if (isQuiet && !isShownOtherwise(before, after)) return decision;
  const isLoud =
    taken.batch?.kind === 'ingest' ||
    taken.batch?.kind === 'reingest' ||
    (taken.batch?.kind === 'flood' && isCallWorthy(before, after));
  const isWordless = taken.batch !== undefined && !isLoud && woken === undefined;
  const suppression = suppressionOf(after, await desk.suppressions(), dayOf(deps.clock.now()));
  // A case that nobody was to hear of is told when the suppression ends; one that is told now is not.
  if (!isQuiet && (before || suppression)) await desk.markHidden(after.id, suppression?.id);
  const isHeld = isWordless || holdsUpdates(after.handling) || suppression !== undefined;
  const version = versionOf(taken);
  let message: AlertMessage | undefined;
  let spoke = false;
  for (const conversation of before ? await desk.conversations(after.id) : []) {
    message ??= alertMessage(after, deps);
    const changes = [...(woken === undefined ? [] : [woken]), ...decision.reasons];
    const told = { message, changes, version, hasBecomeP1: isCallWorthy(before, after) };
    await redraw(desk, conversation, told, !isHeld && !isQuiet, deps);
    spoke ||= !isHeld;
  }
  if (isQuiet) return decision;
  for (const route of taken.batch || suppression !== undefined ? [] : await routesOf(desk, after, deps)) {
    if (await desk.hasAlert(after.id, route.sink, route.channel)) continue;
    message ??= alertMessage(after, deps);
    await openAlert(desk, route, message, version, deps);
    spoke = true;
  }
  if (spoke) return decision;
  const why = suppression === undefined ? whySilent(after, taken, before !== undefined) : suppressionWords(suppression);
  return { kind: 'stay-silent', reasons: [why, ...decision.reasons] };
}

async function routesOf(desk: CaseDesk, after: Case, deps: CaseDeps): Promise<readonly SinkRoute[]> {
  return [...routesFor(after, deps.routes), ...watchRoutes(after, await desk.watchlists(), deps)];
}

/** Where the watchlists that a case is of interest to are told: in their channel, with their owner called, or else to their owner. */
export function watchRoutes(one: Case, lists: readonly Watchlist[], deps: CaseDeps): readonly SinkRoute[] {
  if (!deps.sinks.has('slack')) return [];
  return watchlistsFor(one, lists, dayOf(deps.clock.now())).flatMap(({ channel, owner, from }): SinkRoute[] => {
    const ownerId = /^slack:([UW][A-Z0-9]+)$/.exec(owner?.id ?? '')?.[1];
    if (channel !== undefined)
      return [{ sink: 'slack', channel, from, ...(ownerId !== undefined && { owner: ownerId }) }];
    return ownerId === undefined ? [] : [{ sink: 'slack', channel: ownerId, from }];
  });
}

/** The card would say another priority, deadline or reason than it does, though nobody need hear of it. */
function isShownOtherwise(before: Case | undefined, { triage }: Case): boolean {
  if (before === undefined) return false;
  const shown = ({ priority, due, reasons }: Case['triage']) => [priority, due, ...reasons.map((one) => one.because)];
  return JSON.stringify(shown(before.triage)) !== JSON.stringify(shown(triage));
}

/** Names what is said, so that it is said once: the advisory's revision, its batch, and how often facts came after it. */
function versionOf({ advisory, batch, factsRound }: UnmatchedAdvisory): string {
  return `${advisory.id}@${advisory.revision}${batch ? `:b${batch.id}` : ''}${factsRound > 0 ? `:f${factsRound}` : ''}`;
}

interface Told {
  readonly message: AlertMessage;
  readonly changes: readonly string[];
  readonly version: string;
  readonly hasBecomeP1: boolean;
}

/** Brings the card up to date, and says in its thread what changed. */
async function redraw(
  desk: CaseDesk,
  { sink, channel }: ChannelRef,
  { message, changes, version, hasBecomeP1 }: Told,
  isSaid: boolean,
  deps: CaseDeps,
): Promise<void> {
  const { caseId, priority } = message;
  const key = (kind: string) => `${caseId}:${kind}:${version}:${sink}:${channel}`;
  const row = { sink, channel, priority, caseId };
  const now = deps.clock.now();
  await desk.say({ ...row, kind: 'edit', key: key('edit'), message }, now);
  if (!isSaid) return;
  const mention = hasBecomeP1 ? groupOf(deps, sink, channel) : undefined;
  await desk.say(
    { ...row, kind: 'update', key: key('update'), message, changes, ...(mention !== undefined && { mention }) },
    now,
  );
  await sayIndicators(desk, row, message, deps, now);
}

/** Opens the conversation about a case in a channel: by itself, or in the thread of a storm. */
export async function openAlert(
  desk: CaseDesk,
  { sink, channel, mention, owner }: SinkRoute,
  message: AlertMessage,
  version: string,
  deps: CaseDeps,
): Promise<void> {
  const { caseId, priority } = message;
  const called = owner ?? (priority === 'P1' ? mention : undefined);
  const now = deps.clock.now();
  const since = new Date(Date.parse(now) - STORM_WINDOW_MS).toISOString();
  const row = { sink, channel, priority, caseId };
  const isStorm = sink === 'slack' && joinsStorm(priority, await desk.countRecentAlerts(sink, channel, since));
  const storm = isStorm ? await desk.joinStorm({ sink, channel }, stormRow(message), since, now) : undefined;
  if (storm !== undefined) {
    const key = `storm-${storm.stormId}:${storm.rows.length}`;
    await desk.say({ sink, channel, priority, kind: 'storm', key, ...storm }, now);
  }
  await desk.say(
    {
      ...row,
      kind: 'alert',
      key: `${caseId}:alert:${version}:${sink}:${channel}`,
      message,
      ...(called !== undefined && { mention: called }),
      ...(storm !== undefined && { stormId: storm.stormId }),
    },
    now,
  );
  await sayIndicators(desk, row, message, deps, now);
}

/** The file with all indicators, once for each content; the terminal has `wardwatch show` instead. */
async function sayIndicators(
  desk: CaseDesk,
  row: ChannelRef & Pick<AlertMessage, 'caseId' | 'priority'>,
  message: AlertMessage,
  deps: CaseDeps,
  now: Instant,
): Promise<void> {
  const file = indicatorsFile(message, (content) => deps.hash(new TextEncoder().encode(content)));
  if (row.sink !== 'slack' || file === undefined) return;
  await desk.say({ ...row, kind: 'file', key: `${file.name}:${row.sink}:${row.channel}`, file }, now);
}

/** The group that is called for a channel's P1 cases. */
export function groupOf(deps: CaseDeps, sink: string, channel: string): string | undefined {
  return deps.routes.find((route) => route.sink === sink && route.channel === channel && route.mention !== undefined)
    ?.mention;
}

function whySilent(after: Case, taken: UnmatchedAdvisory, wasTold: boolean): string {
  if (taken.batch) return `Part of ${batchWords(taken.batch.kind)}, which is told in one summary.`;
  if (wasTold && holdsUpdates(after.handling)) return whyHeld(after.handling);
  return `${after.triage.priority} is less urgent than what the channels take (alerts.from and slack.routes).`;
}

function batchWords(kind: NonNullable<UnmatchedAdvisory['batch']>['kind']): string {
  switch (kind) {
    case 'flood':
      return 'a flood of documents';
    case 'seed':
      return "the source's first poll";
    case 'ingest':
      return 'files read by hand';
    case 'reingest':
      return 'documents read again';
    case 'rematch':
      return 'a change of the inventory';
  }
}
