import type { Cursor, PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { storedValidators } from '../fetch-document.ts';
import { pollFolder } from '../folder.ts';
import { authenticityBy } from './authenticity.ts';
import { csafOnly } from './csaf-only.ts';
import { documentsDue } from './documents-due.ts';
import { type Opened, open } from './lists.ts';
import { readDocuments, storedDocuments } from './read-documents.ts';

/**
 * CSAF 2.x: a publisher's documents by its provider metadata, a ROLIE feed, a directory or an aggregator (CSAF 2.0, 7), one
 * document at an address, or a folder of documents on this machine.
 */
export const csaf: SourceAdapter = {
  kind: 'csaf',
  poll(context) {
    return context.source.path === undefined
      ? pollAddress(context)
      : pollFolder(context, (name) => /\.json$/i.test(name), csafOnly);
  },
};

async function pollAddress(context: PollContext): Promise<PollOutcome> {
  const { source, cursor } = context;
  if (source.url === undefined)
    return { kind: 'refused', because: `The source ${source.id} names neither a url nor a path.` };
  const opened = await open(context, source.url, storedValidators(cursor?.validators));
  if (opened.kind === 'listed') return listedNews(context, opened, cursor);
  if (opened.kind !== 'document') return opened;
  const { items, refused } = csafOnly(source.url, opened.bytes);
  const [first] = refused;
  if (first !== undefined) return { kind: 'refused', status: 200, because: first.because };
  return { kind: 'changed', items, refused, cursor: { validators: opened.validators } };
}

/** What is new of a list, newest first, so many documents a poll; what was there before the first poll is no news. */
async function listedNews(
  context: PollContext,
  { documents, keyUrls, validators }: Extract<Opened, { kind: 'listed' }>,
  cursor: Cursor | undefined,
): Promise<PollOutcome> {
  const startedAt = typeof cursor?.startedAt === 'string' ? cursor.startedAt : context.now;
  const known = storedDocuments(cursor?.documents);
  const { due, rest } = documentsDue(documents, known, { now: context.now, lookBackDays: context.source.lookBackDays });
  if (due.length === 0) return { kind: 'unchanged' };
  const authenticity = await authenticityBy(context, keyUrls);
  const turn = await readDocuments(context, due, known, authenticity);
  if (turn.read.length === 0 && turn.trouble !== undefined) return turn.trouble;
  const { read, refused } = turn;
  if (read.length === 0 && refused.length === 0) return { kind: 'unchanged' };
  const isThrough = rest === 0 && refused.length === 0 && documents.every(({ changedAt }) => changedAt !== undefined);
  const isOld = ({ changedAt }: (typeof read)[number]) => (changedAt ?? startedAt) < startedAt;
  return {
    kind: 'changed',
    items: read.filter((one) => !isOld(one)).map(({ item }) => item),
    backlog: read.filter(isOld).map(({ item }) => item),
    refused: [...authenticity.unchecked.map((because) => ({ what: context.source.id, because })), ...refused],
    cursor: {
      startedAt,
      documents: Object.fromEntries(turn.documents),
      ...(isThrough && { validators }),
    },
  };
}
