import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { cveIdOf, isCveRecord } from '../formats/cve.ts';
import { parsedJson, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import {
  type ReadDocument,
  readWaiting,
  storedWaiting,
  toWait,
  type Waiting,
  waitingSinceFirst,
} from '../waiting-documents.ts';
import { type Delta, readDeltaLog } from './delta-log.ts';
import { isWanted } from './wanted.ts';

/** Records that are asked for in one poll; some three hundred are added to the list on a working day. */
const MOST_RECORDS_A_POLL = 100;
/** The log of thirty days. */
const MOST_LOG_BYTES = 60_000_000;
/** The first poll goes back so far: the whole log would take days. */
const FIRST_LOOK_BACK_MS = 86_400_000;

/**
 * The CVE list by its log of changes ("cves/deltaLog.json" of CVEProject/cvelistV5). Each changed record is read, and handed
 * on where it has to do with one of the assigners or vendors in `only`. What one poll does not come to waits in the cursor.
 */
export const cve: SourceAdapter = {
  kind: 'cve',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined || source.only === undefined)
      return { kind: 'refused', because: `The source ${source.id} needs a url and a list of what is wanted (only).` };
    const known = { maxBodyBytes: MOST_LOG_BYTES };
    const fetched = await fetchDocument(
      context,
      source.url,
      storedValidators(cursor?.validators),
      'application/json',
      known,
    );
    if (fetched.kind === 'refused') return fetched;
    try {
      return await readRecords(context, source.only, changesIn(context, fetched));
    } catch (error) {
      return { kind: 'refused', status: 200, because: messageOf(error) };
    }
  },
};

/** What is still to be read, by CVE id, in turn; what of it the log names now; and up to which change the log is known. */
interface Changes {
  readonly waiting: Waiting;
  readonly anew: readonly string[];
  readonly until: string | undefined;
  readonly validators: Validators;
  readonly lost: readonly RefusedItem[];
}

function changesIn({ cursor }: PollContext, fetched: Exclude<Fetched, { kind: 'refused' }>): Changes {
  const waiting = storedWaiting(cursor);
  const until = textOf(cursor?.until);
  if (fetched.kind === 'unchanged')
    return { waiting, anew: [], until, validators: storedValidators(cursor?.validators), lost: [] };
  const log = readDeltaLog(charactersOf(fetched.response.body));
  const [oldest, newest] = [log[0]?.at ?? '', log.at(-1)?.at ?? ''];
  const from = until ?? new Date(Date.parse(newest) - FIRST_LOOK_BACK_MS).toISOString();
  const changed = log.filter(({ at }) => at > from).flatMap(({ records }) => records);
  for (const { cve: id, link } of changed) waiting.set(id, link);
  return {
    waiting,
    anew: changed.map((each) => each.cve),
    until: [from, newest].sort().at(-1),
    validators: fetched.validators,
    lost: until !== undefined && oldest > until ? [lostBetween(until, log)] : [],
  };
}

function lostBetween(until: string, [oldest]: readonly Delta[]): RefusedItem {
  return {
    what: `changes between ${until} and ${oldest?.at}`,
    because: 'They are not in the log any more, since it was not read for so long.',
  };
}

async function readRecords(context: PollContext, only: readonly string[], changes: Changes): Promise<PollOutcome> {
  const { until, validators, lost, anew } = changes;
  const read = await readWaiting(changes.waiting, MOST_RECORDS_A_POLL, (id, link) =>
    readRecord(context, id, link, only),
  );
  if (read.kind === 'refused') return read;
  const old = waitingSinceFirst(context.cursor, anew);
  const cursor = { validators, until, ...toWait(context.cursor, read.waiting, old) };
  return newsOutcome(context, read.items, [...lost, ...read.refused], cursor, old);
}

async function readRecord(
  context: PollContext,
  id: string,
  link: string,
  only: readonly string[],
): Promise<ReadDocument> {
  if (!isBeside(link, context.source.url)) {
    return { kind: 'unreadable', because: `Its address ${link} is not on the server of the log.` };
  }
  const fetched = await fetchDocument(context, link, {}, 'application/json');
  if (fetched.kind === 'refused') return fetched;
  if (fetched.kind === 'unchanged') return { kind: 'unreadable', because: 'Nothing came back.' };
  try {
    const record = parsedJson(id, charactersOf(fetched.response.body));
    if (!isCveRecord(record) || cveIdOf(record) !== id)
      return { kind: 'unreadable', because: `${id} was asked for; something else came back.` };
    if (!isWanted(record, only)) return { kind: 'not wanted' };
    return { kind: 'read', item: { guid: id, link: pageOf(id), format: 'cve', bytes: fetched.response.body } };
  } catch (error) {
    return { kind: 'unreadable', because: messageOf(error) };
  }
}

function isBeside(link: string, log: string | undefined): boolean {
  return URL.canParse(link) && log !== undefined && new URL(link).origin === new URL(log).origin;
}

/** Where people read a record of the CVE list. */
function pageOf(id: string): string {
  return `https://www.cve.org/CVERecord?id=${id}`;
}
