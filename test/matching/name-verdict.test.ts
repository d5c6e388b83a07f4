import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compareNames } from '../../src/matching/name-verdict.ts';
import { LEXICON } from './lexicon.ts';

const CASES = readFileSync(new URL('name-verdict.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => line.split('|').map((field) => field.trim()));

it.each(CASES)('%s | %s and %s | %s: %s', (assetVendor, assetProduct, advisoryVendor, advisoryProduct, verdict) => {
  const pair = {
    ...(assetVendor ? { assetVendor } : {}),
    assetProduct: assetProduct ?? '',
    ...(advisoryVendor ? { advisoryVendor } : {}),
    advisoryProduct: advisoryProduct ?? '',
  };
  expect(compareNames(pair, LEXICON)).toEqual({ verdict, because: expect.stringMatching(/\w/) });
});
