import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { parsedJson, textOf } from '../formats/json-access.ts';
import { isOsv } from '../formats/osv.ts';
import { newsOutcome } from '../news-outcome.ts';
import {
  type ReadDocument,
  readWaiting,
  storedWaiting,
  toWait,
  type Waiting,
  waitingSinceFirst,
} from '../waiting-documents.ts';
import { newestRow, rowsSince } from './modified.ts';

const MOST_DOCUMENTS_A_POLL = 100;
/** The list of everything had some thirty megabytes in 2026. */
const MOST_LIST_BYTES = 120_000_000;
const FIRST_LOOK_BACK_MS = 86_400_000;

/**
 * OSV by its list of what was modified ("https://storage.googleapis.com/osv-vulnerabilities/modified_id.csv"), newest first down to
 * where the last poll began, and the documents beside it; of the ecosystems in `only`. What one poll does not come to waits.
 */
export const osv: SourceAdapter = {
  kind: 'osv',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined || source.only === undefined)
      return { kind: 'refused', because: `The source ${source.id} needs a url and a list of ecosystems (only).` };
    const known = storedValidators(cursor?.validators);
    const asked = { maxBodyBytes: MOST_LIST_BYTES };
    const fetched = await fetchDocument(context, source.url, known, 'text/csv, */*;q=0.5', asked);
    if (fetched.kind === 'refused') return fetched;
    if (fetched.kind === 'unchanged')
      return readDocuments(context, { waiting: storedWaiting(cursor), anew: [], until: textOf(cursor?.until) }, known);
    try {
      const text = charactersOf(fetched.response.body);
      return await readDocuments(context, modifiedIn(context, source.url, source.only, text), fetched.validators);
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
  },
};

/** What is to be read, what of it the list names now, and up to when the list is known. */
interface Modified {
  readonly waiting: Waiting;
  readonly anew: readonly string[];
  readonly until: string | undefined;
}

/** A document may stand under several ecosystems; it is read from one. */
function modifiedIn({ cursor }: PollContext, list: string, only: readonly string[], text: string): Modified {
  const newest = newestRow(text).at;
  const after = textOf(cursor?.until) ?? new Date(Date.parse(newest) - FIRST_LOOK_BACK_MS).toISOString();
  const wanted = new Set(only.map((name) => name.toLowerCase()));
  const waiting = storedWaiting(cursor);
  const anew: string[] = [];
  for (const { ecosystem, id } of rowsSince(text, after).toReversed()) {
    const isWanted = [ecosystem, ecosystem.split(':')[0] ?? ''].some((name) => wanted.has(name.toLowerCase()));
    const file = `${encodeURIComponent(ecosystem)}/${encodeURIComponent(id)}.json`;
    if (!isWanted) continue;
    waiting.set(id, new URL(file, list).href);
    anew.push(id);
  }
  return { waiting, anew, until: [after, newest].sort().at(-1) ?? newest };
}

async function readDocuments(
  context: PollContext,
  { waiting, anew, until }: Modified,
  validators: Validators,
): Promise<PollOutcome> {
  const read = await readWaiting(waiting, MOST_DOCUMENTS_A_POLL, (id, url) => readOne(context, id, url));
  if (read.kind === 'refused') return read;
  const old = waitingSinceFirst(context.cursor, anew);
  const cursor = { validators, until, ...toWait(context.cursor, read.waiting, old) };
  return newsOutcome(context, read.items, read.refused, cursor, old);
}

async function readOne(context: PollContext, id: string, url: string): Promise<ReadDocument> {
  const fetched = await fetchDocument(context, url, {}, 'application/json');
  if (fetched.kind === 'refused') return fetched;
  if (fetched.kind === 'unchanged') return { kind: 'unreadable', because: 'Nothing came back.' };
  const bytes = fetched.response.body;
  try {
    const document = parsedJson(id, charactersOf(bytes));
    if (!isOsv(document) || textOf(document.id) !== id)
      return { kind: 'unreadable', because: `${id} was asked for; something else came back.` };
    return { kind: 'read', item: { guid: id, link: `https://osv.dev/vulnerability/${id}`, format: 'osv', bytes } };
  } catch (error) {
    return { kind: 'unreadable', because: messageOf(error) };
  }
}
