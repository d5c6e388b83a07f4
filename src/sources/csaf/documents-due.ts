import { addDays, dayOf, type Instant } from '../../domain/time.ts';
import type { Validators } from '../fetch-document.ts';
import type { ListedDocument } from './listed.ts';

/** What is remembered of a document that was read. */
export interface KnownDocument {
  /** When the list said it last changed; absent where the list does not say. */
  readonly changedAt?: Instant;
  /** When it was last asked for, and its validators; only where the list does not say when it changed. */
  readonly askedAt?: Instant;
  readonly validators?: Validators;
}

/** So many documents are asked for in one poll; the others wait for the next. */
const MOST_ASKED = 100;

/**
 * The documents to ask for now: those that are new or changed by the list, newest first, then those of lists without times,
 * longest ago first. Documents that last changed before the time that the source looks back are left out.
 */
export function documentsDue(
  listed: readonly ListedDocument[],
  known: ReadonlyMap<string, KnownDocument>,
  { now, lookBackDays }: { readonly now: Instant; readonly lookBackDays: number | undefined },
): { readonly due: readonly ListedDocument[]; readonly rest: number } {
  const from = lookBackDays === undefined ? '' : addDays(dayOf(now), -lookBackDays);
  const changed = listed
    .filter(
      ({ url, changedAt }) => changedAt !== undefined && changedAt >= from && known.get(url)?.changedAt !== changedAt,
    )
    .sort((a, b) => (b.changedAt ?? '').localeCompare(a.changedAt ?? ''));
  const askedAt = ({ url }: ListedDocument) => known.get(url)?.askedAt ?? '';
  const undated = listed
    .filter(({ changedAt }) => changedAt === undefined)
    .sort((a, b) => askedAt(a).localeCompare(askedAt(b)));
  const all = [...changed, ...undated];
  return { due: all.slice(0, MOST_ASKED), rest: Math.max(0, all.length - MOST_ASKED) };
}
