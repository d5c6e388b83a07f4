import { type ConditionSince, conditionOf, isDown } from '../domain/source-condition.ts';
import type { Instant } from '../domain/time.ts';
import type { SourceLine } from '../ports/front-office.ts';
import type { SourceState } from '../ports/source-shelf.ts';
import type { PipelineDeps } from './deps.ts';

type Deps = Pick<PipelineDeps, 'store' | 'sources' | 'origins'>;

/** Every configured source, and every place where the inventory is taken from, with what is known of its polls. */
export async function readSources(deps: Deps, now: Instant): Promise<readonly SourceLine[]> {
  const states = new Map((await deps.store.sourceStates()).map((state) => [state.id, state]));
  const sources = [...deps.sources.values()].map((source): SourceLine => {
    const { id, publisher, everyMs, standsBy } = source;
    const state = withoutCursor(states.get(id) ?? neverPolled(id));
    const first = standsBy?.map(([one = id]) => one);
    const condition = conditionIn(deps, id, states, now);
    return { ...state, ...condition, publisher: publisher.name, everyMs, ...(first && { standsByFor: first }) };
  });
  const origins = [...deps.origins.values()].map(({ id, everyMs }): SourceLine => {
    const state = states.get(id) ?? neverPolled(id);
    return { ...withoutCursor(state), ...conditionOf(state, { everyMs }, now), publisher: 'Inventory', everyMs };
  });
  return [...sources, ...origins];
}

/** Whether a source is to be polled: where it stands by, only while those before it cannot be read. */
export async function isOnDuty(deps: Deps, sourceId: string, now: Instant): Promise<boolean> {
  if (deps.sources.get(sourceId)?.standsBy === undefined) return true;
  const states = new Map((await deps.store.sourceStates()).map((state) => [state.id, state]));
  return conditionIn(deps, sourceId, states, now).condition !== 'standing-by';
}

type States = ReadonlyMap<string, SourceState>;

/** The config refuses circles of sources that stand by for one another, so this ends. */
function conditionIn(deps: Pick<Deps, 'sources'>, id: string, states: States, now: Instant): ConditionSince {
  const source = deps.sources.get(id);
  if (source === undefined) return { condition: 'never-read' };
  const { everyMs, standsBy, staleAfterMs } = source;
  const state = states.get(id) ?? neverPolled(id);
  if (standsBy === undefined) {
    return conditionOf(state, { everyMs, ...(staleAfterMs !== undefined && { staleAfterMs }) }, now);
  }
  const isAway = (first: string): boolean => {
    const { failures } = states.get(first) ?? neverPolled(first);
    return isDown({ ...conditionIn(deps, first, states, now), failures }, now);
  };
  const isNeeded = standsBy.some((before) => before.every(isAway));
  if (!isNeeded && !state.paused) return { condition: 'standing-by' };
  // When its turn came it may not have been asked for long, which is nobody's fault.
  return conditionOf(state, { everyMs, staleAfterMs: Number.POSITIVE_INFINITY }, now);
}

function neverPolled(id: string): SourceState {
  return { id, failures: 0, seeded: false, paused: false };
}

function withoutCursor({ cursor: _, ...state }: SourceState): Omit<SourceState, 'cursor'> {
  return state;
}
