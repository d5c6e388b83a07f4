import type { Priority } from '../domain/triage.ts';
import { note } from './moves.ts';
import type { ReasonCode } from './sentences.ts';
import type { Finding, Standing, TriageRule } from './types.ts';

/** T0 to T3: where an advisory about a threat, without a CVE, starts (ward-triage/1, step 7). */
export const threat: TriageRule = { id: 'threat', judge };

function judge({ input }: Standing): readonly Finding[] {
  if (input.iocHit === true) return start('T0-IOC-SEEN-LOCALLY', 'P1');
  if (input.activeCampaign !== true || input.healthTargeted !== true) return start('T3-THREAT-FYI', 'P4');
  return input.match === 'none'
    ? start('T2-ACTIVE-HEALTH-TARGETED', 'P3')
    : start('T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'P2');
}

function start(code: ReasonCode, priority: Priority): readonly Finding[] {
  return [{ ...note(code), priority }];
}
