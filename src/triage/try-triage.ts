import { messageOf } from '../errors.ts';
import { decide } from './decide.ts';
import type { TriagePolicy } from './policy.ts';
import { readTriageInput } from './read-input.ts';

/**
 * Answers one line of `wardwatch try triage`: `{id, input}` becomes the decision with its reason codes, and a line that
 * cannot be read becomes `{id, error}`. Never throws.
 */
export function tryTriage(line: unknown, policy: TriagePolicy): Readonly<Record<string, unknown>> {
  const id = isRecord(line) ? (line.id ?? null) : null;
  try {
    if (!isRecord(line) || !isRecord(line.input))
      throw new Error('Expected an object {"id", "input"}, input an object.');
    const decision = decide(readTriageInput(line.input), policy);
    const { priority, assumed, due, forensic, verify, provisional, ssvc } = decision;
    const reasons = decision.reasons.map((reason) => reason.code);
    return { id, priority, reasons, assumed, due: due ?? null, forensic, verify, provisional, ssvc: ssvc ?? null };
  } catch (fault) {
    return { id, error: messageOf(fault) };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
