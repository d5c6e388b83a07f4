import { candidates, shownAsIs } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE = /CVE(?<![a-z0-9]CVE)[-\u2010-\u2015 _:]{1,2}(?:19|20)\d{2}[-\u2010-\u2015_ ]\d{4,19}(?!\d)/gi;

/** CVE ids (CVE Record Format, cveId). */
export const cve: IndicatorKind = {
  id: 'cve',
  countsWithin: true,
  find: (text) => candidates(text, SHAPE, canonicalCve),
  canonical: canonicalCve,
  defang: shownAsIs,
};

function canonicalCve(written: string): string | undefined {
  const parts = /^CVE\D+(\d{4})\D(\d{4,19})$/i.exec(written.trim());
  return parts === null ? undefined : `CVE-${parts[1]}-${parts[2]}`;
}
