import type { PollContext, PollOutcome, RawItem, RefusedItem } from '../ports/source.ts';
import type { Fetched } from './fetch-document.ts';
import { textsOf } from './formats/json-access.ts';
import { storedSeen } from './seen-items.ts';

/** The addresses of documents that are still to be read, by their ids, in turn. */
export type Waiting = ReadonlyMap<string, string>;

/** What came of asking for one document. */
export type ReadDocument =
  | { readonly kind: 'read'; readonly item: RawItem }
  | { readonly kind: 'not wanted' }
  | { readonly kind: 'unreadable'; readonly because: string }
  | Extract<Fetched, { kind: 'refused' }>;

type ReadWaiting =
  | Extract<PollOutcome, { kind: 'refused' }>
  | {
      readonly kind: 'read';
      readonly items: readonly RawItem[];
      readonly refused: readonly RefusedItem[];
      readonly waiting: Waiting;
    };

/**
 * Reads as many of the documents as one poll may. One that cannot be read goes to the end of the line, and one that is not there
 * any more is left out; both are told. At the first other trouble of the server the rest waits, and where nothing was read at
 * all the poll is refused.
 */
export async function readWaiting(
  before: Waiting,
  most: number,
  read: (id: string, url: string) => Promise<ReadDocument>,
): Promise<ReadWaiting> {
  const waiting = new Map(before);
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const [id, url] of [...before].slice(0, most)) {
    const answer = await read(id, url);
    const isGone = answer.kind === 'refused' && answer.status === 404;
    if (answer.kind === 'refused' && !isGone) {
      if (waiting.size === before.size && refused.length === 0) return answer;
      refused.push({ what: id, because: answer.because });
      break;
    }
    waiting.delete(id);
    if (answer.kind === 'read') items.push(answer.item);
    else if (answer.kind !== 'not wanted') refused.push({ what: id, because: answer.because });
    if (answer.kind === 'unreadable') waiting.set(id, url);
  }
  return { kind: 'read', items, refused, waiting };
}

/**
 * The ids of documents that wait since the first poll: they were there before it and are no news, unless the source names them
 * anew. At the first poll there are none.
 */
export function waitingSinceFirst(cursor: PollContext['cursor'], namedAnew: readonly string[]): ReadonlySet<string> {
  const anew = new Set(namedAnew);
  return new Set(textsOf(cursor?.old).filter((id) => !anew.has(id)));
}

/** What the next poll is to know of documents that wait, and of those among them that wait since the first poll. */
export function toWait(
  cursor: PollContext['cursor'],
  waiting: Waiting,
  old: ReadonlySet<string>,
): { readonly waiting: Readonly<Record<string, string>>; readonly old?: readonly string[] } {
  const stillOld = [...waiting.keys()].filter((id) => cursor === undefined || old.has(id));
  return { waiting: Object.fromEntries(waiting), ...(stillOld.length > 0 && { old: stillOld }) };
}

/** What a cursor that was stored as JSON holds of documents that wait. */
export function storedWaiting(cursor: PollContext['cursor']): Map<string, string> {
  return new Map(Object.entries(storedSeen(cursor?.waiting)));
}
