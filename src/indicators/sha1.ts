import { shownAsIs } from './candidates.ts';
import { canonicalHash, findHashes } from './hash.ts';
import type { IndicatorKind } from './types.ts';

/** SHA-1 hashes of files: 40 hexadecimal digits (FIPS 180-4). */
export const sha1: IndicatorKind = {
  id: 'sha1',
  find: (text) => findHashes(text, 40),
  canonical: (written) => canonicalHash(written, 40),
  defang: shownAsIs,
};
