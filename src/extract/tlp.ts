import type { Tlp } from '../domain/tlp.ts';

/** The first Traffic Light Protocol label of a text (TLP 1 and 2.0); `undefined` where it carries none. */
export function readTlp(text: string): Tlp | undefined {
  const label =
    /\b(?:TLP|Traffic Light Protocol(?: \(TLP\))?)\s?[:\-– ]\s?(CLEAR|WHITE|GREEN|AMBER\+STRICT|AMBER STRICT|AMBER|RED)\b/i
      .exec(text)?.[1]
      ?.toUpperCase();
  if (label === undefined) return undefined;
  if (label === 'WHITE') return 'CLEAR';
  if (label.startsWith('AMBER') && label !== 'AMBER') return 'AMBER+STRICT';
  return label === 'CLEAR' || label === 'GREEN' || label === 'AMBER' || label === 'RED' ? label : undefined;
}
