import { note } from './moves.ts';
import type { Finding, Standing, TriageRule } from './types.ts';

/** N1: without a fix, the advice is to mitigate. */
export const noPatch: TriageRule = { id: 'no-patch', judge };

function judge({ input }: Standing): readonly Finding[] {
  return input.remediation === 'none' ? [note('N1-NO-PATCH-MITIGATE')] : [];
}
