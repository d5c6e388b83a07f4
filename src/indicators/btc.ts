import { candidates, shownAsIs } from './candidates.ts';
import { longRuns } from './long-runs.ts';
import { sha256Digest } from './sha256-digest.ts';
import type { Candidate, IndicatorKind } from './types.ts';

const LEGACY = /^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/;
const SEGWIT = /(?:bc1|BC1)(?<![a-zA-Z0-9].{3})[02-9ac-hj-np-zAC-HJ-NP-Z]{11,71}(?![a-zA-Z0-9])/g;
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Bitcoin addresses whose check sum agrees (Base58Check; bech32 of BIP 173, bech32m of BIP 350). */
export const btc: IndicatorKind = {
  id: 'btc',
  find: (text) => [...findLegacy(text), ...candidates(text, SEGWIT, canonicalBtc)],
  canonical: canonicalBtc,
  defang: shownAsIs,
};

function findLegacy(text: string): readonly Candidate[] {
  return longRuns(text)
    .filter(({ written }) => LEGACY.test(written) && isBase58Check(written))
    .map(({ start, end, written }) => ({ value: written, start, end }));
}

function canonicalBtc(written: string): string | undefined {
  if (/^bc1/i.test(written)) {
    const lower = written.toLowerCase();
    return (written === lower || written === written.toUpperCase()) && isBech32(lower) ? lower : undefined;
  }
  return isBase58Check(written) ? written : undefined;
}

function isBase58Check(address: string): boolean {
  let number = 0n;
  for (const sign of address) {
    const digit = BASE58.indexOf(sign);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const bytes = new Uint8Array(25);
  for (let index = 24; index >= 0; index--, number >>= 8n) bytes[index] = Number(number & 0xffn);
  if (number !== 0n || (bytes[0] !== 0 && bytes[0] !== 5)) return false;
  const sum = sha256Digest(sha256Digest(bytes.slice(0, 21)));
  return [0, 1, 2, 3].every((index) => sum[index] === bytes[21 + index]);
}

function isBech32(address: string): boolean {
  let sum = 1;
  const values = [3, 3, 0, 2, 3, ...[...address.slice(3)].map((sign) => BECH32.indexOf(sign))];
  for (const value of values) {
    if (value < 0) return false;
    sum = polymodStep(sum, value);
  }
  return sum === 1 || sum === 0x2bc830a3;
}

function polymodStep(sum: number, value: number): number {
  const top = sum >>> 25;
  let next = ((sum & 0x1ffffff) << 5) ^ value;
  [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, bit) => {
    if ((top >>> bit) & 1) next ^= generator;
  });
  return next;
}
