import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { recordOf, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { type Flaw, flawsOfMonth, type ListedMonth, listedMonths } from './month.ts';

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
      const known = cursor === undefined ? listedAtFirst(listed) : knownMonths(cursor.months);
      return await readMonths(context, due(listed, known, Date.parse(context.now)), known);
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
  },
};

/** What is remembered of a month. What one that was never read held in this revision is from before the first look, and no news. */
interface KnownMonth {
  /** The revision that was read; where none was, the one that the list named at the first look. */
  readonly revisedAt: string;
  /** Of its document; absent: none was read. */
  readonly hash?: string;
  /** The first look was to read it, and could not yet. */
  readonly isWaiting?: boolean;
}

function knownMonths(stored: unknown): ReadonlyMap<string, KnownMonth> {
  return new Map(
    Object.entries(recordOf(stored)).map(([id, month]) => {
      const { hash } = storedValidators(month);
      const { revisedAt, isWaiting } = recordOf(month);
      const more = hash === undefined ? { isWaiting: isWaiting === true } : { hash };
      return [id, { revisedAt: textOf(revisedAt) ?? '', ...more }];
    }),
  );
}

/** At the first look the months that were revised last are read, and of the others only what is revised later. */
function listedAtFirst(listed: readonly ListedMonth[]): ReadonlyMap<string, KnownMonth> {
  const months = [...listed].sort(lastFirst);
  return new Map(months.map(({ id, revisedAt }, at) => [id, { revisedAt, isWaiting: at < MOST_MONTHS_A_POLL }]));
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
    const before = known.get(id);
    if (before === undefined || before.isWaiting === true || revisedAt > before.revisedAt) return true;
    return revisedAt === before.revisedAt && Date.parse(revisedAt) > nowMs - UNSETTLED_MS;
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
  const old = new Set<string>();
  const refused: RefusedItem[] = [];
  for (const month of months.slice(0, MOST_MONTHS_A_POLL)) {
    const { id, revisedAt } = month;
    const asked = { maxBodyBytes: MOST_MONTH_BYTES };
    const fetched = await fetchDocument(context, `${folder}/${id}`, known.get(id) ?? {}, 'application/json', asked);
    if (fetched.kind === 'unchanged') after.set(id, { ...known.get(id), revisedAt });
    if (fetched.kind === 'refused') refused.push({ what: id, because: fetched.because });
    if (fetched.kind !== 'fetched') continue;
    try {
      for (const flaw of flawsOfMonth(month, charactersOf(fetched.response.body))) {
        items.push(flaw.item);
        if (context.cursor !== undefined && isFromBefore(flaw, known.get(id))) old.add(flaw.item.guid);
      }
      const { hash } = fetched.validators;
      after.set(id, { revisedAt, ...(hash !== undefined && { hash }) });
    } catch (error) {
      refused.push({ what: id, because: messageOf(error) });
    }
  }
  return newsOutcome(context, items, refused, { months: Object.fromEntries(after) }, old);
}

function isFromBefore({ revisedAt }: Flaw, month: KnownMonth | undefined): boolean {
  return month !== undefined && month.hash === undefined && revisedAt !== undefined && revisedAt <= month.revisedAt;
}
