import { shownAsIs } from './candidates.ts';
import { canonicalHash, findHashes } from './hash.ts';
import type { IndicatorKind } from './types.ts';

/** SHA-512 hashes of files: 128 hexadecimal digits (FIPS 180-4). */
export const sha512: IndicatorKind = {
  id: 'sha512',
  find: (text) => findHashes(text, 128),
  canonical: (written) => canonicalHash(written, 128),
  defang: shownAsIs,
};
