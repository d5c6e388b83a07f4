import type { CaseStatus } from '../domain/handling.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';

/** At most so many cases of a source's first poll are told one by one. */
const MOST_SINGLE = 10;

/**
 * Splits what the first poll of a source found: the most urgent open P1 and P2 cases are told one by one (at most 10),
 * all others are only counted in the summary. Equal priorities keep the order in which they were given.
 */
export function seedPlan(
  cases: readonly { readonly id: string; readonly priority: Priority; readonly status: CaseStatus }[],
): { readonly single: readonly string[]; readonly summarised: readonly string[] } {
  const urgent = cases
    .filter((one) => one.status === 'open' && (one.priority === 'P1' || one.priority === 'P2'))
    .sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority))
    .slice(0, MOST_SINGLE)
    .map((one) => one.id);
  const told = new Set(urgent);
  return { single: urgent, summarised: cases.filter((one) => !told.has(one.id)).map((one) => one.id) };
}
