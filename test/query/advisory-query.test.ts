import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAdvisoryQuery, readAdvisoryQuery, writeAdvisoryQuery } from '../../src/query/advisory-query.ts';

const CASES = readFileSync(new URL('./advisory-query.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('=>') && !line.startsWith('# '))
  .map((line) => {
    const [typed = '', understood = ''] = line.split(/ => ?/);
    return { typed, understood };
  });

describe('a search as it is typed', () => {
  it.each(CASES)('$typed', ({ typed, understood }) => {
    const reading = readAdvisoryQuery(typed);
    expect(reading.kind === 'query' ? writeAdvisoryQuery(reading.query) : `! ${reading.words}`).toBe(understood);
  });

  it('is understood as a value of the domain', () => {
    expect(readAdvisoryQuery('pump vendor:Example priority:p2 after:2024-02-01 status:open ioc:192.0.2.1')).toEqual({
      kind: 'query',
      query: {
        words: 'pump',
        vendor: 'Example',
        priority: 'P2',
        after: '2024-02-01T00:00:00.000Z',
        status: 'open',
        indicator: '192.0.2.1',
      },
    });
  });

  it('of more than 500 characters is not read', () => {
    expect(readAdvisoryQuery('a'.repeat(501))).toEqual({
      kind: 'slip',
      words: 'The search has 501 characters; at most 500 are read.',
    });
  });

  it('means the same when it is written and read again', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', ':', ' ', '"two words"', 'CVE-2024-1709', 'product:', 'status:open', 'ioc:192.0.2.1'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const reading = readAdvisoryQuery(pieces.join(''));
        if (reading.kind === 'query') expect(readAdvisoryQuery(writeAdvisoryQuery(reading.query))).toEqual(reading);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a search as a person reads it', () => {
  it.each([
    { typed: 'ioc:https://evil.example.com/a', shown: 'ioc:hxxps://evil[.]example[.]com/a' },
    { typed: 'ioc:192.0.2.1 source:cisa-kev', shown: 'source:cisa-kev ioc:192[.]0[.]2[.]1' },
    { typed: 'evil.example.com after:2024-02-01', shown: 'evil[.]example[.]com after:2024-02-01' },
    { typed: 'product:"Windows Server"', shown: 'product:"Windows Server"' },
  ])('$typed', ({ typed, shown }) => {
    const reading = readAdvisoryQuery(typed);
    expect(reading.kind === 'query' ? describeAdvisoryQuery(reading.query) : reading.words).toBe(shown);
  });
});
