import { isMoreUrgent, PRIORITIES, type Priority } from '../domain/triage.ts';
import { type ReasonCode, type SentenceFacts, sentenceFor } from './sentences.ts';
import type { Finding, Standing } from './types.ts';

/** Nothing that a catalogue lists as exploited falls below this. */
const KEV_FLOOR: Priority = 'P2';

/** A finding that explains and leaves the priority as it is. */
export function note(code: ReasonCode, facts: SentenceFacts = {}): Finding {
  return { code, because: sentenceFor(code, facts) };
}

/** Raises to `to`; says nothing where the priority is as urgent already. */
export function raise(at: Standing, to: Priority, code: ReasonCode, facts: SentenceFacts = {}): readonly Finding[] {
  if (!isMoreUrgent(to, at.priority)) return [];
  return [{ ...note(code, { ...facts, to }), priority: to }];
}

/** Lowers by one step, never below P4, and never below P2 what is in KEV: then the blocked form of the code says so. */
export function lowerOneStep(
  at: Standing,
  code: 'D1-COMPENSATING-CONTROL' | 'D2-VENDOR-ONLY-MATCH',
): readonly Finding[] {
  const to = PRIORITIES[PRIORITIES.indexOf(at.priority) + 1] ?? 'INFO';
  if (to === 'INFO') return [];
  if (at.input.kev !== undefined && isMoreUrgent(KEV_FLOOR, to)) return [note(`${code}-BLOCKED-BY-KEV-FLOOR`)];
  return [{ ...note(code, { from: at.priority, to }), priority: to }];
}
