import { describe, expect, it } from 'vitest';
import type { CaseSnapshot } from '../../src/cases/change.ts';
import { whatChanged } from '../../src/cases/material-change.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
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
  aQuote,
  aRangeBefore,
  aTriageDecision,
} from '../helpers/builders.ts';
import { bulletin, kevEntry, researcher, sectorAlert, storyCase, vendorStatement } from './founding-story.ts';

const first = anAdvisory({
  title: 'Example Gateway 2.0 fixes a flaw',
  affected: [anAffectedProduct({ versions: [aRangeBefore('1.9')] })],
});
const before = aCase({ members: [aCaseMember(first)] });

const withMembers = (...advisories: readonly Advisory[]): CaseSnapshot => ({
  ...before,
  members: advisories.map((one) => aCaseMember(one)),
});
const revised = (changes: Partial<Advisory>): Advisory => ({ ...first, revision: 2, ...changes });
const other = (changes: Partial<Advisory> = {}): Advisory =>
  anAdvisory({
    id: 'press:2',
    title: 'A report in other words',
    publisher: { name: 'Example Press', kind: 'press' },
    affected: first.affected,
    ...changes,
  });

describe('whatChanged: speak', () => {
  const rows: readonly [string, CaseSnapshot, Advisory, string][] = [
    ...revision(
      'another product',
      { affected: [...first.affected, anAffectedProduct({ product: 'Example Scanner' })] },
      'Also affected: Example Scanner.',
    ),
    ...revision(
      'another range',
      { affected: [anAffectedProduct({ versions: [aRangeBefore('2.0')] })] },
      'The affected versions changed: Example Gateway.',
    ),
    ...revision(
      'a fix',
      { affected: [anAffectedProduct({ versions: [aRangeBefore('1.9')], fixedVersion: '2.0 ' })] },
      'A fix is published: Example Gateway 2.0.',
    ),
    ...revision(
      'advice to patch',
      { mitigations: [{ kind: 'patch', text: 'Update.', quote: aQuote() }] },
      'A fix is published.',
    ),
    ...revision(
      'exploitation',
      { exploitation: { status: 'active', ransomware: false, quotes: [] } },
      'Example Vendor reports exploitation.',
    ),
    ...revision(
      'ransomware',
      { exploitation: { status: 'active', ransomware: true, quotes: [] } },
      'Example Vendor reports ransomware attacks.',
    ),
    ...revision(
      'attacks under way',
      { campaign: [aQuote('Attacks go on.')] },
      'Example Vendor reports that attacks are under way.',
    ),
    ...revision(
      'indicators',
      { indicators: [anIndicator(), anIndicator({ type: 'md5', value: 'b'.repeat(32) })] },
      '2 indicators added (1 domain, 1 md5).',
    ),
    ...revision('withdrawal', { withdrawn: true }, 'Example Vendor withdrew "Example Gateway 2.0 fixes a flaw".'),
    [
      'the first independent report',
      withMembers(first, other()),
      other(),
      'Example Press reports it independently: "A report in other words".',
    ],
    [
      'a warning by a government body, third to speak',
      ...third('government'),
      'First warning by Third Voice: "Again in other words".',
    ],
    [
      'a warning by a health body, third to speak',
      ...third('health-body'),
      'First warning by Third Voice: "Again in other words".',
    ],
    [
      'a higher priority',
      { ...before, triage: aTriageDecision({ priority: 'P1' }) },
      first,
      'Priority raised from P2 to P1.',
    ],
    [
      'a new asset',
      { ...before, assets: [...before.assets, aCaseAsset({ asset: anAsset({ id: 'gw-02', version: '1.2' }) })] },
      first,
      'Also touches gw-02 (Example Gateway 1.2).',
    ],
    [
      'another verdict',
      {
        ...before,
        assets: [aCaseAsset({ matches: [aMatch({ verdict: { kind: 'not-affected', because: 'It was patched.' } })] })],
      },
      first,
      'gw-01 is not affected now (it was affected): It was patched.',
    ],
  ];

  it.each(rows)('%s', (_, after, newcomer, sentence) => {
    expect(whatChanged(before, after, newcomer)).toEqual({ kind: 'notify', reasons: [sentence] });
  });

  function revision(
    title: string,
    changes: Partial<Advisory>,
    sentence: string,
  ): [string, CaseSnapshot, Advisory, string][] {
    return [[`a new revision with ${title}`, withMembers(revised(changes)), revised(changes), sentence]];
  }
});

describe('whatChanged: stay silent', () => {
  const [thirdAfter, thirdVoice, thirdBefore] = pressThird();
  const otherRange = [anAffectedProduct({ versions: [aRangeBefore('2.0')] })];
  const mirror = other({ title: `${first.title}!` });
  const rows: readonly [string, CaseSnapshot, CaseSnapshot, Advisory, string][] = [
    [
      'a new revision with a typo, a reference, a date',
      before,
      withMembers(
        revised({ title: 'Typo mended', link: 'https://vendor.example/1', publishedAt: '2024-01-12T00:00:00.000Z' }),
      ),
      revised({}),
      'The new revision changes only words, references or dates.',
    ],
    ['the same revision again', before, before, first, 'Nothing new was said.'],
    [
      'facts whose keys the database put in another order',
      { ...before, facts: [{ cve: 'CVE-2099-0001', kev: [], epss: { score: 0.1, day: '2026-03-02' } }] },
      { ...before, facts: [{ epss: { day: '2026-03-02', score: 0.1 }, kev: [], cve: 'CVE-2099-0001' }] },
      first,
      'Nothing new was said.',
    ],
    ['a mirror', before, withMembers(first, mirror), mirror, 'Example Press repeats what Example Vendor said.'],
    [
      'a third report that adds nothing',
      thirdBefore,
      thirdAfter,
      thirdVoice,
      'Third Voice reports it too, and adds nothing new.',
    ],
    [
      'a third report that draws the range otherwise, and changes no verdict',
      thirdBefore,
      withMembers(first, other(), { ...thirdVoice, affected: otherRange }),
      { ...thirdVoice, affected: otherRange },
      'Third Voice reports it too, and adds nothing new.',
    ],
    [
      'a revision that names fewer products',
      before,
      withMembers(revised({ affected: [] })),
      revised({ affected: [] }),
      'The new revision changes only words, references or dates.',
    ],
  ];

  it.each(rows)('%s', (_, earlier, after, newcomer, sentence) => {
    expect(whatChanged(earlier, after, newcomer)).toEqual({ kind: 'stay-silent', reasons: [sentence] });
  });

  it('says that a lower priority makes no sound', () => {
    const calmer = { ...before, triage: aTriageDecision({ priority: 'P3' }) };
    expect(whatChanged(before, calmer, revised({})).reasons).toContain(
      'The priority falls from P2 to P3: the alert is redrawn without a sound.',
    );
  });

  it('has nothing to say of an INFO case, first or later, and keeps why', () => {
    const quiet = { ...before, triage: aTriageDecision({ priority: 'INFO' }) };
    const silence = { kind: 'stay-silent', reasons: ['A trusted source reports exploitation.'] };
    expect(whatChanged(undefined, quiet, first)).toEqual(silence);
    expect(whatChanged(quiet, quiet, revised({ indicators: [anIndicator()] }))).toEqual(silence);
  });

  it.each(['P1', 'P2', 'P3', 'P4'] as const)(
    'opens with an alert at %s: how low a channel goes is for the channel to say',
    (priority) => {
      expect(whatChanged(undefined, { ...before, triage: aTriageDecision({ priority }) }, first).kind).toBe('notify');
    },
  );
});

describe('whatChanged: the founding story', () => {
  it('tells each step of the campaign, and nothing twice', () => {
    const one = storyCase('C-1', researcher);
    const two = storyCase('C-1', researcher, vendorStatement);
    const three = storyCase('C-1', researcher, vendorStatement, sectorAlert);
    expect(whatChanged(undefined, one, researcher)).toMatchObject({
      kind: 'notify',
      reasons: expect.arrayContaining(['First alert: this case is P1.']),
    });
    expect(whatChanged(one, two, vendorStatement)).toEqual({
      kind: 'notify',
      reasons: [
        'A fix is published.',
        'ConnectWise reports it independently: "Statement on a report about a pharmaceutical supplier".',
      ],
    });
    expect(whatChanged(two, three, sectorAlert)).toEqual({
      kind: 'notify',
      reasons: ['First warning by HC3: "ScreenConnect abuse in the health sector".'],
    });
    expect(whatChanged(three, three, sectorAlert).kind).toBe('stay-silent');
  });

  it('tells of the KEV entry once, with its date as a federal benchmark', () => {
    const then = storyCase('C-2', bulletin);
    const now = storyCase('C-2', bulletin, kevEntry);
    expect(whatChanged(then, now, kevEntry)).toEqual({
      kind: 'notify',
      reasons: ['CISA added CVE-2024-1709 to KEV (known ransomware use), due 2024-02-29, a federal benchmark.'],
    });
    expect(whatChanged(now, now, kevEntry).kind).toBe('stay-silent');
  });

  it('tells when CISA learns of ransomware use later', () => {
    const unknown = { ...kevEntry, kev: [aKevEntry()], exploitation: { ...kevEntry.exploitation, ransomware: false } };
    const known = { ...kevEntry, revision: 2 };
    const change = whatChanged(storyCase('C-2', bulletin, unknown), storyCase('C-2', bulletin, known), known);
    expect(change.reasons).toEqual(['CISA now knows of ransomware use of CVE-2024-1709 (KEV).']);
  });
});

function third(kind: Advisory['publisher']['kind']): [CaseSnapshot, Advisory] {
  const newcomer = other({ id: 'third:3', title: 'Again in other words', publisher: { name: 'Third Voice', kind } });
  return [withMembers(first, newcomer), newcomer];
}

function pressThird(): [CaseSnapshot, Advisory, CaseSnapshot] {
  const newcomer = other({
    id: 'third:3',
    title: 'Again in other words',
    publisher: { name: 'Third Voice', kind: 'press' },
  });
  return [withMembers(first, other(), newcomer), newcomer, withMembers(first, other())];
}
