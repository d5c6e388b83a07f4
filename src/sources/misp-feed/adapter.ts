import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators } from '../fetch-document.ts';
import { isFromFirstLook, unreadAtFirst } from '../first-look.ts';
import { charactersOf } from '../formats/characters.ts';
import { parsedJson, recordOf, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { storedSeen } from '../seen-items.ts';
import { type ListedEvent, readManifest } from './manifest.ts';

/** Events that are asked for in one poll; the rest waits for the next, or counts as known where it is the first. */
const MOST_EVENTS_A_POLL = 40;
const MOST_EVENT_BYTES = 60_000_000;

/** A feed of MISP events by its "manifest.json", and the events beside it that were changed since they were read. */
export const mispFeed: SourceAdapter = {
  kind: 'misp-feed',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const known = storedValidators(cursor?.validators);
    const fetched = await fetchDocument(context, source.url, known, 'application/json');
    if (fetched.kind !== 'fetched') return fetched;
    try {
      const events = readManifest(charactersOf(fetched.response.body));
      return await readEvents(context, source.url, events, fetched);
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
  },
};

/** Where an event could not be had, or waits, the manifest's validators are forgotten, so that it is looked at again. */
async function readEvents(
  context: PollContext,
  manifest: string,
  events: readonly ListedEvent[],
  { validators }: Extract<Fetched, { kind: 'fetched' }>,
): Promise<PollOutcome> {
  const inTurn = [...events].sort((a, b) => b.changedAt - a.changedAt);
  const { cursor: before } = context;
  const seen = before === undefined ? atFirst(inTurn) : new Map(Object.entries(storedSeen(before.seen)));
  const changed = inTurn.filter(({ uuid, changedAt }) => seen.get(uuid) !== String(changedAt));
  const isOld = ({ uuid, changedAt }: ListedEvent) => isFromFirstLook(seen.get(uuid), String(changedAt));
  const old = new Set(before === undefined ? [] : changed.filter(isOld).map(({ uuid }) => uuid));
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const event of changed.slice(0, MOST_EVENTS_A_POLL)) {
    const url = new URL(`${event.uuid}.json`, manifest).href;
    const fetched = await fetchDocument(context, url, {}, 'application/json', { maxBodyBytes: MOST_EVENT_BYTES });
    const read = itemOf(event, fetched);
    if ('because' in read) refused.push(read);
    else {
      items.push(read);
      seen.set(event.uuid, String(event.changedAt));
    }
    if (fetched.kind === 'refused' && fetched.retryAfterMs !== undefined) break;
  }
  const isComplete = items.length === changed.length;
  const cursor = { ...(isComplete && { validators }), seen: Object.fromEntries(seen) };
  return newsOutcome(context, items, refused, cursor, old);
}

/** What the first poll does not read counts as known; the rest as unread until it is. */
function atFirst(inTurn: readonly ListedEvent[]): Map<string, string> {
  const versions = inTurn.map(({ uuid, changedAt }) => [uuid, String(changedAt)] as const);
  return new Map(
    versions.map(([uuid, version], at) => [uuid, at < MOST_EVENTS_A_POLL ? unreadAtFirst(version) : version]),
  );
}

function itemOf({ uuid }: ListedEvent, fetched: Fetched): RawItem | RefusedItem {
  if (fetched.kind === 'refused') return { what: uuid, because: fetched.because };
  if (fetched.kind === 'unchanged') return { what: uuid, because: 'Nothing came back.' };
  try {
    const event = recordOf(parsedJson(uuid, charactersOf(fetched.response.body)).Event);
    if (textOf(event.uuid)?.toLowerCase() === uuid.toLowerCase())
      return { guid: uuid, format: 'misp', bytes: fetched.response.body };
    return { what: uuid, because: `The event ${uuid} was asked for; something else came back.` };
  } catch (error) {
    return { what: uuid, because: messageOf(error) };
  }
}
