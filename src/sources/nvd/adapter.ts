import type { Instant } from '../../domain/time.ts';
import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { readDate } from '../formats/dates.ts';
import { textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { changedSince, storedSeen } from '../seen-items.ts';
import { type NvdPage, type NvdRecord, readPage } from './page.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The NVD takes no longer window (nvd.nist.gov/developers/vulnerabilities). */
const LONGEST_WINDOW_MS = 120 * DAY_MS;
const FIRST_LOOK_BACK_MS = 7 * DAY_MS;
/** Records may come to light a little after the time that they carry. */
const OVERLAP_MS = HOUR_MS;
/** A window with more records is halved, and the rest waits for the next poll. */
const MOST_RECORDS_A_POLL = 10_000;
/** A page holds up to 2,000 records. */
const MOST_PAGE_BYTES = 60_000_000;
/** The NVD allows five questions in thirty seconds without a key, and fifty with one. */
const PAUSE_MS = { withKey: 600, withoutKey: 6_000 };

/**
 * The NVD's API 2.0, asked for what changed since the last poll, all pages. `url` may carry a filter of the API
 * ("?hasKev", "?keywordSearch=infusion pump", "?virtualMatchString=cpe:2.3:…"). A key goes in by `secretEnv`. A window is read
 * whole or not at all. What the first polls do not come to, because there is too much, is no news later.
 */
export const nvd: SourceAdapter = {
  kind: 'nvd',
  async poll(context) {
    const { source, cursor, now } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const nowMs = Date.parse(now);
    const until = Date.parse(readDate(textOf(cursor?.until)) ?? new Date(nowMs - FIRST_LOOK_BACK_MS).toISOString());
    const from = Math.min(until, nowMs) - OVERLAP_MS;
    const read = await readWindow(context, source.url, { from, to: Math.min(nowMs, from + LONGEST_WINDOW_MS) });
    if (read.kind === 'refused') return read;
    const items = read.records.map(({ item }) => item);
    const { changed, seen } = changedSince(storedSeen(cursor?.seen), items);
    const firstLookAt = cursor === undefined ? now : textOf(cursor.firstLookAt);
    const isBehind = firstLookAt !== undefined && read.to < Date.parse(firstLookAt);
    const next = { until: new Date(read.to).toISOString(), seen, ...(isBehind && { firstLookAt }) };
    const old = cursor === undefined ? [] : read.records.filter(({ changedAt }) => isBefore(changedAt, firstLookAt));
    return newsOutcome(context, changed, read.refused, next, new Set(old.map(({ item }) => item.guid)));
  },
};

/** Whether a record was there, as it is, when the NVD was first asked; that is remembered until it was read up to then. */
function isBefore(changedAt: Instant | undefined, firstLookAt: Instant | undefined): boolean {
  return changedAt !== undefined && firstLookAt !== undefined && changedAt < firstLookAt;
}

/** In milliseconds since 1970. */
interface Window {
  readonly from: number;
  readonly to: number;
}

type Refusal = Extract<PollOutcome, { kind: 'refused' }>;

type ReadWindow =
  | Refusal
  | {
      readonly kind: 'read';
      readonly to: number;
      readonly records: readonly NvdRecord[];
      readonly refused: readonly RefusedItem[];
    };

async function readWindow(context: PollContext, url: string, window: Window): Promise<ReadWindow> {
  const records: NvdRecord[] = [];
  const refused: RefusedItem[] = [];
  let to = window.to;
  let total: number | undefined;
  for (let index = 0; total === undefined || index < total; ) {
    const page = await askPage(context, pageAddress(url, { from: window.from, to }, index));
    if (page.kind === 'refused') return page;
    if (total === undefined && page.total > MOST_RECORDS_A_POLL && to - window.from > 2 * OVERLAP_MS) {
      to = window.from + Math.floor((to - window.from) / 2);
    } else if (total !== undefined && page.total !== total) {
      const because = `The number of records at the NVD changed from ${total} to ${page.total} while they were read.`;
      return { kind: 'refused', status: 200, because };
    } else {
      total = page.total;
      index += page.count;
      records.push(...page.records);
      refused.push(...page.refused);
    }
    if (total === undefined || index < total)
      await context.pause(context.secret === undefined ? PAUSE_MS.withoutKey : PAUSE_MS.withKey);
  }
  return { kind: 'read', to, records, refused };
}

function pageAddress(url: string, { from, to }: Window, startIndex: number): { url: string; startIndex: number } {
  const address = new URL(url);
  address.searchParams.set('lastModStartDate', withOffset(from));
  address.searchParams.set('lastModEndDate', withOffset(to));
  address.searchParams.set('startIndex', String(startIndex));
  // "hasKev" is a parameter without a value, and the NVD refuses "hasKev=".
  address.search = address.search.replace(/=(?=&|$)/g, '');
  return { url: address.href, startIndex };
}

function withOffset(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

async function askPage(
  context: PollContext,
  { url, startIndex }: { readonly url: string; readonly startIndex: number },
): Promise<({ readonly kind: 'page' } & NvdPage) | Refusal> {
  const fetched = await fetchDocument(context, url, {}, 'application/json', {
    maxBodyBytes: MOST_PAGE_BYTES,
    ...(context.secret !== undefined && { headers: { apiKey: context.secret } }),
  });
  if (fetched.kind === 'refused') return refusal(fetched);
  if (fetched.kind === 'unchanged')
    return { kind: 'refused', because: 'The NVD answered "not modified" to a first question.' };
  try {
    return { kind: 'page', ...readPage(charactersOf(fetched.response.body), startIndex) };
  } catch (error) {
    return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
  }
}

/** What the NVD means by these is its own. */
function refusal(fetched: Extract<Fetched, { kind: 'refused' }>): Refusal {
  const because =
    fetched.status === 403
      ? 'The NVD answered 403: it is asked too often.'
      : fetched.status === 404
        ? 'The NVD answered 404: the key, or something in the address, is not valid.'
        : fetched.because;
  return { ...fetched, because };
}
