import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../../src/sources/formats/dates.ts';

const CASES = readFileSync(new URL('dates.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' => '));

describe("a publisher's date", () => {
  it.each(CASES)('%s is %s', (written, meant) => {
    expect(readDate(written)).toBe(meant === '-' ? undefined : meant);
  });

  it('that is absent is no date', () => {
    expect([readDate(undefined), readDate('')]).toEqual([undefined, undefined]);
  });
});
