import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors.ts';

const PAGE = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const SECTIONS = PAGE.split(/^## /m).slice(1);

describe('docs/errors.md', () => {
  it('has a heading for each code, in the order of the list, and no other', () => {
    expect(SECTIONS.map((section) => section.split('\n')[0])).toEqual([...ERROR_CODES]);
  });

  it.each(SECTIONS.map((section) => [section.split('\n')[0], section]))('says what to do about %s', (_, section) => {
    expect(section).toMatch(/\*\*Do:\*\* ?\s?\S/);
  });
});
