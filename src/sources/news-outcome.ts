import { isDeepStrictEqual } from 'node:util';
import type { Cursor, PollContext, PollOutcome, RawItem, RefusedItem } from '../ports/source.ts';

/** What a poll found: `unchanged` where there is nothing to hand on and what is to be remembered is what was remembered before. */
export function newsOutcome(
  { cursor: before }: Pick<PollContext, 'cursor'>,
  items: readonly RawItem[],
  refused: readonly RefusedItem[],
  cursor: Cursor,
): PollOutcome {
  const isSame = before !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(cursor)), before);
  return items.length === 0 && refused.length === 0 && isSame
    ? { kind: 'unchanged' }
    : { kind: 'changed', items, refused, cursor };
}
