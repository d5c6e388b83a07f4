import { describe, expect, it } from 'vitest';
import { freshForMs, limitEndsInMs, restMs } from '../../src/domain/server-wishes.ts';

const NOW = '2030-01-01T00:00:00.000Z';

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Tue, 01 Jan 2030 00:10:00 GMT', 600_000],
    ['Mon, 31 Dec 2029 00:00:00 GMT', 0],
    ['1000000000', 86_400_000],
    ['999999999999999999999999', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    ['soon', undefined],
    ['-5', 0],
    ['', undefined],
    [undefined, undefined],
  ])('"%s" is %s ms', (header, ms) => {
    expect(restMs(header === undefined ? {} : { 'retry-after': header }, NOW)).toBe(ms);
  });
});

describe('a limit of questions', () => {
  const reset = `${Date.parse(NOW) / 1000 + 90}`;
  it.each([
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, 90_000],
    [{ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': reset }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' }, 86_400_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, undefined],
  ])('%j ends in %s ms', (headers: Record<string, string>, ms) => {
    expect([limitEndsInMs(headers, NOW), restMs(headers, NOW)]).toEqual([ms, ms]);
  });
});

describe('an answer stays fresh', () => {
  it.each([
    [{ 'cache-control': 'max-age=600' }, 600_000],
    [{ 'cache-control': 'public, Max-Age=600, must-revalidate' }, 600_000],
    [{ 'cache-control': 'max-age=600', age: '100' }, 500_000],
    [{ 'cache-control': 'max-age=600', age: '900' }, 0],
    [{ 'cache-control': 's-maxage=600' }, undefined],
    [{ 'cache-control': 'no-cache, max-age=600' }, undefined],
    [{ 'cache-control': 'no-store' }, undefined],
    [{ 'cache-control': 'max-age=never' }, undefined],
    [{}, undefined],
  ])('%j: for %s ms', (headers: Record<string, string>, ms) => {
    expect(freshForMs(headers)).toBe(ms);
  });
});
