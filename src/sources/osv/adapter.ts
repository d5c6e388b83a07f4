import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { parsedJson, textOf } from '../formats/json-access.ts';
import { isOsv } from '../formats/osv.ts';
import { newsOutcome } from '../news-outcome.ts';
import { type ReadDocument, readWaiting, storedWaiting, type Waiting } from '../waiting-documents.ts';
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
      return readDocuments(context, storedWaiting(cursor), textOf(cursor?.until), known);
    try {
      const text = charactersOf(fetched.response.body);
      const { waiting, until } = modifiedIn(context, source.url, source.only, text);
      return await readDocuments(context, waiting, until, fetched.validators);
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
  },
};

/** A document may stand under several ecosystems; it is read from one. */
function modifiedIn(
  { cursor }: PollContext,
  list: string,
  only: readonly string[],
  text: string,
): { readonly waiting: Waiting; readonly until: string } {
  const newest = newestRow(text).at;
  const after = textOf(cursor?.until) ?? new Date(Date.parse(newest) - FIRST_LOOK_BACK_MS).toISOString();
  const wanted = new Set(only.map((name) => name.toLowerCase()));
  const waiting = storedWaiting(cursor);
  for (const { ecosystem, id } of rowsSince(text, after).toReversed()) {
    const isWanted = [ecosystem, ecosystem.split(':')[0] ?? ''].some((name) => wanted.has(name.toLowerCase()));
    const file = `${encodeURIComponent(ecosystem)}/${encodeURIComponent(id)}.json`;
    if (isWanted) waiting.set(id, new URL(file, list).href);
  }
  return { waiting, until: [after, newest].sort().at(-1) ?? newest };
}

async function readDocuments(
  context: PollContext,
  before: Waiting,
  until: string | undefined,
  validators: Validators,
): Promise<PollOutcome> {
  const read = await readWaiting(before, MOST_DOCUMENTS_A_POLL, (id, url) => readOne(context, id, url));
  if (read.kind === 'refused') return read;
  const waiting = Object.fromEntries(read.waiting);
  return newsOutcome(context, read.items, read.refused, { validators, until, waiting });
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
