import type { RespondFn } from '@slack/bolt';
import { listed } from '../../../cases/listed.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { AssetSaved, SeenVersion, StoredChange } from '../../../ports/inventory-office.ts';
import { type ChangeTold, changeAnswer, type Rename } from '../../blocks/answers/change-answer.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import { answering, type ListenerContext, tell } from '../context.ts';
import { send } from './answer.ts';

/** Where somebody is answered. */
export interface Teller {
  readonly respond: RespondFn;
  /**
   * `below` a command, where the second answer takes the place of the first; `instead` of an answer of ours whose button was
   * pressed; `beside` a message that others may need as it stands.
   */
  readonly place: 'below' | 'instead' | 'beside';
}

/**
 * Says that a change is stored, and in place of that what came of it once it is matched. A fault on the way is said as well:
 * the change stands all the same.
 */
export async function tellEffect(
  told: Omit<ChangeTold, 'effect'>,
  change: StoredChange,
  { respond, place }: Teller,
  context: ListenerContext,
  hinted?: () => Promise<ChangeTold['hinted']>,
): Promise<void> {
  const { log } = context;
  await send({ respond, replaces: place === 'instead' }, changeAnswer(told), log);
  await answering(
    async () => {
      const effect = await change.effect();
      const hints = await hinted?.();
      const whole = { ...told, effect, ...(hints !== undefined && { hinted: hints }) };
      await send({ respond, replaces: place !== 'beside' }, changeAnswer(whole), log);
    },
    (words) => tell(respond, words, log),
    log,
  );
}

/** Says of a stored asset what came of it, with what to think of its names. */
export function tellSaved(
  saved: Extract<AssetSaved, { kind: 'saved' }>,
  teller: Teller,
  context: ListenerContext,
): Promise<void> {
  const { asset, version } = saved.view;
  const done = saved.isNew ? `${asset.id} is added.` : `${asset.id} is changed: ${saved.fields.join(', ')}.`;
  const isRenamed = saved.isNew || saved.fields.some((field) => field === 'product' || field === 'vendor');
  return tellEffect({ done, number: saved.number }, saved, teller, context, async () =>
    isRenamed ? { id: asset.id, version, hints: await context.office.inventory.nameHints(asset) } : undefined,
  );
}

/** Takes a change back; what is given back is said, undefined where all was said already. */
export async function tellUndone(
  number: number | undefined,
  actor: Actor,
  teller: Teller,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const undone = await context.office.inventory.undo(number, actor);
  if (undone.kind === 'refused') return plainAnswer(undone.because);
  await tellEffect({ done: `Change ${undone.number} is undone.` }, undone, teller, context);
  return undefined;
}

/** Confirms versions that were seen. */
export async function tellConfirmed(
  seen: readonly SeenVersion[],
  actor: Actor,
  teller: Teller,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const { confirmed, others, change } = await context.office.inventory.confirm(seen, actor);
  const done = confirmed.length === 0 ? 'Nothing was confirmed.' : `Confirmed as of today: ${listed(confirmed)}.`;
  const rest = others.length === 0 ? '' : ` ${notConfirmedWords(others)}`;
  if (change === undefined) return plainAnswer(`${done}${rest}`);
  await tellEffect({ done: `${done}${rest}`, number: change.number }, change, teller, context);
  return undefined;
}

/** Why some versions were not confirmed. */
export function notConfirmedWords(others: readonly string[]): string {
  return `Not confirmed, since they run another version by now or are gone: ${listed(others)}.`;
}

/** Calls a vendor or product by the name that was proposed. */
export async function tellRenamed(
  { id, version, column, to }: Rename,
  actor: Actor,
  teller: Teller,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const saved = await context.office.inventory.save({ id, seen: version, cells: new Map([[column, to]]), actor });
  switch (saved.kind) {
    case 'saved':
      await tellSaved(saved, teller, context);
      return undefined;
    case 'unchanged':
      return plainAnswer(`${id} is called so already.`);
    case 'unreadable':
      return plainAnswer([...saved.errors.values()].join(' '));
    case 'overtaken':
      return plainAnswer(
        `${id} was changed by ${saved.view.changed?.by ?? 'somebody'} meanwhile. "/assets edit ${id}" shows it.`,
      );
    case 'gone':
      return plainAnswer(goneWords(id, saved));
  }
}

/** What is said of an asset that is not there any more. */
export function goneWords(id: string, { changed }: Extract<AssetSaved, { kind: 'gone' }>): string {
  const who = changed === undefined ? 'was removed' : `was removed by ${changed.by}`;
  return `${id} ${who} meanwhile. Nothing was saved. "/assets history" lists the changes, and "/assets undo NUMBER" takes one back.`;
}
