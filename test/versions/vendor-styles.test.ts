import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isNonEmpty } from '../../src/domain/non-empty.ts';
import { parseRangeExpression } from '../../src/versions/expression.ts';
import { rangeVerdict } from '../../src/versions/range.ts';
import { schemeFor } from '../../src/versions/scheme-for.ts';
import { aQuote } from '../helpers/builders.ts';

const CASES = readFileSync(new URL('vendor-styles.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '));

it.each(CASES)('%s %s %s against "%s": %s', (vendor = '', product = '', version = '', range = '', kind = '') => {
  const scheme = schemeFor({ vendor, product, versions: [range] });
  const intervals = parseRangeExpression(range, scheme);
  const isRead = Array.isArray(intervals) && isNonEmpty(intervals);
  const verdict = isRead ? rangeVerdict(version, { scheme, intervals, quote: aQuote(range) }).kind : 'undecided';
  expect(verdict).toBe(kind);
});
