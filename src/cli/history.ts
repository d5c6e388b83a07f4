import { textDefanger } from '../alerts/defang-text.ts';
import { advisoryDiff } from '../cases/advisory-diff.ts';
import { findIndicators } from '../indicators/find.ts';
import type { DecisionRecord } from '../ports/case-desk.ts';
import type { Store } from '../ports/store.ts';
import type { CommonOptions } from './context.ts';
import { print, printJson, printWrapped } from './print.ts';

/** A decision, and, where it was the first on a later revision, what that changed. */
interface HistoryLine extends DecisionRecord {
  readonly changes?: readonly string[];
}

/**
 * `wardwatch show ID --history`: what was decided of a case or an advisory, oldest first: told or not, and why; and what each
 * revision changed.
 */
export async function showHistory(store: Store, id: string, isCase: boolean, options: CommonOptions): Promise<void> {
  const decisions = await store.decisions(isCase ? { caseId: id } : { advisoryId: id });
  const lines = await withChanges(store, decisions);
  if (options.json) for (const each of lines) printJson(each);
  else if (lines.length === 0) print('Nothing was decided yet.');
  else for (const each of lines) printDecision(each);
}

async function withChanges(store: Store, decisions: readonly DecisionRecord[]): Promise<readonly HistoryLine[]> {
  const changes = new Map<string, readonly string[]>();
  for (const advisoryId of new Set(decisions.map((each) => each.advisoryId))) {
    const revisions = await store.revisionsOf(advisoryId);
    for (const [at, after] of revisions.entries()) {
      const before = revisions[at - 1];
      if (before) changes.set(`${advisoryId} ${after.revision}`, advisoryDiff(before, after).map(safe));
    }
  }
  return decisions.map((each) => {
    const key = `${each.advisoryId} ${each.revision}`;
    const changed = changes.get(key);
    changes.delete(key);
    return changed === undefined ? each : { ...each, changes: changed };
  });
}

/** Words of documents may hold live indicators. */
function safe(words: string): string {
  return textDefanger(findIndicators(words))(words);
}

function printDecision({ decidedAt, advisoryId, revision, caseId, decision, changes = [] }: HistoryLine): void {
  const of = `${advisoryId}, revision ${revision}${caseId === undefined ? '' : `, ${caseId}`}`;
  printWrapped(`${decidedAt.slice(0, 16).replace('T', ' ')} UTC ${decision.kind}: ${of}`);
  for (const reason of decision.reasons) printWrapped(reason, 2, '- ');
  if (changes.length > 0) printWrapped('What this revision changed:', 2);
  for (const change of changes) printWrapped(change, 4, '- ');
}
