import type { Actor } from '../domain/actor.ts';
import { dayOf } from '../domain/time.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { SeenVersion, VersionsConfirmed } from '../ports/inventory-office.ts';
import { watchEffect } from './effect-of-change.ts';

const MOST_TRIES = 5;

/** Writes today beside the versions that a person saw; an asset that runs another version by now is left as it is. */
export async function confirmVersions(
  deps: PipelineDeps,
  seen: readonly SeenVersion[],
  actor: Actor,
): Promise<VersionsConfirmed> {
  const today = dayOf(deps.wallClock.now());
  const wanted = new Map(seen.map(({ id, version }) => [id, version]));
  const ids = [...wanted.keys()];
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const rows = (await deps.store.seenAssets(ids)).filter(({ asset }) => asset.version === wanted.get(asset.id));
    const confirmed = rows.map(({ asset }) => asset.id);
    const others = ids.filter((id) => !confirmed.includes(id));
    const due = rows.filter(({ asset }) => asset.versionConfirmedAt !== today);
    const effect = await watchEffect(
      deps,
      due.map(({ asset }) => asset.id),
    );
    const save = due.map(({ asset }) => ({ ...asset, versionConfirmedAt: today }));
    const stored = new Map(due.map(({ asset, version }) => [asset.id, version]));
    const outcome = await deps.store.changeInventory({ save, seen: stored }, actor, deps.clock.now());
    if (outcome.kind === 'overtaken') continue;
    if (outcome.kind === 'unchanged') return { confirmed, others };
    return { confirmed, others, change: { number: outcome.number, effect: () => effect(outcome) } };
  }
  return { confirmed: [], others: ids };
}
