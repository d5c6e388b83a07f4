import { isDeepStrictEqual } from 'node:util';
import type { Cursor, PollContext, PollOutcome, RawItem, RefusedItem } from '../ports/source.ts';

/**
 * What a poll found: `unchanged` where there is nothing to hand on and what is to be remembered is what was remembered before. `old`
 * are the guids of documents that were there before the first poll: no news.
 */
export function newsOutcome(
  { cursor: before }: Pick<PollContext, 'cursor'>,
  items: readonly RawItem[],
  refused: readonly RefusedItem[],
  cursor: Cursor,
  old: ReadonlySet<string> = new Set(),
): PollOutcome {
  const isSame = before !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(cursor)), before);
  if (items.length === 0 && refused.length === 0 && isSame) return { kind: 'unchanged' };
  const backlog = items.filter(({ guid }) => old.has(guid));
  const news = items.filter(({ guid }) => !old.has(guid));
  return { kind: 'changed', items: news, ...(backlog.length > 0 && { backlog }), refused, cursor };
}
