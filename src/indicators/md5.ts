import { shownAsIs } from './candidates.ts';
import { canonicalHash, findHashes } from './hash.ts';
import type { IndicatorKind } from './types.ts';

/** MD5 hashes of files: 32 hexadecimal digits (RFC 1321). */
export const md5: IndicatorKind = {
  id: 'md5',
  find: (text) => findHashes(text, 32),
  canonical: (written) => canonicalHash(written, 32),
  defang: shownAsIs,
};
