import { candidates, shownAsIs } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

/** With one digit behind "AS" alone it is rather a way to send files (AS1 to AS4: RFC 3335, 4130, 4823) or a language. */
const SHAPE = /(?<![\w.-])(?:[Aa][Ss]\d{2,10}|[Aa][Ss][Nn][ :#]{0,2}\d{1,10}|AS ?#?\d{2,10})(?![\w-]|\.\d)/g;

/** Autonomous system numbers (RFC 6793): up to 32 bits. */
export const asn: IndicatorKind = {
  id: 'asn',
  find: (text) => candidates(text, SHAPE, canonicalAsn),
  canonical: canonicalAsn,
  defang: shownAsIs,
};

function canonicalAsn(written: string): string | undefined {
  const number = Number(/\d{1,10}$/.exec(written)?.[0] ?? Number.NaN);
  return number <= 4_294_967_295 ? `AS${number}` : undefined;
}
