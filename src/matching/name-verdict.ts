import type { Lexicon } from '../domain/lexicon.ts';
import { compareEntries } from './compare-entries.ts';
import { compareVendors } from './compare-vendors.ts';
import { compareWords } from './compare-words.ts';
import { type Identity, identify } from './identity.ts';
import { isCommonName } from './kind-words.ts';
import { indexLexicon } from './lexicon-index.ts';
import { compact } from './plain-words.ts';
import { type NameVerdict, verdict } from './verdict.ts';

/** Two names to compare: what an inventory row says and what an advisory says. */
export interface NamePair {
  readonly assetVendor?: string;
  readonly assetProduct: string;
  readonly advisoryVendor?: string;
  readonly advisoryProduct: string;
}

/** Says whether an inventory's product and an advisory's are the same one. */
export function compareNames(pair: NamePair, lexicon: Lexicon): NameVerdict {
  const index = indexLexicon(lexicon);
  return compareIdentities(
    identify(pair.assetVendor, pair.assetProduct, index),
    identify(pair.advisoryVendor, pair.advisoryProduct, index),
  );
}

/** The same for names that are taken apart already. */
export function compareIdentities(asset: Identity, advisory: Identity): NameVerdict {
  const vendors = compareVendors(asset, advisory);
  if (asset.entry !== undefined && advisory.entry !== undefined) return compareEntries(asset, advisory);
  if (vendors === 'different') {
    return verdict(
      'different',
      `${asset.vendor ?? asset.organisation} and ${advisory.vendor ?? advisory.organisation} are different vendors`,
    );
  }
  const words = compareWords(asset, advisory, vendors !== 'unknown');
  if (vendors === 'kin') return amongKin(asset, advisory, words);
  if (words.verdict !== 'same' || vendors === 'same') return words;
  return isDistinctive(advisory) || isVendorsOnly(advisory) || (vendors === 'close' && advisory.telling.length > 0)
    ? verdict('same', `${words.because}, and the name is distinctive though a vendor is not given`)
    : verdict('undecided', `${words.because}, but it is a common name and a vendor is not given`);
}

/** A product that changed hands keeps its own name; a common one tells nothing between two vendors. */
function amongKin(asset: Identity, advisory: Identity, words: NameVerdict): NameVerdict {
  const vendors = `${asset.organisation} and ${advisory.organisation}`;
  if (words.verdict !== 'same' || !isDistinctive(advisory) || !isDistinctive(asset))
    return verdict('different', `${vendors} are different vendors`);
  return verdict('same', `${words.because}, and products of ${vendors} may bear either's name`);
}

/** Whether a name alone, without a vendor, points at one product. */
function isDistinctive(identity: Identity): boolean {
  if (identity.entry !== undefined) return true;
  const { telling } = identity;
  if (isCommonName(telling)) return false;
  return telling.length >= 2 || telling.some((word) => word.length >= 5 || /\d/.test(word));
}

/** "bug_library_project" of "Bug Library": a vendor who stands for this one product, under a name of two words or more. */
function isVendorsOnly(advisory: Identity): boolean {
  const whole = compact(advisory.words);
  return advisory.words.length > 1 && whole.length >= 8 && advisory.vendorForms.has(whole);
}
