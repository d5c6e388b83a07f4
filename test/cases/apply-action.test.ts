import { describe, expect, it } from 'vitest';
import { type Applied, applyAction } from '../../src/cases/apply-action.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Case } from '../../src/domain/case.ts';
import { type CaseAction, statusOf } from '../../src/domain/handling.ts';
import { aCase, aCaseAsset, aCaseMember, anAdvisory, anAsset, DANA } from '../helpers/builders.ts';

const LEE: Actor = { id: 'slack:U0LEE00001', name: 'lee.ward' };
const AT = '2024-01-22T10:42:00.000Z';
const ACKNOWLEDGE: CaseAction = { kind: 'acknowledge' };
const SNOOZE: CaseAction = {
  kind: 'snooze',
  until: '2024-01-25T08:00:00.000Z',
  reason: 'change window',
  covers: 'reminders',
};

const TWO_ASSETS = aCase({
  members: [aCaseMember(anAdvisory({ aliases: ['CVE-2024-99901'] }))],
  assets: [aCaseAsset({ asset: anAsset({ id: 'A-1' }) }), aCaseAsset({ asset: anAsset({ id: 'A-2' }) })],
});

function notAffected(...ids: [string, ...string[]]): CaseAction {
  const [first, ...rest] = ids.map((assetId) => ({ kind: 'asset' as const, assetId }));
  return {
    kind: 'not-affected',
    about: [first ?? { kind: 'asset', assetId: '' }, ...rest],
    justification: 'component_not_present',
  };
}

/** The case after these actions, each by Dana who saw what was there. */
function caseAfter(...actions: CaseAction[]): Case {
  let one: Case = TWO_ASSETS;
  for (const action of actions) {
    const applied = applyAction(one, action, DANA, AT, one.handling.version);
    if (applied.kind === 'refused') throw new Error(applied.because);
    one = { ...one, handling: applied.handling };
  }
  return one;
}

function whyNot(one: Case, action: CaseAction, seen = one.handling.version, by = LEE): string {
  const applied: Applied = applyAction(one, action, by, AT, seen);
  return applied.kind === 'refused' ? applied.because : `done: ${applied.words}`;
}

describe('an action on a case', () => {
  it.each<[string, CaseAction[], string]>([
    ['acknowledging', [ACKNOWLEDGE], 'acknowledged'],
    ['assigning takes it up as well', [{ kind: 'assign', to: LEE }], 'acknowledged'],
    ['snoozing', [SNOOZE], 'snoozed'],
    ['resolving', [{ kind: 'resolve', how: 'patched' }], 'resolved-patched'],
    ['resolving what is snoozed', [SNOOZE, { kind: 'resolve', how: 'mitigated' }], 'resolved-mitigated'],
    ['reopening leaves the acknowledgement', [ACKNOWLEDGE, SNOOZE, { kind: 'reopen' }], 'acknowledged'],
    ['acknowledging ends a snooze', [SNOOZE, ACKNOWLEDGE], 'acknowledged'],
    ['undo goes one step back', [ACKNOWLEDGE, SNOOZE, { kind: 'undo' }], 'acknowledged'],
    ['declaring one of two assets not affected', [notAffected('A-1')], 'open'],
    ['declaring the last one resolves it', [notAffected('A-1'), notAffected('A-2')], 'resolved-not-affected'],
  ])('%s', (_, actions, status) => {
    expect(statusOf(caseAfter(...actions).handling)).toBe(status);
  });

  it('says in one sentence what was done', () => {
    expect(whyNot(TWO_ASSETS, ACKNOWLEDGE)).toBe('done: lee.ward: acknowledged.');
    expect(whyNot(TWO_ASSETS, SNOOZE)).toBe('done: lee.ward: snoozed until 2024-01-25 08:00 UTC ("change window").');
    expect(whyNot(TWO_ASSETS, notAffected('A-1'))).toBe(
      'done: lee.ward: declared A-1 not affected, component not present.',
    );
  });

  it('keeps the flaws that a statement names, so that it does not hold for others', () => {
    expect(caseAfter(notAffected('A-1')).handling.statements).toEqual([
      {
        about: { kind: 'asset', assetId: 'A-1' },
        justification: 'component_not_present',
        cves: ['CVE-2024-99901'],
        by: DANA,
        at: AT,
      },
    ]);
  });
});

describe('an action changes nothing, and says why,', () => {
  it('on a double click', () => {
    expect(whyNot(caseAfter(ACKNOWLEDGE), ACKNOWLEDGE, 0, DANA)).toBe(
      'dana.fox acknowledged it already, 2024-01-22 10:42 UTC.',
    );
  });

  it('when somebody was faster', () => {
    expect(whyNot(caseAfter(ACKNOWLEDGE), { kind: 'resolve', how: 'patched' }, 0)).toBe(
      'Meanwhile: acknowledged by dana.fox, 2024-01-22 10:42 UTC. Nothing was done; look at the card again and decide anew.',
    );
  });

  it('when an undo comes twice', () => {
    const undone = caseAfter(ACKNOWLEDGE, { kind: 'undo' });
    expect(whyNot(undone, { kind: 'undo' }, 1)).toMatch(/changed meanwhile/);
    expect(whyNot(undone, { kind: 'undo' })).toBe('There is nothing to undo.');
  });

  it('when the time to snooze until has passed', () => {
    expect(whyNot(TWO_ASSETS, { ...SNOOZE, until: AT })).toMatch(/has passed/);
  });

  it('on a resolved case, unless it reopens it', () => {
    const resolved = caseAfter({ kind: 'resolve', how: 'patched' });
    expect(whyNot(resolved, ACKNOWLEDGE)).toBe('The case is resolved; reopen it first.');
    expect(whyNot(resolved, { kind: 'reopen' })).toBe('done: lee.ward: reopened.');
    expect(whyNot(TWO_ASSETS, { kind: 'reopen' })).toBe('It is open already.');
  });
});
