import { shownAsIs } from './candidates.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** From the first colon on: a search goes from colon to colon. */
const SHAPE = /:(?<=(?<![\w/+:])(\d{1,9}):)[a-z0-9/+]{5,64}:[a-z0-9/+]{3,64}(?![\w/+:=])/gi;

/** Fuzzy hashes of ssdeep: block size and two base64 strings (Kornblum 2006). */
export const ssdeep: IndicatorKind = {
  id: 'ssdeep',
  find: findFuzzyHashes,
  canonical: canonicalSsdeep,
  defang: shownAsIs,
};

function findFuzzyHashes(text: string): readonly Candidate[] {
  return matchesOf(text, SHAPE).flatMap((match) => {
    const [rest, blockSize = ''] = match;
    const value = canonicalSsdeep(blockSize + rest);
    if (value === undefined) return [];
    return [{ value, start: match.index - blockSize.length, end: match.index + rest.length }];
  });
}

/** The block size is three times a power of two. */
function canonicalSsdeep(written: string): string | undefined {
  const blockSize = Number(written.slice(0, written.indexOf(':')));
  const power = blockSize / 3;
  return Number.isInteger(power) && power >= 1 && Number.isInteger(Math.log2(power)) ? written : undefined;
}
