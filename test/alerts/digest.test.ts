import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/alerts/digest.ts';
import { confirmationWords, digestSentences, dueWords, trendSentence } from '../../src/alerts/digest-words.ts';
import { sourceWords } from '../../src/alerts/source-words.ts';
import type { DailyCount, DigestFacts, DigestSource } from '../../src/domain/digest.ts';
import { type HandlingState, UNHANDLED } from '../../src/domain/handling.ts';
import { aCase, aCaseMember, anAdvisory, anAsset, anIndicator, aTriageDecision, DANA } from '../helpers/builders.ts';

const SINCE = '2024-02-25T06:00:00.000Z';
const NOW = '2024-02-26T06:00:00.000Z';
const BEFORE = '2024-02-20T09:00:00.000Z';
const NEWS = '2024-02-25T09:00:00.000Z';

const NO_FACTS: DigestFacts = {
  ...{ since: SINCE, day: '2024-02-26', staleAfterDays: 365 },
  ...{ cases: [], sources: [], assets: [], daily: [] },
};

const digestOf = (facts: Partial<DigestFacts>) => composeDigest({ ...NO_FACTS, ...facts }, NOW);

/** A case that was opened long ago. */
const oldCase = (id: string, triage: Parameters<typeof aTriageDecision>[0], handling: Partial<HandlingState> = {}) =>
  aCase({ id, openedAt: BEFORE, triage: aTriageDecision(triage), handling: { ...UNHANDLED, ...handling } });

const aSource = (changes: Partial<DigestSource> = {}): DigestSource => ({
  id: 'example',
  publisher: 'Example Health Watch',
  failures: 0,
  condition: 'healthy',
  succeededAt: NEWS,
  outcome: 'unchanged',
  ...changes,
});

const aDay = (day: string, advisories: number, alerts: Partial<DailyCount['alerts']> = {}): DailyCount => ({
  day,
  advisories,
  alerts: { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0, ...alerts },
});

describe('the open cases of a digest', () => {
  it('stand by due date, what is overdue first and what has none last; of one day the most urgent first', () => {
    const digest = digestOf({
      cases: [
        oldCase('C-1', { priority: 'P4' }),
        oldCase('C-2', { priority: 'P3', due: '2024-02-27' }),
        oldCase('C-3', { priority: 'P1', due: '2024-02-27' }),
        oldCase('C-4', { priority: 'P3', due: '2024-02-24' }),
        oldCase('C-5', { priority: 'P2', due: '2024-02-26' }),
      ],
    });
    expect(digest.openCases.shown.map((one) => `${one.caseId} ${dueWords(one)}`)).toEqual([
      'C-4 overdue by 2 days',
      'C-5 due today',
      'C-3 due in 1 day',
      'C-2 due in 1 day',
      'C-1 no due date',
    ]);
    expect(digest.overdue).toBe(1);
  });

  it('say how old they are, where they stand and who has them', () => {
    const [one] = digestOf({
      cases: [oldCase('C-1', {}, { acknowledged: { by: DANA, at: BEFORE }, assignee: DANA })],
    }).openCases.shown;
    expect(one).toEqual({
      caseId: 'C-1',
      priority: 'P2',
      title: 'An advisory',
      tlp: 'CLEAR',
      status: 'acknowledged',
      ageDays: 5,
      assignee: 'dana.fox',
    });
  });

  it('do not include what is resolved', () => {
    const resolution = { how: 'patched', by: DANA, at: NEWS } as const;
    expect(digestOf({ cases: [oldCase('C-1', {}, { resolution })] }).openCases.total).toBe(0);
  });

  it('are cut, and counted all the same', () => {
    const cases = Array.from({ length: 30 }, (_, index) => oldCase(`C-${index + 1}`, { due: '2024-02-01' }));
    const { openCases, overdue } = digestOf({ cases });
    expect([openCases.shown.length, openCases.total, overdue]).toEqual([20, 30, 30]);
  });

  it('show no live indicator, and carry the narrowest label of their sources', () => {
    const advisory = anAdvisory({ indicators: [anIndicator({ value: 'relay.example.test' })], tlp: 'AMBER' });
    const title = 'Attackers use relay.example.test';
    const [one] = digestOf({ cases: [aCase({ title, members: [aCaseMember(advisory)] })] }).openCases.shown;
    expect(one).toMatchObject({ title: 'Attackers use relay[.]example[.]test', tlp: 'AMBER' });
  });
});

describe('what changed', () => {
  const newer = anAdvisory({ id: 'example:newer', fetchedAt: NEWS });
  const statement = {
    about: { kind: 'asset', assetId: 'gw-01' },
    justification: 'component_not_present',
    cves: [],
    by: DANA,
  } as const;
  const snooze = {
    until: '2024-03-01T00:00:00.000Z',
    reason: 'A change window.',
    covers: 'reminders',
    by: DANA,
  } as const;
  const changes: readonly [what: string, one: ReturnType<typeof aCase>, words: readonly string[]][] = [
    ['a new case', aCase({ openedAt: NEWS }), ['opened']],
    [
      'an advisory that is new in an old case',
      { ...oldCase('C-1', {}), members: [aCaseMember(), aCaseMember(newer)] },
      ['1 of its advisories new or changed'],
    ],
    [
      'somebody who takes it up',
      oldCase('C-1', {}, { acknowledged: { by: DANA, at: NEWS } }),
      ['acknowledged by dana.fox'],
    ],
    ['a snooze', oldCase('C-1', {}, { snooze: { ...snooze, at: NEWS } }), ['snoozed by dana.fox']],
    [
      'statements',
      oldCase(
        'C-1',
        {},
        {
          statements: [
            { ...statement, at: NEWS },
            { ...statement, at: BEFORE },
          ],
        },
      ),
      ['1 statement that something is not affected'],
    ],
    [
      'a resolution',
      oldCase('C-1', {}, { resolution: { how: 'false-positive', by: DANA, at: NEWS } }),
      ['resolved as a false positive by dana.fox'],
    ],
  ];
  it.each(changes)('is %s', (_, one, words) => {
    expect(digestOf({ cases: [one] }).changes.shown.map(({ what }) => what)).toEqual([words]);
  });

  it('is nothing that the last digest could tell', () => {
    const told = oldCase('C-1', {}, { acknowledged: { by: DANA, at: SINCE }, snooze: { ...snooze, at: BEFORE } });
    expect(digestOf({ cases: [told] }).changes).toEqual({ shown: [], total: 0 });
  });

  it('has the most urgent case first', () => {
    const cases = (['P3', 'P1', 'P2'] as const).map((priority, index) =>
      aCase({ id: `C-${index}`, openedAt: NEWS, triage: aTriageDecision({ priority }) }),
    );
    expect(digestOf({ cases }).changes.shown.map(({ priority }) => priority)).toEqual(['P1', 'P2', 'P3']);
  });
});

describe('a source', () => {
  const { succeededAt: _, outcome: __, ...unread } = aSource();
  const troubled: readonly [source: DigestSource, words: string][] = [
    [aSource({ condition: 'paused' }), 'paused by a person'],
    [
      aSource({ condition: 'broken', since: NEWS, failures: 3, outcome: 'answered 503' }),
      'broken since 2024-02-25 09:00 UTC · last read 2024-02-25 09:00 UTC, refused 3 times in a row: answered 503',
    ],
    [{ ...unread, condition: 'never-read' }, 'not read yet · never read: not polled yet'],
  ];
  it.each(troubled)('%j is in trouble: %s', (source, words) => {
    expect(digestOf({ sources: [source] }).troubledSources.shown.map(sourceWords)).toEqual([words]);
  });

  it('that was read and does not fail is left out', () => {
    expect(digestOf({ sources: [aSource()] }).troubledSources.total).toBe(0);
  });
});

describe('an asset', () => {
  it('is stale when its version was never confirmed, or more than a year ago', () => {
    const assets = [
      anAsset({ id: 'recent', version: '1', versionConfirmedAt: '2024-02-01' }),
      anAsset({ id: 'a-year-ago', version: '1', versionConfirmedAt: '2023-02-26' }),
      anAsset({ id: 'a-year-and-a-day-ago', version: '1', versionConfirmedAt: '2023-02-25' }),
      anAsset({ id: 'long-ago', version: '1', versionConfirmedAt: '2019-05-01' }),
      anAsset({ id: 'never', vendor: 'Other Example', version: '1', owner: 'Imaging team' }),
      anAsset({ id: 'without-version' }),
    ];
    const { shown } = digestOf({ assets }).staleAssets;
    expect(shown.map((asset) => `${asset.id}: ${confirmationWords(asset)}`)).toEqual([
      'never: never confirmed',
      'long-ago: last confirmed 2019-05-01',
      'a-year-and-a-day-ago: last confirmed 2023-02-25',
    ]);
    expect(shown[0]).toEqual({
      id: 'never',
      product: 'Other Example Example Gateway',
      version: '1',
      owner: 'Imaging team',
    });
  });
});

describe('a digest in a few sentences', () => {
  it.each([
    [
      '2024-02-25',
      ' EPSS has a new model (v9) since 2024-02-25: its scores jumped, and nothing is told for that alone.',
    ],
    ['2024-02-24', ''],
  ])('names a new model of EPSS that came since the last one: %s', (day, words) => {
    expect(digestSentences(digestOf({ newEpssModel: { model: 'v9', day } }))).toBe(
      `No case is open; nothing changed since 2024-02-25 06:00 UTC. Every source works.${words}`,
    );
  });

  it('counts what needs somebody', () => {
    const digest = digestOf({
      cases: [oldCase('C-1', { due: '2024-02-24' }), aCase({ openedAt: NEWS })],
      sources: [aSource({ condition: 'paused' })],
      assets: [anAsset({ version: '1' })],
    });
    expect(digestSentences(digest)).toBe(
      '2 cases are open, 1 overdue; 1 case changed since 2024-02-25 06:00 UTC. Sources in trouble: 1. Assets whose version was not confirmed for a year: 1.',
    );
  });

  it('says that all is quiet', () => {
    expect(digestSentences(digestOf({ sources: [aSource()] }))).toBe(
      'No case is open; nothing changed since 2024-02-25 06:00 UTC. Every source works.',
    );
  });

  it('says what the chart shows', () => {
    expect(trendSentence([aDay('2024-02-25', 1), aDay('2024-02-26', 2, { P1: 1, P3: 4 })])).toBe(
      'Last 2 days: 3 advisories; alerts: 1 P1, 4 P3.',
    );
    expect(trendSentence([aDay('2024-02-26', 1)])).toBe('Last 1 day: 1 advisory; alerts: none.');
  });
});
