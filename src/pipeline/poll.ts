import { causeOfStatus } from '../domain/refusal-cause.ts';
import { WardwatchError } from '../errors.ts';
import type { Cursor, PollContext, PollOutcome, RawItem, Refused, SourceConfig } from '../ports/source.ts';
import { isNews } from '../triage/fact-news.ts';
import type { PipelineDeps } from './deps.ts';
import { rangesOf } from './item-ranges.ts';
import { matchJobsOf } from './match-jobs.ts';
import { openBatchFor } from './open-batch.ts';
import { isOnDuty } from './read-sources.ts';

/** What a poll found, for the log and for `wardwatch sources poll`. */
export interface PollReport {
  readonly sourceId: string;
  readonly outcome: 'changed' | 'unchanged' | 'refused' | 'paused' | 'standing by';
  readonly offered: number;
  readonly newItemIds: readonly number[];
  readonly refused: readonly { readonly what: string; readonly because: string }[];
  readonly because?: string;
}

/**
 * Asks one source what it has and stores what is new, each document in a transaction of its own. The cursor moves last, so
 * it never passes what is committed: whatever happens in between is asked for again, and known documents are not doubled.
 */
export async function pollSource(
  deps: PipelineDeps,
  sourceId: string,
  how: Pick<PollContext, 'acceptSmaller'> = {},
): Promise<PollReport> {
  const source = deps.sources.get(sourceId);
  if (!source) {
    throw new WardwatchError('NOT_FOUND', `No source is called "${sourceId}". "wardwatch sources list" names them.`);
  }
  const state = await deps.store.sourceState(sourceId);
  if (state.paused) return { sourceId, outcome: 'paused', offered: 0, newItemIds: [], refused: [] };
  const now = deps.clock.now();
  if (!(await isOnDuty(deps, sourceId, now)))
    return { sourceId, outcome: 'standing by', offered: 0, newItemIds: [], refused: [] };
  const outcome = await askSource(deps, source, state.cursor, { now, ...how });
  if (outcome.kind === 'refused') return refuse(deps, source, outcome);
  if (outcome.warning !== undefined) deps.log.warn('source is odd', { source: sourceId, because: outcome.warning });
  if (outcome.kind === 'unchanged') {
    await deps.store.pollSucceeded(sourceId, now, outcome.warning ?? 'unchanged', outcome.cursor, false);
    return { sourceId, outcome: 'unchanged', offered: 0, newItemIds: [], refused: [] };
  }
  const { items, backlog = [] } = outcome;
  const batchId = await openBatchFor(deps, state, items, now);
  const isLate = state.seeded && backlog.length > 0;
  const oldBatchId = isLate ? await deps.store.openBatch('seed', sourceId, now) : batchId;
  const newItemIds = [
    ...(await saveItems(deps, source, backlog, oldBatchId)),
    ...(await saveItems(deps, source, items, batchId)),
  ];
  const again = await saveFacts(deps, source, outcome, batchId);
  const words = outcomeWords(outcome, newItemIds.length, again.length);
  const isNews = newItemIds.length > 0 || outcome.facts !== undefined;
  await deps.store.pollSucceeded(sourceId, now, words, outcome.cursor, isNews);
  await deps.queue.add('ingest', rangesOf(newItemIds));
  await deps.queue.add('match', matchJobsOf(again));
  const batches = new Set([batchId, oldBatchId].filter((id) => id !== undefined));
  await deps.queue.add(
    'conclude',
    [...batches].map((id) => ({ batchId: id })),
  );
  for (const { what, because } of outcome.refused) deps.log.warn('entry not read', { source: sourceId, what, because });
  return { sourceId, outcome: 'changed', offered: items.length + backlog.length, newItemIds, refused: outcome.refused };
}

async function askSource(
  deps: PipelineDeps,
  source: SourceConfig,
  cursor: Cursor | undefined,
  how: Pick<PollContext, 'now' | 'acceptSmaller'>,
): Promise<PollOutcome> {
  try {
    const cves = source.kind === 'vulnrichment' ? await deps.store.namedCves() : [];
    const secret = source.secretEnv === undefined ? undefined : deps.secretOf(source.secretEnv);
    return await deps.adapter(source.kind).poll({
      source,
      cursor,
      http: deps.http,
      pause: deps.pause,
      cves,
      ...how,
      ...(secret !== undefined && { secret }),
    });
  } catch (error) {
    if (!(error instanceof WardwatchError)) throw error;
    return { kind: 'refused', because: error.message };
  }
}

/** Of a folder there is nothing to say beside the words. */
async function refuse(deps: PipelineDeps, { id, url }: SourceConfig, refused: Refused): Promise<PollReport> {
  const { because, status, cause = causeOfStatus(status) ?? (url === undefined ? undefined : 'unexpected') } = refused;
  await deps.store.pollRefused(id, deps.clock.now(), because, undefined, cause);
  deps.log.warn('source not read', { source: id, because });
  return { sourceId: id, outcome: 'refused', offered: 0, newItemIds: [], refused: [], because };
}

/** The advisories that are matched again because of the facts; what a source that is not trusted says of flaws is left out. */
async function saveFacts(
  { store, policy, log }: PipelineDeps,
  source: SourceConfig,
  { facts }: Changed,
  batchId: number | undefined,
): Promise<readonly string[]> {
  if (facts === undefined) return [];
  if (source.trusted) {
    return store.saveFacts(source.id, facts, (before, after) => isNews(before, after, policy), batchId);
  }
  log.warn('facts left out', { source: source.id, because: 'The source is not marked as trusted.' });
  return [];
}

/** Oldest first, so that stories are told in their order; documents without a date come last, as offered. */
async function saveItems(
  deps: PipelineDeps,
  source: SourceConfig,
  items: readonly RawItem[],
  batchId: number | undefined,
): Promise<number[]> {
  const inOrder = [...items].sort((a, b) => (a.publishedAt ?? '9999').localeCompare(b.publishedAt ?? '9999'));
  const saved: number[] = [];
  for (const item of inOrder) {
    const id = await deps.store.saveItem(source.id, item, contentHash(deps, item), deps.clock.now(), batchId);
    if (id !== undefined) saved.push(id);
  }
  return saved;
}

/** Words and title decide whether a document changed; a link or a date alone is not news. */
export function contentHash(deps: Pick<PipelineDeps, 'hash'>, item: RawItem): string {
  const title = new TextEncoder().encode(`${item.title ?? ''}\n`);
  const whole = new Uint8Array(title.length + item.bytes.length);
  whole.set(title);
  whole.set(item.bytes, title.length);
  return deps.hash(whole);
}

type Changed = Extract<PollOutcome, { kind: 'changed' }>;

function outcomeWords(outcome: Changed, added: number, again: number): string {
  const { items, backlog = [], facts, refused, aside, warning } = outcome;
  const told =
    facts === undefined
      ? `${items.length + backlog.length} offered, ${added} new`
      : `${FACT_WORDS[facts.kind]}, ${again} cases looked at again`;
  const more = [aside === undefined ? '' : `, ${aside}`, warning === undefined ? '' : `. ${warning}`].join('');
  return `${told}${refusedWords(refused.length)}${more}`;
}

const FACT_WORDS = {
  catalogue: 'catalogue read',
  epss: 'scores of a day read',
  readings: 'readings of CVEs read',
  cycles: 'release cycles read',
};

function refusedWords(count: number): string {
  return count === 0 ? '' : `, ${count} not read`;
}
