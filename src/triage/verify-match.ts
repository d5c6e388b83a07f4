import type { TriageInput } from '../domain/triage.ts';
import { note } from './moves.ts';
import type { Finding, Standing, TriageRule } from './types.ts';

/** V1: a person must settle product or version. */
export const verifyMatch: TriageRule = { id: 'verify-match', judge };

/** Whether product or version of a match is not settled yet. */
export function needsVerification(input: TriageInput): boolean {
  return input.match === 'version-unknown' || input.match === 'vendor' || input.vex === 'under_investigation';
}

function judge({ input }: Standing): readonly Finding[] {
  return needsVerification(input) ? [note('V1-VERIFY-MATCH')] : [];
}
