import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMoreUrgent, type TriageInput } from '../../src/domain/triage.ts';
import { decide } from '../../src/triage/decide.ts';
import { EXPLOITATION_LEVELS, EXPOSURES, MISSION_IMPACTS, SAFETY_IMPACTS } from '../../src/triage/policy.ts';
import { REASON_CODES } from '../../src/triage/sentences.ts';
import { TRIAGE_CASES } from './decide.cases.ts';
import { shippedPolicy as policy } from './policy-for-tests.ts';
import { SCEPTICAL_CASES } from './sceptical.cases.ts';

describe('decide: the cases of ward-triage/1', () => {
  it.each(TRIAGE_CASES)('$title: $priority', ({ input, priority, codes, due }) => {
    const decision = decide({ match: 'exact', firstSeen: '2026-03-02', ...input }, policy);
    expect({
      priority: decision.priority,
      codes: decision.reasons.map((reason) => reason.code).sort(),
      due: decision.due,
    }).toEqual({ priority, codes: [...codes].sort(), due });
  });

  it('has a case for every reason code that the shipped tables can give', () => {
    const covered = new Set(TRIAGE_CASES.flatMap((one) => one.codes).map((code) => code.split('=')[0]));
    const missing = REASON_CODES.filter((code) => !covered.has(code));
    expect(missing).toEqual(['E3-PHI-EXPOSED', 'D2-VENDOR-ONLY-MATCH-BLOCKED-BY-KEV-FLOOR']);
  });

  it('lists every default that it takes', () => {
    expect(decide({ match: 'exact' }, policy).assumed).toEqual([
      'exposure=controlled',
      'safety=marginal',
      'mission=mef support crippled',
      'automatable=yes',
      'technicalImpact=total',
    ]);
  });

  it('counts due dates in the calendar of the configured zone', () => {
    const late = { match: 'exact', firstSeen: '2026-03-03T03:00:00.000Z', exploitation: 'active' } as const;
    const exposed = { ...late, asset: { exposure: 'open' } } as const;
    expect(decide(exposed, policy).due).toBe('2026-03-06');
    expect(decide(exposed, { ...policy, timeZone: 'America/New_York' }).due).toBe('2026-03-05');
  });

  it('gives no due date of its own under the profile "off", and still shows that of KEV', () => {
    const off = { ...policy, sla: { ...policy.sla, profile: 'off' } };
    const kev = { dateAdded: '2026-02-27', dueDate: '2026-03-20' };
    expect(decide({ match: 'exact', firstSeen: '2026-03-02', exploitation: 'active' }, off).due).toBeUndefined();
    expect(decide({ match: 'exact', firstSeen: '2026-03-02', kev }, off).due).toBe('2026-03-20');
  });

  it('keeps what it decided on, and by which policy', () => {
    const input = { match: 'exact', firstSeen: '2026-03-02', epss: 0.4 } as const;
    expect(decide(input, policy)).toMatchObject({ policyVersion: 'ward-triage/1', slaProfile: 'default', input });
    expect(decide({ match: 'none' }, policy).input).toEqual({ match: 'none' });
  });

  it('says whose catalogue lists a flaw', () => {
    const said = (...catalogues: string[]) =>
      decide({ match: 'exact', kev: { catalogues } }, policy).reasons[0]?.because;
    expect([said('ENISA'), said('CISA', 'ENISA')]).toEqual([
      'Exploited in the wild: ENISA lists it in its catalogue of known exploited vulnerabilities.',
      'Exploited in the wild: CISA and ENISA list it in their catalogues of known exploited vulnerabilities.',
    ]);
  });

  it('says each reason as a sentence for people', () => {
    const decision = decide({ match: 'exact', kev: { dateAdded: '2026-02-27' }, asset: { exposure: 'open' } }, policy);
    expect(decision.reasons.map((reason) => reason.because)).toEqual([
      'Exploited in the wild: CISA lists it in its catalogue of known exploited vulnerabilities (since 2026-02-27).',
      'Nobody scored it yet: an attack is assumed to be automatable and to give total control.',
      'The SSVC deployer table says "out-of-cycle", which is P2 here.',
      'CISA\'s directive BOD 26-04, a federal benchmark, says "3 days & forensic investigation", which is P1 here.',
      'Look for traces of an intrusion before patching: the federal benchmark asks for forensic triage.',
    ]);
  });
});

describe('decide: the rules read sceptically', () => {
  it.each(SCEPTICAL_CASES)('$title: $priority. $doubt', ({ input, priority, due }) => {
    const decision = decide(input, policy);
    expect([decision.priority, decision.due]).toEqual([priority, due]);
  });

  it('are more than sixty cases together, at least ten of them sceptical', () => {
    expect(TRIAGE_CASES.length).toBeGreaterThanOrEqual(60);
    expect(SCEPTICAL_CASES.length).toBeGreaterThanOrEqual(10);
  });
});

describe('decide: whatever the input', () => {
  const runs = { numRuns: 10_000 };

  it('answers with a priority and a reason, and the same input gives the same bytes', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const decision = decide(input, policy);
        const explained = decision.reasons.length > 0 && decision.reasons.every(({ because }) => because.endsWith('.'));
        return explained && JSON.stringify(decide(structuredClone(input), policy)) === JSON.stringify(decision);
      }),
      runs,
    );
  });

  it.each([
    ['exploitation', (input: TriageInput) => EXPLOITATION_LEVELS.map((exploitation) => ({ ...input, exploitation }))],
    ['exposure', (input: TriageInput) => EXPOSURES.map((exposure) => withAsset(input, { exposure }))],
    ['safety impact', (input: TriageInput) => SAFETY_IMPACTS.map((safety) => withAsset(input, { safety }))],
    ['mission impact', (input: TriageInput) => MISSION_IMPACTS.map((mission) => withAsset(input, { mission }))],
  ])('is never less urgent with more %s', (_, ascending) => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const priorities = ascending(input).map((one) => decide(one, policy).priority);
        return priorities.every((priority, at) => !isMoreUrgent(priorities[at - 1] ?? priority, priority));
      }),
      runs,
    );
  });

  it('keeps what is in KEV and matches at P2 or above', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { vex: _, ...rest } = input;
        const kev = input.kev ?? { dateAdded: '2026-01-01' };
        const listed = { ...rest, kind: 'vulnerability', withdrawn: false, kev } as const;
        return listed.match === 'none' || ['P1', 'P2'].includes(decide(listed, policy).priority);
      }),
      runs,
    );
  });

  it('needs known exposure and known facts about the flaw for a P1 without exploitation', () => {
    fc.assert(
      fc.property(anyInput, ({ kev: _, ...input }) => {
        const flaw = { ...input, kind: 'vulnerability' } as const;
        const decision = decide(flaw, policy);
        if (decision.priority !== 'P1' || flaw.exploitation === 'active') return true;
        const assumed = decision.assumed.some((name) => /^(?:automatable|technicalImpact)=/.test(name));
        return flaw.asset?.exposure === 'open' && !assumed;
      }),
      runs,
    );
  });
});

function withAsset(input: TriageInput, facts: NonNullable<TriageInput['asset']>): TriageInput {
  return { ...input, asset: { ...input.asset, ...facts } };
}

const day = fc.constantFrom('2019-03-01', '2025-12-30', '2026-03-02', '2026-03-04', '2026-12-31');
const vector = fc.constantFrom(
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  'AV:N/AC:L/Au:N/C:C/I:C/A:C',
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  'not a vector',
);

const anyInput = fc.record(
  {
    match: fc.constantFrom('exact', 'version-unknown', 'vendor', 'none'),
    firstSeen: day,
    withdrawn: fc.boolean(),
    vex: fc.constantFrom('not_affected', 'fixed', 'under_investigation'),
    kind: fc.constantFrom('vulnerability', 'threat'),
    exploitation: fc.constantFrom(...EXPLOITATION_LEVELS),
    kev: fc.record(
      {
        dateAdded: day,
        dueDate: day,
        ransomware: fc.boolean(),
        forensicTriage: fc.boolean(),
        catalogues: fc.subarray(['CISA', 'ENISA', 'VulnCheck'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
    epss: fc.double({ min: 0, max: 1, noNaN: true }),
    cvss: fc.record({ version: fc.constantFrom('2.0', '3.1', '4.0'), vector }),
    automatable: fc.constantFrom('yes', 'no'),
    technicalImpact: fc.constantFrom('total', 'partial'),
    remediation: fc.constant('none'),
    iocHit: fc.boolean(),
    activeCampaign: fc.boolean(),
    healthTargeted: fc.boolean(),
    asset: fc.record(
      {
        exposure: fc.constantFrom(...EXPOSURES),
        safety: fc.constantFrom(...SAFETY_IMPACTS),
        mission: fc.constantFrom(...MISSION_IMPACTS),
        phi: fc.boolean(),
        compensating: fc.boolean(),
        managed: fc.boolean(),
        lastUpdated: day,
        verdict: fc.constantFrom('affected', 'not-affected', 'undecided'),
        supplierNamed: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['match'] },
) as fc.Arbitrary<TriageInput>;
