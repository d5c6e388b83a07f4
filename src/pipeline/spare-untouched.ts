import { joinCase } from '../cases/join.ts';
import type { Advisory } from '../domain/advisory.ts';
import { messageOf } from '../errors.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import type { AdvisoryInBatch, ChangedAssets, ChangeMade } from '../ports/inventory-change.ts';
import type { PipelineDeps } from './deps.ts';
import { decisionsIn } from './inventory.ts';

/** A change of more assets is matched as a whole. */
const MOST_ASSETS = 50;
const PAGE = 200;

/**
 * Takes out of a small change's batch what it cannot touch, so that ten thousand advisories are not matched again for one
 * asset. An advisory stays where it matches a changed asset as it was or as it is, in whatever way, or did so when it was last
 * matched; and where it is in no case and tells the story of one that stays and may open a case now. Each asset is matched by
 * itself, so nothing else can come out otherwise. What is not taken out is matched as ever: a fault here costs time only.
 */
export async function spareUntouched(
  deps: Pick<PipelineDeps, 'store' | 'lexicon' | 'log'>,
  change: ChangeMade,
): Promise<void> {
  try {
    const changed = await deps.store.changedAssets(change.number, MOST_ASSETS);
    if (changed === undefined) return;
    const spared = await untouchedBy(changed, change, deps);
    if (spared.size > 0) await deps.store.spareAdvisories(change, [...spared]);
  } catch (fault) {
    deps.log.warn('everything is matched again', { change: change.number, because: messageOf(fault) });
  }
}

async function untouchedBy(
  { ids, before, now }: ChangedAssets,
  { batchId }: ChangeMade,
  { store, lexicon }: Pick<PipelineDeps, 'store' | 'lexicon'>,
): Promise<ReadonlySet<string>> {
  const decisions = await decisionsIn(store);
  const indexes = [before, now].map((assets) => buildAssetIndex(assets, lexicon, decisions));
  const spared = new Set<string>();
  let tellers: Advisory[] = [];
  for await (const each of advisoriesIn(store, batchId, ids)) {
    const touch = touchOf(each, indexes);
    if (touch === 'none') spared.add(each.advisory.id);
    if (touch === 'open' && !each.isPlaced) tellers.push(each.advisory);
  }
  const told = new Set(tellers.map(({ id }) => id));
  while (tellers.length > 0) {
    const candidates = tellers.map((advisory) => ({ id: advisory.id, advisories: [advisory] }));
    tellers = [];
    for await (const { advisory, isPlaced } of advisoriesIn(store, batchId, ids)) {
      if (isPlaced || told.has(advisory.id) || joinCase(advisory, candidates) === undefined) continue;
      told.add(advisory.id);
      spared.delete(advisory.id);
      tellers.push(advisory);
    }
  }
  return spared;
}

/** `open`: an asset may be affected, which may open a case; `settled`: it is named, and not affected. */
function touchOf({ advisory, namesChanged }: AdvisoryInBatch, indexes: readonly AssetIndex[]) {
  const matches = indexes.flatMap((index) => matchAdvisory(advisory, index));
  if (matches.some(({ verdict }) => verdict.kind !== 'not-affected')) return 'open';
  return matches.length > 0 || namesChanged ? 'settled' : 'none';
}

async function* advisoriesIn(
  store: PipelineDeps['store'],
  batchId: number,
  changedIds: readonly string[],
): AsyncGenerator<AdvisoryInBatch> {
  let after = '';
  for (;;) {
    const page = await store.advisoriesInBatch(batchId, changedIds, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.advisory.id;
  }
}
