import { candidates, shownAsIs } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE =
  /(?<![A-Za-z0-9_.-])(?:T[Aa]\d{4}|[Tt][12]\d{3}(?:\.\d{3})?|S[01]\d{3}|G(?:0\d|10)\d{2}|M(?:0[89]|1\d)\d{2})(?![A-Za-z0-9_]|-\d|\.\d)/g;

/** Ids of MITRE ATT&CK: tactics, techniques, mitigations, software and groups. */
export const attack: IndicatorKind = {
  id: 'attack',
  countsWithin: true,
  find: (text) => candidates(text, SHAPE, canonicalAttack),
  canonical: canonicalAttack,
  defang: shownAsIs,
};

function canonicalAttack(written: string): string | undefined {
  const id = written.toUpperCase();
  return /^(?:TA\d{4}|T\d{4}(?:\.\d{3})?|[MSG]\d{4})$/.test(id) ? id : undefined;
}
