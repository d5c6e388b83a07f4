import type { Reason, TriageInput } from '../domain/triage.ts';
import { note } from './moves.ts';

/**
 * The reason why an input needs no triage, or nothing (ward-triage/1, step 1): withdrawn, declared not affected or fixed,
 * or, for a flaw, without a matched asset. A threat report without a matched asset is still judged.
 */
export function closedGate(input: TriageInput): Reason | undefined {
  if (input.withdrawn === true) return note('G0-WITHDRAWN');
  if (input.vex === 'not_affected') return note('G1-VEX-NOT_AFFECTED');
  if (input.vex === 'fixed') return note('G1-VEX-FIXED');
  if (input.match === 'none' && input.kind !== 'threat') return note('G2-NO-ASSET-MATCH');
  return undefined;
}
