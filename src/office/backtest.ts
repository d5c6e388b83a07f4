import { compareTellings, type StoryCompared, type Tally, type ToldCase, tallyOf } from '../alerts/compare-tellings.ts';
import type { Asset } from '../domain/asset.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { Watchlist } from '../domain/watch.ts';
import { type ReplayRules, type ReplayStep, replay } from '../pipeline/replay.ts';
import type { DecisionRecord } from '../ports/case-desk.ts';
import type { CaseStory, Telling } from '../ports/replay.ts';
import type { ScratchStore } from '../ports/scratch-store.ts';
import type { Store } from '../ports/store.ts';

/** What a backtest is made of. */
export interface BacktestPlan {
  readonly now: Instant;
  readonly days: number;
  /** What the past is matched against instead of the stored inventory. */
  readonly assets?: readonly Asset[];
  /** Only what this list would have been told. */
  readonly watchlist?: Watchlist;
  /** Only so many of the newest revisions. */
  readonly most?: number;
}

/** What the present rules would have said in the past, beside what was said. */
export interface Backtest {
  readonly since: Instant;
  readonly days: number;
  readonly revisions: number;
  /** Older revisions that were left out for their number. */
  readonly leftOut: number;
  readonly assets: number;
  readonly policy: string;
  /** In the order of time. */
  readonly stories: readonly (StoryCompared & {
    /** Why the present rules speak, or do not. */
    readonly because: readonly string[];
  })[];
  readonly really: Tally;
  readonly would: Tally;
}

/**
 * Tells the past again by the present rules, in a store that is forgotten afterwards, and sets it beside what was told. Undefined
 * where `step` ended it.
 */
export async function backtest(
  record: Store,
  openScratch: () => Promise<ScratchStore>,
  rules: ReplayRules,
  plan: BacktestPlan,
  step?: ReplayStep,
): Promise<Backtest | undefined> {
  const { now, days, watchlist } = plan;
  const since = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const place = watchlist && placeOf(watchlist);
  const watchlists = watchlist && place ? [{ ...watchlist, channel: place }] : await record.watchlists();
  const assets = plan.assets ?? (await record.assets());
  const routes = watchlist ? [] : rules.routes;
  const most = plan.most === undefined ? {} : { most: plan.most };
  const scratch = await openScratch();
  try {
    const told = await replay(
      record,
      scratch.store,
      { ...rules, routes },
      { since, assets, watchlists, ...most },
      step,
    );
    if (told === undefined) return undefined;
    const [before, after] = [await casesOf(record, since, place), await casesOf(scratch.store, since, place)];
    const decisions = await scratch.store.decisions({});
    return {
      since,
      days,
      ...told,
      assets: assets.length,
      policy: rules.policy.version,
      stories: compareTellings(before, after).map((story) => ({
        ...story,
        because: reasonsOf(story, since, decisions),
      })),
      really: tallyOf(before),
      would: tallyOf(after),
    };
  } finally {
    await scratch.close();
  }
}

/** Where a list is told; one that nobody is told of by itself gets a place that nobody else has. */
function placeOf({ name, channel, owner }: Watchlist): string {
  return channel ?? /^slack:([UW][A-Z0-9]+)$/.exec(owner?.id ?? '')?.[1] ?? `watchlist ${name}`;
}

async function casesOf(store: Store, since: Instant, place: string | undefined): Promise<readonly ToldCase[]> {
  const stories = new Map<string, CaseStory>((await store.caseStories()).map((one) => [one.caseId, one]));
  const said = new Map<string, Telling[]>();
  for (const telling of await store.tellings(since)) {
    if (place !== undefined && telling.channel !== place) continue;
    said.set(telling.caseId, [...(said.get(telling.caseId) ?? []), telling]);
  }
  const emptied = [...said.keys()].filter((caseId) => !stories.has(caseId));
  return [...stories.values(), ...emptied.map((caseId) => ({ caseId, title: caseId, advisoryIds: [] }))].map(
    (story) => ({
      ...story,
      said: said.get(story.caseId) ?? [],
    }),
  );
}

/** Of what was decided first in favour of speaking, else of what was decided last. */
function reasonsOf(
  { would, advisoryIds }: StoryCompared,
  since: Instant,
  decisions: readonly DecisionRecord[],
): readonly string[] {
  const own = decisions.filter(
    ({ advisoryId, caseId, decidedAt }) =>
      decidedAt >= since &&
      (advisoryIds.includes(advisoryId) || (caseId !== undefined && would.caseIds.includes(caseId))),
  );
  const telling = own.find(({ decision }) => decision.kind === 'notify') ?? own.at(-1);
  return telling?.decision.reasons ?? ['What it was told for came in before these days, or is no document.'];
}
