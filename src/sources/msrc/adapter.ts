import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { recordOf, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { itemsOfMonth, type ListedMonth, listedMonths } from './month.ts';

const DAY_MS = 86_400_000;
/** A month may be revised twice under one date, so it is asked for again for so long. */
const UNSETTLED_MS = 2 * DAY_MS;
/** Documents have several megabytes each; the rest waits for the next poll, or counts as known where it is the first. */
const MOST_MONTHS_A_POLL = 3;
const MOST_MONTH_BYTES = 80_000_000;

/**
 * Microsoft's security updates by its CVRF API ("https://api.msrc.microsoft.com/cvrf/v3.0"): the list of months, then the document
 * of each month that was revised, which is one document for each flaw.
 */
export const msrc: SourceAdapter = {
  kind: 'msrc',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, `${source.url.replace(/\/$/, '')}/updates`, {}, 'application/json');
    if (fetched.kind !== 'fetched') return fetched;
    try {
      const listed = listedMonths(charactersOf(fetched.response.body));
      const known = cursor === undefined ? longAgo(listed) : knownMonths(cursor.months);
      return await readMonths(context, due(listed, known, Date.parse(context.now)), known);
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
  },
};

/** What is remembered of a month: the revision that was read, and the hash of its document. */
interface KnownMonth {
  readonly revisedAt: string;
  readonly hash?: string;
}

function knownMonths(stored: unknown): ReadonlyMap<string, KnownMonth> {
  return new Map(
    Object.entries(recordOf(stored)).map(([id, month]) => {
      const { hash } = storedValidators(month);
      return [id, { revisedAt: textOf(recordOf(month).revisedAt) ?? '', ...(hash !== undefined && { hash }) }];
    }),
  );
}

/** The months that count as known before the first poll: only what is revised later is read of them. */
function longAgo(listed: readonly ListedMonth[]): ReadonlyMap<string, KnownMonth> {
  const old = [...listed].sort(lastFirst).slice(MOST_MONTHS_A_POLL);
  return new Map(old.map(({ id, revisedAt }) => [id, { revisedAt }]));
}

function lastFirst(a: ListedMonth, b: ListedMonth): number {
  return a.revisedAt > b.revisedAt ? -1 : 1;
}

/** The months to ask for, those that were revised last first. */
function due(
  listed: readonly ListedMonth[],
  known: ReadonlyMap<string, KnownMonth>,
  nowMs: number,
): readonly ListedMonth[] {
  const isDue = ({ id, revisedAt }: ListedMonth) => {
    const before = known.get(id)?.revisedAt;
    if (before === undefined || revisedAt > before) return true;
    return revisedAt === before && Date.parse(revisedAt) > nowMs - UNSETTLED_MS;
  };
  return listed.filter(isDue).sort(lastFirst);
}

async function readMonths(
  context: PollContext,
  months: readonly ListedMonth[],
  known: ReadonlyMap<string, KnownMonth>,
): Promise<PollOutcome> {
  const folder = `${(context.source.url ?? '').replace(/\/$/, '')}/cvrf`;
  const after = new Map(known);
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const month of months.slice(0, MOST_MONTHS_A_POLL)) {
    const { id, revisedAt } = month;
    const asked = { maxBodyBytes: MOST_MONTH_BYTES };
    const fetched = await fetchDocument(context, `${folder}/${id}`, known.get(id) ?? {}, 'application/json', asked);
    if (fetched.kind === 'unchanged') after.set(id, { ...known.get(id), revisedAt });
    if (fetched.kind === 'refused') refused.push({ what: id, because: fetched.because });
    if (fetched.kind !== 'fetched') continue;
    try {
      items.push(...itemsOfMonth(month, charactersOf(fetched.response.body)));
      const { hash } = fetched.validators;
      after.set(id, { revisedAt, ...(hash !== undefined && { hash }) });
    } catch (error) {
      refused.push({ what: id, because: messageOf(error) });
    }
  }
  return newsOutcome(context, items, refused, { months: Object.fromEntries(after) });
}
