import type { Identity } from './identity.ts';
import { isTradeWord, legalNameOf, saysBranch } from './organisation-words.ts';
import { compact } from './plain-words.ts';
import { isSlipOfThePen } from './slip-of-the-pen.ts';

/**
 * How the vendors of two names stand: `kin` when the products of one may bear the other's name, `close` when one name begins with
 * the other, `unknown` when one says nothing.
 */
export function compareVendors(a: Identity, b: Identity): 'same' | 'kin' | 'close' | 'unknown' | 'different' {
  if (a.organisation !== undefined && a.organisation === b.organisation) return 'same';
  if (a.vendorForms.size === 0 || b.vendorForms.size === 0)
    return vendorInProduct(a, b) || vendorInProduct(b, a) ? 'same' : 'unknown';
  for (const form of a.vendorForms) if (b.vendorForms.has(form)) return 'same';
  if (a.organisation !== undefined && b.organisation !== undefined)
    return a.kin.includes(b.organisation) ? 'kin' : 'different';
  if (differByBranch(a, b)) return 'same';
  for (const left of a.vendorForms) {
    for (const right of b.vendorForms) {
      if (left[0] !== right[0]) continue;
      const [short, long] = left.length < right.length ? [left, right] : [right, left];
      if (long.startsWith(short) && (short.length >= 4 || isTradeWord(long.slice(short.length)))) return 'close';
      if (isSlipOfThePen(short, long)) return 'close';
    }
  }
  return a.isVendorMadeUp || b.isVendorMadeUp ? 'unknown' : 'different';
}

/** "Ward & Link" and "Ward & Link Healthcare": the longer says only its trade. */
function differByBranch(a: Identity, b: Identity): boolean {
  const [one, other] = [legalNameOf(a.vendor ?? ''), legalNameOf(b.vendor ?? '')];
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > 0 && short.every((word, at) => word === long[at]) && long.slice(short.length).every(saysBranch);
}

/** A row without a vendor whose product opens with the other side's vendor: "Azul Zulu". */
function vendorInProduct(a: Identity, b: Identity): boolean {
  if (a.vendorForms.size > 0) return false;
  return [1, 2, 3].some((length) => a.words.length > length && b.vendorForms.has(compact(a.words.slice(0, length))));
}
