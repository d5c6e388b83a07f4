import { shownAsIs } from './candidates.ts';
import { canonicalHash, findHashes } from './hash.ts';
import type { IndicatorKind } from './types.ts';

/** SHA-256 hashes of files: 64 hexadecimal digits (FIPS 180-4). */
export const sha256: IndicatorKind = {
  id: 'sha256',
  find: (text) => findHashes(text, 64),
  canonical: (written) => canonicalHash(written, 64),
  defang: shownAsIs,
};
