import type { Actor } from '../domain/actor.ts';
import { undoAssets } from '../pipeline/change-assets.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { ChangeUndone } from '../ports/inventory-office.ts';
import { watchEffect } from './effect-of-change.ts';

/** Takes a change of the inventory back, or the last one, or says in plain words why not. */
export async function undoChange(deps: PipelineDeps, wanted: number | undefined, actor: Actor): Promise<ChangeUndone> {
  const number = wanted ?? (await deps.store.inventoryChanges(MOST_CHANGES)).find((one) => !one.undone)?.number;
  if (number === undefined) return refused('There is no change that could be undone.');
  const effect = await watchEffect(deps, await deps.store.changedIds(number));
  const outcome = await undoAssets(deps, number, actor);
  switch (outcome.kind) {
    case 'undone':
      return { kind: 'undone', number, effect: () => effect(outcome) };
    case 'unknown':
      return refused(`There is no change ${number}, or it is undone already; the history lists them.`);
    case 'too-old':
      return refused(
        `Change ${number} was made at ${outcome.madeAt.slice(0, 16).replace('T', ' ')} UTC; a change can be undone for 24 hours.`,
      );
    case 'overtaken':
      return refused(
        `Later changes touched ${firstOf(outcome.assetIds)}; undo those first. The history lists them. Nothing was changed.`,
      );
  }
}

const MOST_CHANGES = 100;

function refused(because: string): ChangeUndone {
  return { kind: 'refused', because };
}

function firstOf(ids: readonly string[]): string {
  return `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' and more' : ''}`;
}
