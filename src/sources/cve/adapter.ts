import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { cveIdOf, isCveRecord } from '../formats/cve.ts';
import { parsedJson, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { storedSeen } from '../seen-items.ts';
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

/** What is still to be read, by CVE id, in turn; and up to which change the log is known. */
interface Changes {
  readonly waiting: ReadonlyMap<string, string>;
  readonly until: string | undefined;
  readonly validators: Validators;
  readonly lost: readonly RefusedItem[];
}

function changesIn({ cursor }: PollContext, fetched: Exclude<Fetched, { kind: 'refused' }>): Changes {
  const waiting = new Map(Object.entries(storedSeen(cursor?.waiting)));
  const until = textOf(cursor?.until);
  if (fetched.kind === 'unchanged')
    return { waiting, until, validators: storedValidators(cursor?.validators), lost: [] };
  const log = readDeltaLog(charactersOf(fetched.response.body));
  const [oldest, newest] = [log[0]?.at ?? '', log.at(-1)?.at ?? ''];
  const from = until ?? new Date(Date.parse(newest) - FIRST_LOOK_BACK_MS).toISOString();
  for (const { cve: id, link } of log.filter(({ at }) => at > from).flatMap(({ records }) => records))
    waiting.set(id, link);
  return {
    waiting,
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

/** A record that could not be read goes to the end of the line; one that is not there any more is left out. */
async function readRecords(context: PollContext, only: readonly string[], changes: Changes): Promise<PollOutcome> {
  const waiting = new Map(changes.waiting);
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [...changes.lost];
  for (const [id, link] of [...waiting].slice(0, MOST_RECORDS_A_POLL)) {
    const read = await readRecord(context, id, link, only);
    if (read.kind === 'refused' && read.status !== 404 && items.length === 0 && refused.length === 0) return read;
    if (read.kind === 'refused' && read.status !== 404) {
      refused.push({ what: id, because: read.because });
      break;
    }
    waiting.delete(id);
    if (read.kind === 'read') items.push(read.item);
    else if (read.kind !== 'not wanted') refused.push({ what: id, because: read.because });
    if (read.kind === 'unreadable') waiting.set(id, link);
  }
  const { until, validators } = changes;
  return newsOutcome(context, items, refused, { validators, until, waiting: Object.fromEntries(waiting) });
}

type Read =
  | { readonly kind: 'read'; readonly item: RawItem }
  | { readonly kind: 'not wanted' }
  | { readonly kind: 'unreadable'; readonly because: string }
  | Extract<Fetched, { kind: 'refused' }>;

async function readRecord(context: PollContext, id: string, link: string, only: readonly string[]): Promise<Read> {
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
