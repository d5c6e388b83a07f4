import { describe, expect, it } from 'vitest';
import { alertState } from '../../src/alerts/handling-lines.ts';
import { alertMessage } from '../../src/alerts/message.ts';
import { applyAction } from '../../src/cases/apply-action.ts';
import { carryOn } from '../../src/cases/carry-on.ts';
import { whatChanged } from '../../src/cases/material-change.ts';
import { remediesOn } from '../../src/cases/remediation.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CaseAction, RemediationState } from '../../src/domain/handling.ts';
import type { NonEmpty } from '../../src/domain/non-empty.ts';
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
  DANA,
} from '../helpers/builders.ts';

const AT = '2024-01-22T10:42:00.000Z';
const CVES = ['CVE-2024-99901', 'CVE-2024-99902'];
const GATEWAY = anAffectedProduct({ versions: [aRangeBefore('1.9')] });
const FIRST = anAdvisory({ aliases: CVES, affected: [GATEWAY] });
const ONE = aCase({
  members: [aCaseMember(FIRST)],
  assets: ['A-1', 'A-2'].map((id) => aCaseAsset({ asset: anAsset({ id }), matches: [aMatch({ assetId: id })] })),
});

const remediate = (
  state: RemediationState,
  assetIds: NonEmpty<string>,
  more: { readonly cves?: readonly string[]; readonly note?: string } = {},
): CaseAction => ({ kind: 'remediate', assetIds, state, ...more });

/** The case after these actions, each by Dana who saw what was there. */
function caseAfter(...actions: readonly CaseAction[]): Case {
  let one: Case = ONE;
  for (const action of actions) {
    const applied = applyAction(one, action, DANA, AT, one.handling.version);
    if (applied.kind === 'refused') throw new Error(applied.because);
    one = { ...one, handling: applied.handling };
  }
  return one;
}

const states = (one: Case, assetId: string) => remediesOn(assetId, one).map(({ cve, state }) => `${cve} ${state}`);
const whyNot = (one: Case, action: CaseAction) => {
  const applied = applyAction(one, action, DANA, AT, one.handling.version);
  return applied.kind === 'refused' ? applied.because : applied.words;
};

describe('the remediation of a case', () => {
  it('is open for every flaw on every asset until somebody says more', () => {
    expect(states(ONE, 'A-1')).toEqual(['CVE-2024-99901 open', 'CVE-2024-99902 open']);
  });

  it('is said for some assets and some flaws, and the last word counts', () => {
    const one = caseAfter(
      remediate('in-progress', ['A-1', 'A-2'], { note: 'change 4711' }),
      remediate('done', ['A-1'], { cves: ['CVE-2024-99902'] }),
    );
    expect(states(one, 'A-1')).toEqual(['CVE-2024-99901 in-progress', 'CVE-2024-99902 done']);
    expect(states(one, 'A-2')).toEqual(['CVE-2024-99901 in-progress', 'CVE-2024-99902 in-progress']);
    expect(alertState(one.handling).lines).toEqual([
      'Remediation in progress on 2 assets: A-1 and A-2.',
      'Remediation done on 1 asset: A-1.',
    ]);
    expect(states(caseAfter(remediate('done', ['A-1']), remediate('open', ['A-1'])), 'A-1')).toEqual([
      'CVE-2024-99901 open',
      'CVE-2024-99902 open',
    ]);
  });

  it('is told with who said it, and can be taken back', () => {
    expect(whyNot(ONE, remediate('accepted', ['A-1'], { note: 'out of service in May' }))).toBe(
      'dana.fox: remediation not planned, the risk is accepted on A-1 ("out of service in May").',
    );
    expect(states(caseAfter(remediate('done', ['A-1']), { kind: 'undo' }), 'A-1')).toEqual(states(ONE, 'A-1'));
  });

  it('can be said of a resolved case too', () => {
    const one = caseAfter({ kind: 'resolve', how: 'patched' }, remediate('done', ['A-1', 'A-2']));
    expect(states(one, 'A-2')).toEqual(['CVE-2024-99901 done', 'CVE-2024-99902 done']);
    expect(one.handling.resolution?.how).toBe('patched');
  });

  it('starts open again for a flaw that the case gains', () => {
    const one = caseAfter(remediate('done', ['A-1']));
    const grown = { ...one, members: [aCaseMember({ ...FIRST, aliases: [...CVES, 'CVE-2024-99903'] })] };
    expect(states(grown, 'A-1').at(-1)).toBe('CVE-2024-99903 open');
  });

  it.each<[string, CaseAction, string]>([
    ['an asset of another case', remediate('done', ['A-9']), 'C-1 does not touch A-9.'],
    [
      'a flaw of another case',
      remediate('done', ['A-1'], { cves: ['CVE-2020-0001'] }),
      'C-1 is not about CVE-2020-0001.',
    ],
    ['what stands so', remediate('open', ['A-1']), 'The remediation is open already.'],
  ])('is refused for %s', (_, action, because) => {
    expect(whyNot(ONE, action)).toBe(because);
  });
});

describe('a new revision, once people answered for the remediation on every asset', () => {
  const answered = caseAfter(remediate('done', ['A-1']), remediate('accepted', ['A-2']));
  const revised = (changes: Partial<Advisory>): Advisory => ({ ...FIRST, revision: 2, ...changes });
  const told = (before: Case, changes: Partial<Advisory>) => {
    const newcomer = revised(changes);
    return whatChanged(before, { ...before, members: [aCaseMember(newcomer)] }, newcomer);
  };
  const scanner = anAffectedProduct({
    product: 'Example Scanner',
    versions: [aRangeBefore('3.0')],
    fixedVersion: '3.0',
  });

  it('does not come up again for products that do not run here', () => {
    expect(told(answered, { affected: [GATEWAY, scanner] })).toEqual({
      kind: 'stay-silent',
      reasons: [
        'The new revision changes nothing for what runs here, and people have answered for its remediation on every asset.',
      ],
    });
  });

  it.each<[string, Case]>([
    ['nobody answered', ONE],
    ['one asset is open', caseAfter(remediate('done', ['A-1']))],
    ['one flaw is open', caseAfter(remediate('done', ['A-1', 'A-2'], { cves: ['CVE-2024-99901'] }))],
  ])('comes up as ever where %s', (_, before) => {
    expect(told(before, { affected: [GATEWAY, scanner] }).kind).toBe('notify');
  });

  it.each<[string, Partial<Advisory>]>([
    ['other versions of what runs here', { affected: [{ ...GATEWAY, versions: [aRangeBefore('2.0')] }] }],
    ['a fix for what runs here', { affected: [{ ...GATEWAY, fixedVersion: '1.9' }] }],
    ['exploitation', { exploitation: { status: 'active', ransomware: false, quotes: [] } }],
    ['an entry in KEV', { kev: [aKevEntry({ cve: 'CVE-2024-99901' })] }],
    ['a flaw that nobody answered for', { aliases: [...CVES, 'CVE-2024-99903'], affected: [GATEWAY, scanner] }],
    ['indicators', { indicators: [anIndicator()] }],
    ['its withdrawal', { withdrawn: true }],
  ])('comes up for %s', (_, changes) => {
    expect(told(answered, changes).kind).toBe('notify');
  });

  it('does not open a resolved case again for products that do not run here', () => {
    const resolved = {
      ...answered,
      handling: { ...answered.handling, ...caseAfter({ kind: 'resolve', how: 'patched' }).handling },
    };
    const before = {
      ...resolved,
      handling: { ...resolved.handling, remediations: answered.handling.remediations ?? [] },
    };
    const newcomer = revised({ affected: [GATEWAY, scanner] });
    const next = { ...before, members: [aCaseMember(newcomer)] };
    expect(carryOn(before.handling, before, next, newcomer)).toEqual({ handling: before.handling });
    const { remediations: _, ...unanswered } = before.handling;
    expect(carryOn(unanswered, { ...before, handling: unanswered }, next, newcomer).woken).toContain('Example Scanner');
  });
});

describe('what was said of a remedy in another case', () => {
  const LATER = '2024-01-23T10:00:00.000Z';
  const there = {
    caseId: 'C-7',
    assetId: 'A-1',
    state: 'done',
    cves: ['CVE-2024-99901'],
    by: DANA,
    at: LATER,
  } as const;
  const heard = (one: Case, ...said: NonNullable<Case['remediedElsewhere']>): Case => ({
    ...one,
    remediedElsewhere: said,
  });

  it('counts here for the same flaw on the same asset, with its origin; other flaws stay open', () => {
    const one = heard(ONE, there);
    expect([states(one, 'A-1'), states(one, 'A-2')]).toEqual([
      ['CVE-2024-99901 done', 'CVE-2024-99902 open'],
      ['CVE-2024-99901 open', 'CVE-2024-99902 open'],
    ]);
    expect(alertMessage(one, {}).state.lines).toEqual([
      'Remediation done for CVE-2024-99901 on A-1, as dana.fox said in C-7.',
    ]);
  });

  it('gives way to what was said later, wherever that is', () => {
    const own = caseAfter(remediate('in-progress', ['A-1']));
    expect(states(heard(own, there), 'A-1')).toEqual(['CVE-2024-99901 done', 'CVE-2024-99902 in-progress']);
    const earlier = { ...there, at: '2024-01-21T10:00:00.000Z' };
    expect(states(heard(own, earlier), 'A-1')).toEqual(['CVE-2024-99901 in-progress', 'CVE-2024-99902 in-progress']);
    expect(states(heard(ONE, there, { ...there, caseId: 'C-8', state: 'accepted' }), 'A-1')[0]).toBe(
      'CVE-2024-99901 accepted',
    );
  });

  it('is not asked for again, and is opened again where it was said', () => {
    const one = heard(ONE, there);
    expect(whyNot(one, remediate('done', ['A-1'], { cves: ['CVE-2024-99901'] }))).toBe(
      'The remediation is done already.',
    );
    expect(whyNot(one, remediate('open', ['A-1']))).toBe(
      'That the remedy of CVE-2024-99901 is done was said in C-7; open it again there.',
    );
  });
});
