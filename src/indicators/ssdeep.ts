import { candidates, shownAsIs } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE = /(?<![\w/+:])\d{1,9}:[a-z0-9/+]{5,64}:[a-z0-9/+]{3,64}(?![\w/+:=])/gi;

/** Fuzzy hashes of ssdeep: block size and two base64 strings (Kornblum 2006). */
export const ssdeep: IndicatorKind = {
  id: 'ssdeep',
  find: (text) => (text.includes(':') ? candidates(text, SHAPE, canonicalSsdeep) : []),
  canonical: canonicalSsdeep,
  defang: shownAsIs,
};

/** The block size is three times a power of two. */
function canonicalSsdeep(written: string): string | undefined {
  const blockSize = Number(written.slice(0, written.indexOf(':')));
  const power = blockSize / 3;
  return Number.isInteger(power) && power >= 1 && Number.isInteger(Math.log2(power)) ? written : undefined;
}
