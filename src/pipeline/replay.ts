import { WARDWATCH } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import { DAY_MS, dayOf, type Instant } from '../domain/time.ts';
import { type Watchlist, watchedAssets } from '../domain/watch.ts';
import { WardwatchError } from '../errors.ts';
import { buildAssetIndex } from '../matching/asset-index.ts';
import type { JobPayloads, JobQueue } from '../ports/queue.ts';
import type { Arrival } from '../ports/replay.ts';
import type { Sink } from '../ports/sink.ts';
import type { Store } from '../ports/store.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { STORY_DAYS } from './compose-case.ts';
import { concludeBatch } from './conclude.ts';
import type { CaseDeps } from './deps.ts';
import { decisionsIn } from './inventory.ts';
import { matchStoredAdvisory } from './match.ts';
import { notifyChannel } from './notify.ts';
import { remindOfCases } from './remind.ts';
import { repeatedActs } from './replay-acts.ts';

/** What the past is told again with. */
export interface ReplayPlan {
  /** What came in since then is to be compared; a story's time before it is told first, so that known stories are known. */
  readonly since: Instant;
  readonly assets: readonly Asset[];
  readonly watchlists: readonly Watchlist[];
  /** Only so many of the newest revisions. */
  readonly most?: number;
}

/** The rules that decide in a replay. */
export type ReplayRules = Pick<CaseDeps, 'lexicon' | 'policy' | 'routes' | 'hash' | 'escalateAfterMs' | 'organisation'>;

/** How far a replay has come. Answering false ends it. */
export type ReplayStep = (at: { readonly done: number; readonly of: number; readonly day: string }) => boolean;

/** Read together; the bodies of more are not held at once. */
const PAGE = 50;
const MINUTE_MS = 60_000;

/**
 * Tells what `record` holds to an empty store, revision by revision at the instant at which each came in, by the steps that
 * decide every day. `record` is only read. Gives how many revisions were told, and how many older ones were left out; undefined
 * where it was ended.
 */
export async function replay(
  record: Store,
  into: Store,
  rules: ReplayRules,
  plan: ReplayPlan,
  step: ReplayStep = () => true,
): Promise<{ readonly revisions: number; readonly leftOut: number } | undefined> {
  const story = new Date(Date.parse(plan.since) - STORY_DAYS * DAY_MS).toISOString();
  const all = await record.arrivals(story);
  const arrivals = plan.most === undefined ? all : all.slice(-plan.most);
  const stage = await setStage(record, into, rules, plan, arrivals[0]?.fetchedAt ?? story);
  const openBatches = batchesOf(arrivals);
  for (let start = 0; start < arrivals.length; start += PAGE) {
    const page = arrivals.slice(start, start + PAGE);
    const advisories = await record.revisions(page);
    await stage.learn(advisories);
    for (const [position, advisory] of advisories.entries()) {
      const arrival = page[position];
      if (arrival === undefined) continue;
      const done = start + position;
      if (!step({ done, of: arrivals.length, day: dayOf(arrival.fetchedAt) })) return undefined;
      await stage.reach(arrival.fetchedAt);
      await takeIn(stage.deps, arrival, advisory, openBatches);
      await stage.drain();
    }
  }
  return { revisions: arrivals.length, leftOut: all.length - arrivals.length };
}

interface Stage {
  readonly deps: CaseDeps;
  /** Reads what is known of the flaws that these name. */
  learn(advisories: readonly Advisory[]): Promise<void>;
  /** Lets time come to an instant, with what people did by then. */
  reach(at: Instant): Promise<void>;
  /** Does all that waits. */
  drain(): Promise<void>;
}

async function setStage(
  record: Store,
  into: Store,
  rules: ReplayRules,
  { assets, watchlists }: ReplayPlan,
  begin: Instant,
): Promise<Stage> {
  let now = begin;
  const clock = { now: () => now };
  if (assets.length > 0) await into.changeInventory({ save: assets }, WARDWATCH, begin);
  for (const list of watchlists) await into.saveWatchlist({ ...list, version: 1 }, WARDWATCH, begin);
  const matchable = [...assets, ...watchlists.flatMap(watchedAssets)];
  const index = buildAssetIndex(matchable, rules.lexicon, await decisionsIn(record));
  const facts = new Map<string, FlawFacts>();
  const waiting: (() => Promise<void>)[] = [];
  const { lexicon, policy, routes, hash, escalateAfterMs, organisation } = rules;
  const deps: CaseDeps = {
    ...{ lexicon, policy, routes, hash, escalateAfterMs, ...(organisation !== undefined && { organisation }) },
    log: { info: () => undefined, warn: () => undefined },
    store: withFacts(into, (cve) => knownBy(facts.get(cve), now)),
    queue: queueOf(waiting, () => deps),
    clock,
    wallClock: clock,
    assetIndex: async () => index,
    sinks: new Map([
      ['terminal', silentSink('terminal')],
      ['slack', silentSink('slack')],
    ]),
  };
  const acts = await repeatedActs(record);
  let remindedAtMs = 0;
  const drain = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  return {
    deps,
    learn: async (advisories) => {
      const unknown = [...new Set(advisories.flatMap(cvesOf))].filter((cve) => !facts.has(cve));
      for (const one of await record.flawFacts(unknown)) facts.set(one.cve, one);
    },
    reach: async (at) => {
      now = at;
      await acts(deps);
      if (Date.parse(at) - remindedAtMs < MINUTE_MS) return;
      remindedAtMs = Date.parse(at);
      await remindOfCases(deps);
    },
    drain,
  };
}

/** What is known of flaws, without what was only known later; EPSS is as it stands now, since nobody keeps what it was. */
function knownBy(facts: FlawFacts | undefined, now: Instant): FlawFacts | undefined {
  if (facts === undefined) return undefined;
  const { reading, kev, ...rest } = facts;
  const listed = kev.filter(({ dateAdded }) => dateAdded === undefined || dateAdded <= dayOf(now));
  const isRead = reading !== undefined && (reading.at === undefined || reading.at <= now);
  return { ...rest, kev: listed, ...(isRead && { reading }) };
}

function withFacts(store: Store, known: (cve: string) => FlawFacts | undefined): Store {
  const flawFacts = async (cves: readonly string[]) => [...new Set(cves)].sort().flatMap((cve) => known(cve) ?? []);
  return { ...store, flawFacts, decide: (work) => store.decide((desk) => work({ ...desk, flawFacts })) };
}

function queueOf(waiting: (() => Promise<void>)[], deps: () => CaseDeps): JobQueue {
  const ignore = async () => undefined;
  return {
    add: async (name, payloads, delayMs = 0) => {
      if (delayMs > 0) return;
      for (const payload of payloads) {
        if (name === 'match') {
          const { advisoryIds } = payload as JobPayloads['match'];
          for (const id of advisoryIds) waiting.push(() => matchOrGiveUp(deps(), id));
        } else if (name === 'conclude') {
          waiting.push(() => concludeBatch(deps(), (payload as JobPayloads['conclude']).batchId));
        } else if (name === 'notify') waiting.push(() => notifyChannel(deps(), payload as JobPayloads['notify']));
      }
    },
    repeat: ignore,
    work: ignore,
    close: ignore,
  };
}

/** As the queue does: what cannot be matched is tried again, until it is set aside. */
async function matchOrGiveUp(deps: CaseDeps, advisoryId: string): Promise<void> {
  for (;;) {
    try {
      return await matchStoredAdvisory(deps, advisoryId);
    } catch (fault) {
      if (fault instanceof WardwatchError) throw fault;
    }
  }
}

/** Takes everything and shows it to nobody. */
function silentSink(id: Sink['id']): Sink {
  return {
    id,
    paceMs: 0,
    deliver: async () => ({ kind: 'delivered', receipt: {} }),
    find: async () => ({ kind: 'absent' }),
  };
}

interface OpenBatch {
  waiting: number;
  /** Its id in the empty store, once it is open there. */
  id?: number;
}

function batchesOf(arrivals: readonly Arrival[]): ReadonlyMap<number, OpenBatch> {
  const batches = new Map<number, OpenBatch>();
  for (const { batch } of arrivals) {
    if (batch === undefined) continue;
    const known = batches.get(batch.id) ?? { waiting: 0 };
    known.waiting += 1;
    batches.set(batch.id, known);
  }
  return batches;
}

async function takeIn(
  { store, queue }: CaseDeps,
  { advisoryId, revision, fetchedAt, batch }: Arrival,
  advisory: Advisory,
  batches: ReadonlyMap<number, OpenBatch>,
): Promise<void> {
  const open = batch && batches.get(batch.id);
  if (batch && open) {
    open.id ??= await store.openBatch(batch.kind, batch.label, fetchedAt);
    open.waiting -= 1;
  }
  const item = { guid: advisoryId, format: 'text' as const, bytes: new Uint8Array() };
  const itemId = await store.saveItem(advisory.sourceId, item, `${revision}`, fetchedAt, open?.id);
  if (itemId === undefined) return;
  const news = await store.saveAdvisory(itemId, advisory, '');
  if (open?.id !== undefined && open.waiting === 0) await store.completeBatch(open.id);
  if (news !== 'same') await queue.add('match', [{ advisoryIds: [advisoryId] }]);
  else if (open?.id !== undefined) await queue.add('conclude', [{ batchId: open.id }]);
}
