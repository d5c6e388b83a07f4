import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { type JsonRecord, textOf } from '../formats/json-access.ts';
import { missingFrom, stixItems } from '../formats/stix-items.ts';
import { newsOutcome } from '../news-outcome.ts';
import { changedSince, storedSeen } from '../seen-items.ts';
import { readEnvelope } from './envelope.ts';

const ACCEPT = 'application/taxii+json;version=2.1';
/** What more the collection holds waits for the next poll. */
const MOST_PAGES_A_POLL = 20;
const MOST_PAGE_BYTES = 60_000_000;
/** Ids that are asked for in one question. */
const IDS_TOGETHER = 20;
const MOST_IDS_A_POLL = 400;

/**
 * A collection of a TAXII 2.1 server ("https://SERVER/ROOT/collections/ID/"), asked for what was added since the last poll. Its
 * secret is "user:password", or a token. What reports refer to and was added before is asked for by its id, so that an edited
 * report keeps its indicators.
 */
export const taxii: SourceAdapter = {
  kind: 'taxii',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const objects = `${source.url.replace(/\/$/, '')}/objects/`;
    const added = await readAdded(context, objects);
    if (added.kind === 'refused') return added;
    const before = await readById(context, objects, missingFrom(added.objects).slice(0, MOST_IDS_A_POLL));
    if (before.kind === 'refused') return before;
    const items = stixItems([...before.objects.filter(({ type }) => type !== 'report'), ...added.objects]);
    const { changed, seen } = changedSince(storedSeen(cursor?.seen), items);
    const { until, firstLookAt, old } = added;
    return newsOutcome(context, changed, [], { until, ...(firstLookAt !== undefined && { firstLookAt }), seen }, old);
  },
};

type Refusal = Extract<PollOutcome, { kind: 'refused' }>;

interface Added {
  readonly kind: 'added';
  readonly objects: readonly JsonRecord[];
  readonly until: string | undefined;
  /** When the first look began; absent once it came to the end of the collection. */
  readonly firstLookAt: string | undefined;
  /** Ids of what was added before the first look, and was left by an earlier poll. */
  readonly old: ReadonlySet<string>;
}

async function readAdded(context: PollContext, url: string): Promise<Added | Refusal> {
  const { cursor, now } = context;
  const since = textOf(cursor?.until);
  const firstLookAt = cursor === undefined ? now : textOf(cursor.firstLookAt);
  const objects: JsonRecord[] = [];
  const old = new Set<string>();
  let until = since;
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES_A_POLL; page += 1) {
    const answer = await ask(context, url, {
      ...(since !== undefined && { added_after: since }),
      ...(next !== undefined && { next }),
    });
    if (answer.kind === 'refused') return answer;
    objects.push(...answer.objects);
    const isOld = firstLookAt !== undefined && answer.lastAddedAt !== undefined && answer.lastAddedAt < firstLookAt;
    if (isOld && cursor !== undefined) for (const { id } of answer.objects) old.add(String(id));
    until = answer.lastAddedAt ?? until;
    next = answer.next;
    if (next === undefined) break;
  }
  return { kind: 'added', objects, until, firstLookAt: next === undefined ? undefined : firstLookAt, old };
}

type Read = Refusal | { readonly kind: 'read'; readonly objects: readonly JsonRecord[] };

async function readById(context: PollContext, url: string, ids: readonly string[]): Promise<Read> {
  const objects: JsonRecord[] = [];
  for (let start = 0; start < ids.length; start += IDS_TOGETHER) {
    const answer = await ask(context, url, { 'match[id]': ids.slice(start, start + IDS_TOGETHER).join(',') });
    if (answer.kind === 'refused') return answer;
    objects.push(...answer.objects);
  }
  return { kind: 'read', objects };
}

type Answer =
  | Refusal
  | {
      readonly kind: 'answered';
      readonly objects: readonly JsonRecord[];
      readonly next?: string;
      readonly lastAddedAt?: string;
    };

async function ask(context: PollContext, url: string, filter: Readonly<Record<string, string>>): Promise<Answer> {
  const query = new URLSearchParams(filter).toString();
  const { secret } = context;
  const fetched = await fetchDocument(context, query === '' ? url : `${url}?${query}`, {}, ACCEPT, {
    maxBodyBytes: MOST_PAGE_BYTES,
    ...(secret !== undefined && { headers: { authorization: credentials(secret) } }),
  });
  if (fetched.kind === 'refused') return fetched;
  if (fetched.kind === 'unchanged') return { kind: 'refused', because: 'Nothing came back for the collection.' };
  const { body, headers, status } = fetched.response;
  try {
    const envelope = readEnvelope(charactersOf(body));
    const lastAddedAt = textOf(headers['x-taxii-date-added-last']);
    return { kind: 'answered', ...envelope, ...(lastAddedAt !== undefined && { lastAddedAt }) };
  } catch (error) {
    return { kind: 'refused', status, because: messageOf(error) };
  }
}

function credentials(secret: string): string {
  return secret.includes(':') ? `Basic ${Buffer.from(secret, 'utf8').toString('base64')}` : `Bearer ${secret}`;
}
