import { describe, expect, it } from 'vitest';
import { tryTriage } from '../../src/triage/try-triage.ts';
import { shippedPolicy as policy } from './policy-for-tests.ts';

describe('tryTriage', () => {
  it('answers with codes and with null for what there is not', () => {
    const input = { match: 'none', kind: 'threat', firstSeen: '2026-03-02', weather: 'fine' };
    expect(tryTriage({ id: 'a', input }, policy)).toEqual({
      id: 'a',
      priority: 'P4',
      reasons: ['T3-THREAT-FYI'],
      assumed: [],
      due: null,
      forensic: false,
      verify: false,
      provisional: false,
      ssvc: null,
    });
  });

  it("reads both of CISA's spellings, and null as unknown", () => {
    const spelt = { match: 'exact', exploitation: 'PoC', automatable: 'Yes', technicalImpact: 'Total', epss: null };
    expect(tryTriage({ id: 1, input: spelt }, policy)).toMatchObject({
      ssvc: { exploitation: 'public poc', automatable: 'yes', technicalImpact: 'total' },
    });
  });

  it.each([
    [
      'a word that no rule knows',
      { match: 'maybe' },
      'match is "maybe": expected exact, version-unknown, vendor, none.',
    ],
    ['no match', {}, 'match is missing: expected exact, version-unknown, vendor or none.'],
    [
      'a date in words',
      { match: 'exact', firstSeen: 'tomorrow' },
      'firstSeen is "tomorrow": expected a date like 2024-02-29.',
    ],
    [
      'a day that no calendar has',
      { match: 'exact', firstSeen: '2024-13-45' },
      'firstSeen is "2024-13-45": expected a date like 2024-02-29.',
    ],
    ['a probability above 1', { match: 'exact', epss: 92 }, 'epss is 92: expected a number between 0 and 1.'],
    ['a flag in words', { match: 'exact', asset: { phi: 'yes' } }, 'phi is "yes": expected true or false.'],
    ['a list for an object', { match: 'exact', kev: [] }, 'kev must be an object.'],
    [
      'an inherited name',
      { match: 'exact', exploitation: 'toString' },
      'exploitation is "toString": expected none, public poc, active.',
    ],
  ])('refuses %s with its reason', (_, input, error) => {
    expect(tryTriage({ id: 'b', input }, policy)).toEqual({ id: 'b', error });
  });

  it.each([null, 'text', [], { id: 'c' }, { id: 'c', input: 7 }])('answers %j, which is no case', (line) => {
    expect(tryTriage(line, policy)).toMatchObject({ error: 'Expected an object {"id", "input"}, input an object.' });
  });
});
