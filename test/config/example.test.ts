import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSettings, settingsSchema } from '../../src/config/settings.ts';

const EXAMPLE = fileURLToPath(new URL('../../config/wardwatch.example.yaml', import.meta.url));

it('the example as it stands is the defaults', () => {
  expect(loadSettings(EXAMPLE, {})).toEqual({
    file: EXAMPLE,
    ownObservables: [],
    alertFrom: 'P3',
    staleAfterDays: 365,
    slack: {
      routes: [],
      escalateAfterMs: 1_800_000,
      digests: [],
      remindAt: { at: '09:00', timeZone: 'UTC' },
      roles: { viewers: [], analysts: [], admins: [] },
      owners: new Map(),
      port: 3_000,
    },
    sources: {},
    webhook: { port: 3_001, bind: '127.0.0.1' },
    http: {},
    inventory: { watch: [], pull: [] },
  });
});

it('the example with every line switched on loads, and names every key', () => {
  const text = readFileSync(EXAMPLE, 'utf8').replace(/^( *)# ( *(?:- )?[a-zA-Z]+:(?: \S.*)?)$/gm, '$1$2');
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-example-'));
  try {
    const file = join(folder, 'wardwatch.yaml');
    writeFileSync(file, text);
    expect(() => loadSettings(file, {})).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(keysOf(parse(text)).sort()).toEqual(keysOfSchema(settingsSchema).sort());
});

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, each]) => keysOf(each, path === '' ? key : `${path}.${key}`));
}

function keysOfSchema(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return keysOfSchema(schema.unwrap(), path);
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([key, each]) =>
    keysOfSchema(each, path === '' ? key : `${path}.${key}`),
  );
}
