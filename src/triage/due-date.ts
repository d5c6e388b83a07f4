import { addDays, type LocalDate } from '../domain/time.ts';
import { note } from './moves.ts';
import { dayInZone } from './policy.ts';
import type { Finding, Standing, TriageRule, VulnerabilityStanding } from './types.ts';

/** L1 and L2: CISA's due date where it comes first, or that it had passed already. */
export const dueDateRule: TriageRule<VulnerabilityStanding> = { id: 'due-date', judge };

/**
 * The calendar day by which it must be done: the profile's days counted from the day of the first match, or KEV's date when
 * that is earlier and not past. Absent when the priority has no deadline or the day of the first match is unknown.
 */
export function dueDate(standing: Standing): LocalDate | undefined {
  const own = ownDueDate(standing);
  return kevDate(standing)?.kind === 'first' ? standing.input.kev?.dueDate : own;
}

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const kev = kevDate(standing);
  if (kev === undefined) return [];
  return [note(kev.kind === 'first' ? 'L1-KEV-DUE-DATE' : 'L2-KEV-DUE-ALREADY-PASSED', { value: kev.day })];
}

function kevDate(standing: Standing): { readonly kind: 'first' | 'passed'; readonly day: LocalDate } | undefined {
  const { input, policy } = standing;
  const day = input.kind === 'threat' ? undefined : input.kev?.dueDate;
  if (day === undefined || input.firstSeen === undefined) return undefined;
  if (day < dayInZone(input.firstSeen, policy.timeZone)) return { kind: 'passed', day };
  const own = ownDueDate(standing);
  return own === undefined || day < own ? { kind: 'first', day } : undefined;
}

function ownDueDate({ input, policy, priority }: Standing): LocalDate | undefined {
  const days = policy.sla.profiles[policy.sla.profile]?.[priority];
  if (days === undefined || input.firstSeen === undefined) return undefined;
  return addDays(dayInZone(input.firstSeen, policy.timeZone), days);
}
