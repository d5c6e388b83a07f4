import type { DecisionRecord } from '../ports/case-desk.ts';
import type { Store } from '../ports/store.ts';
import type { CommonOptions } from './context.ts';
import { print, printJson, printWrapped } from './print.ts';

/** `wardwatch show ID --history`: what was decided of a case or an advisory, oldest first: told or not, and why. */
export async function showHistory(store: Store, id: string, isCase: boolean, options: CommonOptions): Promise<void> {
  const decisions = await store.decisions(isCase ? { caseId: id } : { advisoryId: id });
  if (options.json) for (const each of decisions) printJson(each);
  else if (decisions.length === 0) print('Nothing was decided yet.');
  else for (const each of decisions) printDecision(each);
}

function printDecision({ decidedAt, advisoryId, revision, caseId, decision }: DecisionRecord): void {
  const of = `${advisoryId}, revision ${revision}${caseId === undefined ? '' : `, ${caseId}`}`;
  printWrapped(`${decidedAt.slice(0, 16).replace('T', ' ')} UTC ${decision.kind}: ${of}`);
  for (const reason of decision.reasons) printWrapped(reason, 2, '- ');
}
