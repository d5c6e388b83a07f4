import { WARDWATCH } from '../domain/actor.ts';
import type { Handling } from '../domain/handling.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../ports/store.ts';
import { withHandling } from './act-on-case.ts';
import type { CaseDeps } from './deps.ts';

/**
 * What people did with cases, and asked not to be told: does again, each time it is called, what was done by then. What was done
 * with a case goes to the one that holds its first advisory.
 */
export async function repeatedActs(record: Store): Promise<(deps: CaseDeps) => Promise<void>> {
  const waiting = [...(await handlings(record)), ...(await suppressions(record))].sort((a, b) =>
    a.at.localeCompare(b.at),
  );
  return async (deps) => {
    const now = deps.clock.now();
    for (let next = waiting[0]; next !== undefined && next.at <= now; next = waiting[0]) {
      waiting.shift();
      await next.repeat(deps);
    }
  };
}

interface Act {
  readonly at: Instant;
  repeat(deps: CaseDeps): Promise<void>;
}

/** What wardwatch did by itself it does again by itself. */
async function handlings(record: Store): Promise<readonly Act[]> {
  const stories = new Map((await record.caseStories()).map((story) => [story.caseId, story.advisoryIds]));
  const entries = (await record.auditEntries({})).filter(({ actor }) => actor.id !== WARDWATCH.id);
  return entries.reverse().flatMap(({ at, action, subject, after }): Act[] => {
    const [advisoryId] = stories.get(subject) ?? [];
    if (!action.startsWith('case.') || advisoryId === undefined || !isHandling(after)) return [];
    return [{ at, repeat: (deps) => handle(deps, advisoryId, after) }];
  });
}

function isHandling(state: unknown): state is Handling {
  return typeof state === 'object' && state !== null && 'version' in state && 'statements' in state;
}

async function handle(deps: CaseDeps, advisoryId: string, handling: Handling): Promise<void> {
  const caseId = await deps.store.caseOf(advisoryId);
  await deps.store.decide(async (desk) => {
    const before = caseId === undefined ? undefined : await desk.loadCase(caseId);
    if (before !== undefined) await desk.saveCase(withHandling(before, handling, deps), deps.clock.now());
  });
}

async function suppressions(record: Store): Promise<readonly Act[]> {
  return (await record.suppressions()).map(({ id: _, ...given }) => ({
    at: given.at,
    repeat: async ({ store }) => {
      await store.addSuppression(given);
    },
  }));
}
