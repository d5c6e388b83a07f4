import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EVIDENCE_ADDERS, MATCHERS } from '../../src/matching/registry.ts';

it('every matcher and evidence adder has a file of its name, and says what it looks at', () => {
  const files = readdirSync(new URL('../../src/matching', import.meta.url));
  const registered = [...MATCHERS, ...EVIDENCE_ADDERS];
  expect(registered.filter(({ id }) => !files.includes(`${id}.ts`))).toEqual([]);
  expect(registered.filter(({ looksAt }) => looksAt.trim() === '')).toEqual([]);
  expect(new Set(registered.map(({ id }) => id)).size).toBe(registered.length);
});
