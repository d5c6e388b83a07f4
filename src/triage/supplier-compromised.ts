import { raise } from './moves.ts';
import type { Finding, Standing, TriageRule } from './types.ts';

/** E6: a matched asset whose supplier itself is named as the way in is P1. */
export const supplierCompromised: TriageRule = { id: 'supplier-compromised', judge };

function judge(standing: Standing): readonly Finding[] {
  const { input } = standing;
  const applies = input.match !== 'none' && input.asset?.supplierNamed === true;
  return applies ? raise(standing, 'P1', 'E6-SUPPLIER-COMPROMISED') : [];
}
