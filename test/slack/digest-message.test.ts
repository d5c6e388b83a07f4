import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/alerts/digest.ts';
import type { Case } from '../../src/domain/case.ts';
import type { Digest, DigestFacts, DigestSource } from '../../src/domain/digest.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import { TLP_LABELS } from '../../src/domain/tlp.ts';
import { PRIORITIES } from '../../src/domain/triage.ts';
import { digestMessage } from '../../src/slack/blocks/digest-message.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import { aCase, aCaseMember, anAdvisory, anAsset, aTriageDecision, DANA } from '../helpers/builders.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const SINCE = '2024-02-25T06:00:00.000Z';
const NOW = '2024-02-26T06:00:00.000Z';
const day = fc.constantFrom('2019-01-01', '2024-02-25', '2024-02-26', '2031-01-01');

const hostileCase: fc.Arbitrary<Case> = fc
  .record({
    id: fc.nat({ max: 999_999_999 }).map((number) => `C-${number}`),
    title: hostileText,
    name: hostileText,
    tlp: fc.constantFrom(...TLP_LABELS),
    priority: fc.constantFrom(...PRIORITIES),
    due: day,
    openedAt: fc.constantFrom('2019-01-01T00:00:00.000Z', '2024-02-25T09:00:00.000Z'),
    isResolved: fc.boolean(),
  })
  .map(({ name, tlp, priority, due, isResolved, ...one }) => {
    const act = { by: { id: name, name }, at: NOW };
    return aCase({
      ...one,
      members: [aCaseMember(anAdvisory({ tlp }))],
      triage: aTriageDecision({ priority, due }),
      handling: {
        ...UNHANDLED,
        acknowledged: act,
        assignee: act.by,
        ...(isResolved && { resolution: { how: 'patched', ...act } }),
      },
    });
  });

const hostileSource: fc.Arbitrary<DigestSource> = fc.record(
  {
    id: hostileText,
    publisher: hostileText,
    failures: fc.nat({ max: 3 }),
    condition: fc.constantFrom('healthy', 'blocked', 'broken', 'stale', 'paused', 'never-read'),
    succeededAt: fc.constant(NOW),
    outcome: hostileText,
  },
  { requiredKeys: ['id', 'publisher', 'failures', 'condition'] },
);

const hostileAsset = fc
  .record({ id: hostileText, product: hostileText, version: hostileText, owner: hostileText, versionConfirmedAt: day })
  .map(anAsset);

const hostileDigest: fc.Arbitrary<Digest> = fc
  .record<DigestFacts>({
    since: fc.constant(SINCE),
    day: fc.constant('2024-02-26'),
    staleAfterDays: fc.constantFrom(1, 365),
    cases: many(hostileCase),
    sources: many(hostileSource),
    assets: many(hostileAsset),
    daily: fc.constant([]),
  })
  .map((facts) => composeDigest(facts, NOW));

/** A handful of different members, at times repeated to a crowd. */
function many<T>(member: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .tuple(fc.array(member, { maxLength: 6 }), fc.constantFrom(1, 1, 100))
    .map(([members, times]) => Array.from({ length: times }, () => members).flat());
}

const NO_FACTS: DigestFacts = {
  ...{ since: SINCE, day: '2024-02-26', staleAfterDays: 365 },
  ...{ cases: [], sources: [], assets: [], daily: [] },
};

const digestOf = (facts: Partial<DigestFacts>): Digest => composeDigest({ ...NO_FACTS, ...facts }, NOW);

describe('a digest in Slack', () => {
  it('passes every limit whatever the facts say, and nothing in it can mention, forge a link or hide', () => {
    fc.assert(
      fc.property(hostileDigest, fc.constantFrom(...TLP_LABELS), (digest, highest) => {
        const message = digestMessage(digest, highest);
        expect(validateMessage(message)).toEqual([]);
        const everyString = stringsIn(message).join('\n');
        expect(everyString).not.toMatch(/<[!@#]|<https?:/);
        expect(everyString).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('of the longest words stays within the limits', () => {
    const long = 'w'.repeat(5_000);
    const by = { id: long, name: long };
    const crowd = <T>(member: T): T[] => Array.from({ length: 1_000 }, () => member);
    const digest = digestOf({
      cases: crowd(
        aCase({
          id: 'C-999999999',
          title: long,
          handling: { ...UNHANDLED, assignee: by, acknowledged: { by, at: NOW } },
        }),
      ),
      sources: crowd({ id: long, publisher: long, failures: 3, condition: 'broken' as const, outcome: long }),
      assets: crowd(anAsset({ id: long, product: long, version: long, owner: long })),
    });
    expect(validateMessage(digestMessage(digest, 'CLEAR'))).toEqual([]);
  });

  it('keeps the title of a case from a channel that may not see it', () => {
    const secret = aCase({ title: 'A secret', openedAt: NOW, members: [aCaseMember(anAdvisory({ tlp: 'AMBER' }))] });
    const shown = (highest: 'GREEN' | 'AMBER') =>
      stringsIn(digestMessage(digestOf({ cases: [secret] }), highest)).join('|');
    expect(shown('GREEN')).not.toContain('A secret');
    expect(shown('GREEN')).toContain('withheld, TLP:AMBER');
    expect(shown('AMBER')).toContain('A secret');
  });

  it('of a quiet day is said in a few sentences, without a table', () => {
    const { text, blocks } = digestMessage(digestOf({}), 'CLEAR');
    expect(text).toBe(
      'Digest of 2024-02-26. No case is open; nothing changed since 2024-02-25 06:00 UTC. Every source works.',
    );
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'context']);
  });

  it('looks like this', () => {
    const cases = Array.from({ length: 21 }, (_, index) =>
      aCase({
        id: `C-${index + 1}`,
        openedAt: index === 0 ? '2024-02-25T09:00:00.000Z' : '2024-02-01T09:00:00.000Z',
        triage: aTriageDecision({ due: '2024-02-24' }),
        handling: { ...UNHANDLED, assignee: DANA },
      }),
    );
    const sources = [{ id: 'example', publisher: 'Example Health Watch', failures: 0, condition: 'paused' as const }];
    const digest = digestOf({ cases, sources, assets: [anAsset({ version: '1.0', owner: 'Imaging team' })] });
    const [title, sentences, table, ...rest] = digestMessage(digest, 'CLEAR').blocks;
    expect(table?.type === 'table' ? { ...table, rows: table.rows.slice(0, 2) } : table).toMatchSnapshot('table');
    expect([title, sentences, ...rest]).toMatchSnapshot('around it');
  });
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
