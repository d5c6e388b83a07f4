import { listed } from '../cases/listed.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { spareUntouched } from '../pipeline/spare-untouched.ts';
import { wakePending } from '../pipeline/wake-pending.ts';
import type { CaseStanding, ChangeMade } from '../ports/inventory-change.ts';

/**
 * Looks at what cases say of assets before they are changed. The function that it gives takes the change, lets it be matched,
 * waits until its batch is told, and says in one sentence what came out otherwise.
 */
export async function watchEffect(
  deps: PipelineDeps,
  assetIds: readonly string[],
): Promise<(change: ChangeMade) => Promise<string>> {
  const effect = await watchStandings(deps, assetIds);
  return async (change) => {
    await spareUntouched(deps, change);
    return effect(change.batchId);
  };
}

/** The same for a batch of which every advisory has to be matched. */
export async function watchStandings(
  deps: PipelineDeps,
  assetIds: readonly string[],
): Promise<(batchId: number) => Promise<string>> {
  const before = await deps.store.standings(assetIds);
  return async (batchId) => {
    await wakePending(deps);
    for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
      const progress = await deps.store.batchProgress(batchId);
      if (progress === 'done') return effectWords(before, await deps.store.standings(assetIds));
      if (progress === 'stopped') return STOPPED;
      if (waitedMs >= WAIT_MS) return STILL_MATCHING;
      await deps.pause(LOOK_EVERY_MS);
    }
  };
}

const LOOK_EVERY_MS = 500;
const WAIT_MS = 5 * 60_000;
const STOPPED =
  'The re-match was stopped before all was looked at, so nobody knows yet what this changes. "/ward status" says what is left, and goes on.';
const STILL_MATCHING = 'It is still being matched; the channels are told when it is done.';

/** What cases say of the changed assets now that they did not say before. */
export function effectWords(before: readonly CaseStanding[], after: readonly CaseStanding[]): string {
  const was = new Map(before.map(({ caseId, verdict }) => [caseId, verdict]));
  const is = new Map(after.map(({ caseId, verdict }) => [caseId, verdict]));
  const newly = (verdict: CaseStanding['verdict']) =>
    [...is].flatMap(([caseId, now]) => (now === verdict && was.get(caseId) !== now ? [caseId] : []));
  const parts = [
    ...part(newly('affected'), 'now affected'),
    ...part(newly('undecided'), 'now undecided'),
    ...part(
      [...was.keys()].filter((caseId) => !is.has(caseId)),
      'no longer affected',
    ),
  ];
  const [first, ...rest] = parts;
  if (first === undefined) return 'No case changed.';
  const noun = first.count === 1 ? 'case' : 'cases';
  return `${[`${first.count} ${noun} ${first.words}`, ...rest.map(({ count, words }) => `${count} ${words}`)].join(', ')}.`;
}

function part(caseIds: readonly string[], words: string): { readonly count: number; readonly words: string }[] {
  return caseIds.length === 0 ? [] : [{ count: caseIds.length, words: `${words} (${listed(caseIds)})` }];
}
