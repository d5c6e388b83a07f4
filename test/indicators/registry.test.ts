import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INDICATOR_TYPES } from '../../src/domain/indicator.ts';
import { INDICATOR_KINDS } from '../../src/indicators/registry.ts';

const folder = new URL('../../src/indicators/', import.meta.url);

function isKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && 'find' in value && 'canonical' in value;
}

it('registers every kind that a file of the folder holds', async () => {
  const held: unknown[] = [];
  for (const file of readdirSync(folder)) {
    const module: Record<string, unknown> = await import(new URL(file, folder).href);
    held.push(...Object.values(module).filter(isKind));
  }
  expect(new Set(INDICATOR_KINDS)).toEqual(new Set(held));
});

it('has one kind for every type of the domain, with its cases', () => {
  const ids = INDICATOR_KINDS.map((kind) => kind.id).sort();
  const cases = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.cases.txt'));
  expect(ids).toEqual([...INDICATOR_TYPES].sort());
  expect(cases.map((file) => file.replace('.cases.txt', '')).sort()).toEqual(ids);
});
