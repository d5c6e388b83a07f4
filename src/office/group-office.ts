import { strictestTlp } from '../alerts/routing.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import type { Actor } from '../domain/actor.ts';
import { datedAt } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';
import type { CaseDeps } from '../pipeline/deps.ts';
import { regroupCases } from '../pipeline/regroup-cases.ts';
import type { GroupOffice, OtherCase, Regrouped } from '../ports/group-office.ts';

/** Cases are put together and apart over the pipeline; the audit's number names what was done. */
export function createGroupOffice(deps: CaseDeps): GroupOffice {
  const { store } = deps;
  return {
    others: async (caseId) =>
      (await store.cases())
        .filter((one) => one.id !== caseId && !isEmptied(one))
        .sort((a, b) => latestOf(b).localeCompare(latestOf(a)))
        .map(otherOf),
    regroup: async (asked) => {
      const outcome = await regroupCases(deps, asked);
      if (outcome.kind === 'refused') return outcome;
      const { undo: _, ...done } = outcome;
      const entries = await store.auditEntries({ subject: done.from.id });
      const own = entries.find(({ actor, action }) => actor.id === asked.actor.id && isRegrouping(action));
      return { ...done, number: own?.number ?? 0 };
    },
    undo: (number, actor) => undo(deps, number, actor),
  };
}

function latestOf(one: Case): string {
  return (
    one.members
      .map(({ advisory }) => datedAt(advisory))
      .sort()
      .at(-1) ?? ''
  );
}

function otherOf({ id, title, triage, members }: Case): OtherCase {
  const tlp = strictestTlp(members.map((member) => member.advisory));
  return { caseId: id, title, priority: triage.priority, tlp };
}

function isRegrouping(action: string): boolean {
  return action === 'case.merge' || action === 'case.split';
}

async function undo(deps: CaseDeps, number: number, actor: Actor): Promise<Regrouped> {
  const entry = (await deps.store.auditEntries({})).find((one) => one.number === number && isRegrouping(one.action));
  const [was, is] = [stateIn(entry?.before), stateIn(entry?.after)];
  if (was === undefined || is === undefined) return { kind: 'refused', because: 'This cannot be taken back.' };
  const holder = await deps.store.caseById(is.case);
  const known = (holder?.members ?? []).map((member) => member.advisory.id);
  const advisoryIds = was.advisories.filter((id) => known.includes(id));
  if (advisoryIds.length === 0) {
    return { kind: 'refused', because: `Nothing of it is in ${is.case} any more: it was taken back, or moved on.` };
  }
  return regroupCases(deps, { from: is.case, to: was.case, advisoryIds, actor });
}

interface Grouped {
  readonly case: string;
  readonly advisories: readonly string[];
}

function stateIn(state: unknown): Grouped | undefined {
  const { case: caseId, advisories } = (state ?? {}) as { readonly case?: unknown; readonly advisories?: unknown };
  if (typeof caseId !== 'string' || !Array.isArray(advisories)) return undefined;
  return { case: caseId, advisories: advisories.filter((id) => typeof id === 'string') };
}
