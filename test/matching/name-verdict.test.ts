import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/config/lexicon.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import { compareNames } from '../../src/matching/name-verdict.ts';
import { LEXICON } from './lexicon.ts';

const SHIPPED = loadLexicon(fileURLToPath(new URL('../../config/lexicon', import.meta.url)));

describe.each<[string, string, Lexicon]>([
  ['with a small lexicon', 'name-verdict.cases.txt', LEXICON],
  ['with the shipped lexicon', 'shipped-names.cases.txt', SHIPPED],
])('%s', (_title, file, lexicon) => {
  it.each(casesOf(file))('%s | %s and %s | %s: %s', (...fields) => {
    const [assetVendor, assetProduct = '', advisoryVendor, advisoryProduct = '', verdict] = fields;
    const pair = {
      ...(assetVendor ? { assetVendor } : {}),
      assetProduct,
      ...(advisoryVendor ? { advisoryVendor } : {}),
      advisoryProduct,
    };
    expect(compareNames(pair, lexicon)).toEqual({ verdict, because: expect.stringMatching(/\w/) });
  });
});

function casesOf(file: string): readonly (readonly string[])[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((field) => field.trim()));
}
