import { describe, expect, it } from 'vitest';
import type { CaseSnapshot } from '../../src/cases/change.ts';
import { isCallWorthy, whatChanged } from '../../src/cases/material-change.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Priority } from '../../src/domain/triage.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  aKevEntry,
  aMatch,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aRangeBefore,
  aTriageDecision,
} from '../helpers/builders.ts';

const first = anAdvisory({
  title: 'Example Gateway 2.0 fixes a flaw',
  affected: [anAffectedProduct({ versions: [aRangeBefore('1.9')] })],
  cvss: [{ version: '3.1', score: 7.5, cve: 'CVE-2024-1111' }],
  aliases: ['CVE-2024-1111'],
});
const other = anAdvisory({
  id: 'lab:1',
  title: 'A look at it',
  publisher: { name: 'Example Lab', kind: 'researcher' },
});
/** A case that two have spoken in, at P2. */
const before = aCase({ members: [aCaseMember(first), aCaseMember(other)] });

const revised = (changes: Partial<Advisory>): [Advisory, CaseSnapshot] => {
  const newcomer = { ...first, revision: 2, ...changes };
  return [newcomer, { ...before, members: [aCaseMember(newcomer), aCaseMember(other)] }];
};
const joined = (changes: Partial<Advisory>): [Advisory, CaseSnapshot] => {
  const newcomer = anAdvisory({ id: 'third:1', title: 'Said once more', ...changes });
  return [newcomer, { ...before, members: [...before.members, aCaseMember(newcomer)] }];
};
const triaged = (priority: Priority): [Advisory, CaseSnapshot] => [
  first,
  { ...before, triage: aTriageDecision({ priority }) },
];
const body = (kind: Advisory['publisher']['kind'], name: string) => ({ publisher: { name, kind } });

type Row = readonly [
  change: string,
  given: [Advisory, CaseSnapshot],
  told: 'speak' | 'silent',
  call: 'call' | 'no call',
];

const MATRIX: readonly Row[] = [
  [
    'a new affected range',
    revised({ affected: [anAffectedProduct({ versions: [aRangeBefore('2.0')] })] }),
    'speak',
    'no call',
  ],
  [
    'a new product',
    revised({ affected: [...first.affected, anAffectedProduct({ product: 'Example Scanner' })] }),
    'speak',
    'no call',
  ],
  [
    'a fix',
    revised({ affected: [anAffectedProduct({ versions: [aRangeBefore('1.9')], fixedVersion: '2.0' })] }),
    'speak',
    'no call',
  ],
  [
    'KEV',
    joined({ ...body('government', 'CISA KEV'), kev: [aKevEntry({ cve: 'CVE-2024-1111' })] }),
    'speak',
    'no call',
  ],
  ['exploitation', revised({ exploitation: { status: 'active', ransomware: false, quotes: [] } }), 'speak', 'no call'],
  ['ransomware', revised({ exploitation: { status: 'active', ransomware: true, quotes: [] } }), 'speak', 'no call'],
  ['a raise to P1', triaged('P1'), 'speak', 'call'],
  ['a fall to P3', triaged('P3'), 'silent', 'no call'],
  [
    'a new affected asset',
    [first, { ...before, assets: [...before.assets, aCaseAsset({ asset: anAsset({ id: 'gw-02' }) })] }],
    'speak',
    'no call',
  ],
  ['indicators', revised({ indicators: [anIndicator()] }), 'speak', 'no call'],
  ['a withdrawal', revised({ withdrawn: true }), 'speak', 'no call'],
  [
    'another verdict',
    [
      first,
      {
        ...before,
        assets: [aCaseAsset({ matches: [aMatch({ verdict: { kind: 'not-affected', because: 'It was patched.' } })] })],
      },
    ],
    'speak',
    'no call',
  ],
  ['HC3, however late', joined(body('health-body', 'HC3')), 'speak', 'no call'],
  ['CISA, however late', joined(body('government', 'CISA')), 'speak', 'no call'],
  ['FDA, however late', joined(body('government', 'FDA')), 'speak', 'no call'],
  [
    'HC3, though it only repeats',
    joined({ ...body('health-body', 'HC3'), title: `${first.title}.` }),
    'speak',
    'no call',
  ],
  ['a voice that spoke already', joined(body('researcher', 'Example Lab')), 'silent', 'no call'],
  ['a third voice without news', joined(body('press', 'Example Press')), 'silent', 'no call'],
  ['a mirror', joined({ ...body('press', 'Example Press'), title: `${first.title}.` }), 'silent', 'no call'],
  ['a typo', revised({ title: 'Example Gateway 2.0 fixes a flow' }), 'silent', 'no call'],
  ['a reference', revised({ link: 'https://vendor.example/2' }), 'silent', 'no call'],
  ['a date', revised({ publishedAt: '2024-01-12T00:00:00.000Z' }), 'silent', 'no call'],
  [
    'another CVSS source within the band',
    revised({ cvss: [{ version: '3.1', score: 7.8, cve: 'CVE-2024-1111' }] }),
    'silent',
    'no call',
  ],
  ['nothing', [first, before], 'silent', 'no call'],
];

describe('the table of material change', () => {
  it.each(MATRIX)('%s', (_, [newcomer, after], told, call) => {
    const decision = whatChanged(before, after, newcomer);
    expect({
      told: decision.kind === 'notify' ? 'speak' : 'silent',
      call: isCallWorthy(before, after) ? 'call' : 'no call',
    }).toEqual({ told, call });
    expect(decision.reasons.length).toBeGreaterThan(0);
  });

  it('calls for a case that opens as P1, and not again while it stays so', () => {
    const urgent = { ...before, triage: aTriageDecision({ priority: 'P1' }) };
    expect([isCallWorthy(undefined, urgent), isCallWorthy(urgent, urgent)]).toEqual([true, false]);
  });

  it('tells the first independent report of another source', () => {
    const alone = aCase({ members: [aCaseMember(first)] });
    const after = { ...alone, members: [...alone.members, aCaseMember(other)] };
    expect(whatChanged(alone, after, other)).toEqual({
      kind: 'notify',
      reasons: ['Example Lab reports it independently: "A look at it".'],
    });
  });
});
