import type { Instant } from '../domain/time.ts';
import { EMPTY_WATCHLIST, type WatchedProduct } from '../domain/watch.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { ReplayRules } from '../pipeline/replay.ts';
import type { ToldStory, WouldTell } from '../ports/watchlist-office.ts';
import { backtest } from './backtest.ts';

const DAYS = 90;
/** More take longer than a person waits. */
const MOST_REVISIONS = 500;

/** What people would have been told in the last days, had they watched for a product and nothing else. */
export async function wouldTell(
  deps: Pick<PipelineDeps, 'store' | 'scratch'> & ReplayRules,
  watched: WatchedProduct,
  now: Instant,
): Promise<WouldTell> {
  const watchlist = { ...EMPTY_WATCHLIST, name: 'test', version: 1, products: [watched] };
  const plan = { now, days: DAYS, assets: [], watchlist, most: MOST_REVISIONS };
  const tested = await backtest(deps.store, deps.scratch, deps, plan);
  const stories = (tested?.stories ?? []).flatMap(({ title, firstAt, would, because }): ToldStory[] => {
    const { priority, tlp, updates } = would;
    return priority === undefined || tlp === undefined
      ? []
      : [{ title, firstAt, priority, tlp, updates, because: because.slice(0, 2).join(' ') }];
  });
  return {
    days: DAYS,
    revisions: tested?.revisions ?? 0,
    leftOut: tested?.leftOut ?? 0,
    cards: stories.length,
    updates: stories.reduce((sum, story) => sum + story.updates, 0),
    stories,
  };
}
