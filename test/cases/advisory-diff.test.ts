import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisoryDiff } from '../../src/cases/advisory-diff.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import { anAdvisory } from '../helpers/builders.ts';

const before = anAdvisory({ title: 'A flaw in Example Gateway' });

describe('what sets two readings of an advisory apart', () => {
  it.each<readonly [what: string, change: Partial<Advisory>, told: readonly string[]]>([
    ['nothing', {}, []],
    ['when they were fetched', { revision: 7, fetchedAt: '2030-01-01T00:00:00.000Z', firstSeenAt: '2029-01-01' }, []],
    ['a title', { title: 'A flaw' }, ['title: + A flaw; - A flaw in Example Gateway']],
    ['the text alone', { documentId: 'other' }, ['text: other words']],
    ['a withdrawal', { withdrawn: true }, ['withdrawn: + withdrawn; - standing']],
    [
      'exploitation',
      { exploitation: { status: 'active', ransomware: true, quotes: [] } },
      ['exploitation: + active, ransomware; - unstated'],
    ],
    ['a score', { cvss: [{ version: '3.1', score: 9.8, cve: 'CVE-2099-0001' }] }, ['CVSS: + CVE-2099-0001 3.1 9.8']],
    ['flaws', { aliases: ['CVE-2099-0001', 'CVE-2099-0002'] }, ['flaws: + CVE-2099-0001 and CVE-2099-0002']],
  ])('%s', (_what, change, told) => {
    expect(advisoryDiff({ ...before, aliases: [], cvss: [] }, { ...before, aliases: [], cvss: [], ...change })).toEqual(
      told,
    );
  });

  it('is nothing between an advisory and what a database gives back of it', () => {
    const keys = fc.shuffledSubarray(Object.keys(before), { minLength: Object.keys(before).length });
    fc.assert(
      fc.property(keys, (order) => {
        const stored = Object.fromEntries(order.map((key) => [key, before[key as keyof Advisory]]));
        expect(advisoryDiff(before, JSON.parse(JSON.stringify(stored)))).toEqual([]);
      }),
    );
  });
});
