import type { CaseDeps } from './deps.ts';
import { matchTogether } from './match-together.ts';

/** Matches those of some advisories that still wait. Throws the first fault when all others are matched, so that what failed is tried again. */
export async function matchWaiting(deps: CaseDeps, advisoryIds: readonly string[]): Promise<void> {
  const waiting = await deps.store.unmatched(advisoryIds);
  if (waiting.length === 0) return;
  const [fault] = await matchTogether(deps, waiting);
  if (fault !== undefined) throw fault;
}
