import type { Asset } from '../domain/asset.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import { type Identity, identify } from './identity.ts';
import { identityKeys, type KeyIndex, keyIndex } from './keys.ts';
import type { LexiconIndex } from './lexicon-index.ts';
import { compareIdentities } from './name-verdict.ts';
import { type ProductCodes, packageKeys } from './package-keys.ts';

/** How long makers mend their products, found by what an asset says of itself. */
export interface CycleIndex {
  /** The cycles that an asset's version may belong to: several where it says less than they do, none where it says nothing. */
  cyclesOf(asset: Asset): readonly ReleaseCycle[];
}

/** Builds the index when it is asked first: many processes never do. */
export function cycleIndex(cycles: readonly ReleaseCycle[], lexicon: LexiconIndex): CycleIndex {
  let products: ProductIndex | undefined;
  const known = new Map<string, readonly ReleaseCycle[]>();
  return {
    cyclesOf(asset) {
      if (cycles.length === 0) return [];
      const { vendor, product, version, cpe, purl } = asset;
      const key = JSON.stringify([vendor, product, version, cpe, purl]);
      const before = known.get(key);
      if (before !== undefined) return before;
      products ??= productIndex(cycles, lexicon);
      const said = wordsSaid(asset);
      const found = closest(products.named(asset), asset).flatMap((each) => fitting(each.cycles, said));
      known.set(key, found);
      return found;
    },
  };
}

interface CycledProduct {
  readonly name: string;
  /** The name beside each maker that its CPE names give, and without one. */
  readonly identities: readonly Identity[];
  readonly cycles: readonly SpelledCycle[];
}

interface ProductIndex {
  named(asset: Asset): readonly CycledProduct[];
}

function productIndex(cycles: readonly ReleaseCycle[], lexicon: LexiconIndex): ProductIndex {
  const byName: KeyIndex<CycledProduct> = keyIndex();
  const byCode: KeyIndex<CycledProduct> = keyIndex();
  for (const [name, own] of byProduct(cycles)) {
    const codes = [...new Set(own.flatMap((one) => one.codes))];
    const identities = [undefined, ...makersIn(codes)].map((maker) => identify(maker, name, lexicon));
    const product = { name, identities, cycles: own.map((cycle) => ({ cycle, spellings: spellingsOf(cycle) })) };
    byName.add([...new Set(identities.flatMap(identityKeys))], product);
    byCode.add(codes.flatMap(codeKeys), product);
  }
  return {
    named(asset) {
      const identity = identify(asset.vendor, asset.product, lexicon);
      const isNamed = ({ identities }: CycledProduct) =>
        identities.some((one) => compareIdentities(identity, one).verdict === 'same');
      const alike = [...byName.find(identityKeys(identity))].filter(isNamed);
      return [...new Set([...byCode.find(packageKeys(packagesOf(asset))), ...alike])];
    },
  };
}

function packagesOf({ cpe, purl }: Asset): ProductCodes {
  return { ...(cpe !== undefined && { cpe }), ...(purl !== undefined && { purl }) };
}

function byProduct(cycles: readonly ReleaseCycle[]): ReadonlyMap<string, readonly ReleaseCycle[]> {
  const products = new Map<string, ReleaseCycle[]>();
  for (const cycle of cycles) {
    const own = products.get(cycle.product);
    if (own === undefined) products.set(cycle.product, [cycle]);
    else own.push(cycle);
  }
  return products;
}

function codeKeys(code: string): readonly string[] {
  return packageKeys(code.startsWith('pkg:') ? { purl: code } : { cpe: code });
}

/** The vendors that CPE names give. */
function makersIn(codes: readonly string[]): readonly string[] {
  const makers = codes.flatMap((code) => /^cpe:(?:2\.3:|\/)[aho]:([^:]+):/.exec(code)?.[1] ?? []);
  return [...new Set(makers.map((maker) => maker.replaceAll('_', ' ')))];
}

/**
 * Of several products of the same name those whose words the asset's name holds, and of those the longest: a row "Windows Server
 * 2016" is no release of Windows.
 */
function closest(products: readonly CycledProduct[], { vendor = '', product }: Asset): readonly CycledProduct[] {
  if (products.length < 2) return products;
  const said = new Set(wordsIn(`${vendor} ${product}`));
  const whole = products
    .map((each) => ({ each, words: wordsIn(each.name) }))
    .filter(({ words }) => words.every((word) => said.has(word)));
  const most = Math.max(...whole.map(({ words }) => words.length));
  return whole.length === 0 ? products : whole.filter(({ words }) => words.length === most).map(({ each }) => each);
}

interface SpelledCycle {
  readonly cycle: ReleaseCycle;
  /** Each a list of words that an asset has to say for the cycle to be its own. */
  readonly spellings: readonly (readonly string[])[];
}

/** Its id, its label, and the build that all versions of it have in front. */
function spellingsOf({ cycle, label, latest }: ReleaseCycle): readonly (readonly string[])[] {
  const names = [cycle, label].map((name) => wordsIn(name).filter(isTelling));
  const isBuild = latest !== undefined && /^\d+\.\d+\.\d+/.test(latest) && !latest.startsWith(`${cycle}.`);
  return [...names, ...(isBuild ? [[latest]] : [])].filter((words) => words.length > 0);
}

/** A word with a digit tells cycles apart. Whether a row means a service pack or channel that it does not name, nobody knows. */
function isTelling(word: string): boolean {
  return /\d/.test(word) && !/^sp\d+$/.test(word);
}

interface WordsSaid {
  readonly words: readonly string[];
  /** The version's first part, in which a cycle or a build may stand in front. */
  readonly version: string | undefined;
}

function wordsSaid({ product, version = '' }: Asset): WordsSaid {
  const own = wordsIn(version.replace(/^\d+:/, ''));
  const [first] = own;
  const later = own.slice(1).filter((word) => /\p{L}/u.test(word) || /^\d{4}$/.test(word));
  const name = wordsIn(product).filter((word) => !ARCHITECTURE.test(word));
  return { words: [...name, ...later], version: first?.replace(/^v(?=\d)/, '') };
}

const ARCHITECTURE = /^(?:x?64|x?32|x86|86)$/;

/** The cycles of which every word is said; of two the one that says more, where it holds what the other says. */
function fitting(cycles: readonly SpelledCycle[], said: WordsSaid): readonly ReleaseCycle[] {
  const fits = cycles.flatMap(({ cycle, spellings }) => {
    const words = spellings.filter((spelling) => spelling.every((word) => isSaid(word, said))).flat();
    return words.length === 0 ? [] : [{ cycle, words }];
  });
  return fits.filter((one) => !fits.some((other) => saysMore(other.words, one.words))).map(({ cycle }) => cycle);
}

function isSaid(word: string, { words, version }: WordsSaid): boolean {
  return (version !== undefined && leads(word, version)) || words.some((each) => leads(word, each));
}

/** "10.0" stands in front of "10.0.17763" and of "10.0u3", not of "10.01". */
function leads(front: string, whole: string): boolean {
  return whole.startsWith(front) && !/^\d/.test(whole.slice(front.length));
}

function saysMore(more: readonly string[], less: readonly string[]): boolean {
  const holds = less.every((word) => more.some((each) => each === word || leads(word, each)));
  return holds && more.some((word) => !less.some((each) => each === word || leads(word, each)));
}

function wordsIn(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}.+]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}
