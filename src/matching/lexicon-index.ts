import type { Lexicon, OrganisationEntry, ProductEntry } from '../domain/lexicon.ts';
import { coreNameOf, legalNameOf, saysBranch, withoutParent } from './organisation-words.ts';
import { compact, plainWords } from './plain-words.ts';
import { productWords } from './product-words.ts';
import { isMisspelt, isSlipOfThePen } from './slip-of-the-pen.ts';

/** A product entry that a run of words names. */
export interface NamedProduct {
  readonly entry: ProductEntry;
  /** Where it stands in the words: from, and after the last. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The lexicon, made fast to ask. */
export interface LexiconIndex {
  /** Today's name of an organisation that the lexicon knows under the given one. */
  organisation(name: string): string | undefined;
  /** The same for what stands where a vendor is expected: a slip of the pen in a known name is that name ("Fortnet"). */
  organisationOfVendor(name: string): string | undefined;
  /** The organisations whose names an organisation's products may bear: it is a part of them, or bought from them; or the other way. */
  kinOf(organisation: string): readonly string[];
  /**
   * The longest name of a product within the words; entries of other vendors are passed over when a vendor is given. Names that
   * are telling only beside their vendor's count where `besideVendor` says that it stands there.
   */
  product(words: readonly string[], vendor: string | undefined, besideVendor: boolean): NamedProduct | undefined;
  /** The word of an organisation's products of which a word is a slip of the pen ('Netscalar'); the word itself where there is none. */
  meantWord(word: string, organisation: string): string;
  /** Every word that any name of the entry uses. */
  wordsOf(entry: ProductEntry): ReadonlySet<string>;
}

/** Makes a lexicon fast to ask; the same lexicon always gives the same index. */
export function indexLexicon(lexicon: Lexicon): LexiconIndex {
  const known = BUILT.get(lexicon);
  if (known !== undefined) return known;
  const built = build(lexicon);
  BUILT.set(lexicon, built);
  return built;
}

const BUILT = new WeakMap<Lexicon, LexiconIndex>();

const NO_KIN: readonly string[] = [];

/** No product name of the lexicon has more words than this. */
const LONGEST_NAME = 7;

function build(lexicon: Lexicon): LexiconIndex {
  const organisations = new Map<string, string>();
  for (const entry of lexicon.organisations) addOrganisation(entry, organisations);
  const products = new Map<string, ProductEntry[]>();
  const besideVendors = new Map<string, ProductEntry[]>();
  const words = new Map<ProductEntry, Set<string>>();
  for (const entry of lexicon.products) addProduct(entry, { everywhere: products, besideVendors, words });
  const organisation = (name: string): string | undefined => {
    for (const part of [name, ...partsOfVendor(name)]) {
      const known = organisations.get(compact(plainWords(part))) ?? organisations.get(compact(legalNameOf(part)));
      if (known !== undefined) return known;
    }
    return undefined;
  };
  const asVendor = namesOfVendors(lexicon.organisations, organisations);
  const misspelt = misspellings(organisations);
  const branch = (name: string): string | undefined => organisationInFront(legalNameOf(name), organisation);
  const vendors = new Map(lexicon.products.map((entry) => [entry, organisation(entry.vendor) ?? entry.vendor]));
  const none: ReadonlySet<string> = new Set();
  const wordsOfMakers = new Map<string, Set<string>>();
  for (const [entry, maker] of vendors) {
    const used = wordsOfMakers.get(maker) ?? new Set();
    for (const word of words.get(entry) ?? none) used.add(word);
    wordsOfMakers.set(maker, used);
  }
  const kin = kinships(lexicon.organisations);
  return {
    organisation,
    organisationOfVendor: (name) =>
      organisation(name) ??
      asVendor.get(compact(legalNameOf(name))) ??
      branch(name) ??
      misspelt(compact(legalNameOf(name))),
    kinOf: (name) => kin.get(name) ?? NO_KIN,
    product: (of, vendor, besideVendor) =>
      longestProduct(
        of,
        (entry) => vendor === undefined || vendors.get(entry) === vendor,
        besideVendor ? besideVendors : products,
      ),
    meantWord: (word, of) => meantAmong(word, wordsOfMakers.get(of) ?? none),
    wordsOf: (entry) => words.get(entry) ?? none,
  };
}

/** Finds the one organisation of whose names a name is a slip of the pen; such names begin alike, and are of about one length. */
function misspellings(organisations: ReadonlyMap<string, string>): (name: string) => string | undefined {
  const alike = new Map<string, string[]>();
  for (const name of organisations.keys()) {
    const place = `${name[0]}${name.length}`;
    alike.set(place, [...(alike.get(place) ?? []), name]);
  }
  return (name) => {
    const near = [-1, 0, 1].flatMap((more) => alike.get(`${name[0]}${name.length + more}`) ?? []);
    const meant = new Set(near.filter((each) => isSlipOfThePen(each, name)).map((each) => organisations.get(each)));
    return meant.size === 1 ? [...meant][0] : undefined;
  };
}

function meantAmong(word: string, known: ReadonlySet<string>): string {
  if (known.has(word) || word.length < SHORTEST_MISSPELT) return word;
  const meant = [...known].filter((each) => isMisspelt(each, word));
  return meant.length === 1 ? (meant[0] ?? word) : word;
}

/** A letter may be missing: names of seven letters can be told in six. */
const SHORTEST_MISSPELT = 6;

/** What says an organisation only where a vendor is expected: its brands, and its names without what says its trade. */
function namesOfVendors(
  entries: readonly OrganisationEntry[],
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (key: string, organisation: string): void => {
    if (key.length >= SHORTEST_BRAND && !known.has(key) && !names.has(key)) names.set(key, organisation);
  };
  for (const { name, brands = [] } of entries) for (const brand of brands) add(compact(plainWords(brand)), name);
  for (const { name, also, formerly } of entries)
    for (const each of [name, ...also, ...formerly]) add(compact(coreNameOf(each)), name);
  return names;
}

const SHORTEST_BRAND = 4;

/** "GE Medical Systems Info Tech" is GE, and "BD CareFusion" BD: what stands behind says a branch, or the same organisation again. */
function organisationInFront(
  words: readonly string[],
  organisation: (name: string) => string | undefined,
): string | undefined {
  for (let length = words.length - 1; length > 0; length -= 1) {
    const found = organisation(words.slice(0, length).join(' '));
    if (found === undefined) continue;
    const rest = words.slice(length);
    const isSame = rest.every(saysBranch) || organisation(rest.join(' ')) === found;
    return isSame ? found : undefined;
  }
  return undefined;
}

/** Which organisations' names the products of each may bear, both ways: those it bought from, and "Ward" for "Ward Medical". */
function kinships(entries: readonly OrganisationEntry[]): ReadonlyMap<string, readonly string[]> {
  const kin = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    kin.set(one, [...(kin.get(one) ?? []), other]);
    kin.set(other, [...(kin.get(other) ?? []), one]);
  };
  const names = new Set(entries.map(({ name }) => name));
  for (const { name, kin = [] } of entries) {
    const parents = name.split(' ').map((_, end, words) => words.slice(0, end).join(' '));
    for (const other of new Set([...kin, ...parents.filter((parent) => names.has(parent))])) join(name, other);
  }
  return kin;
}

/** "BD / CareFusion", "Merge Healthcare (IBM Watson)" and "APC by Schneider Electric" name one organisation twice. */
function partsOfVendor(name: string): readonly string[] {
  const own = withoutParent(name);
  const parts = /[/(]| by /i.test(own) ? own.split(/[/()]| by /i).filter((part) => part.trim() !== '') : [];
  return own === name ? parts : [own, ...parts];
}

function addOrganisation(entry: OrganisationEntry, into: Map<string, string>): void {
  for (const name of [entry.name, ...entry.also, ...entry.formerly, ...(entry.inInventories ?? [])]) {
    for (const key of [compact(plainWords(name)), compact(legalNameOf(name))]) {
      if (key !== '' && !into.has(key)) into.set(key, entry.name);
    }
  }
}

/** Products by the letters of their names run together. */
type ProductsByName = Map<string, ProductEntry[]>;

interface ProductNames {
  readonly everywhere: ProductsByName;
  readonly besideVendors: ProductsByName;
  readonly words: Map<ProductEntry, Set<string>>;
}

function addProduct(entry: ProductEntry, { everywhere, besideVendors, words }: ProductNames): void {
  const used = new Set<string>();
  const add = (name: string, into: readonly ProductsByName[]): void => {
    const of = productWords(name);
    for (const word of of) used.add(word);
    for (const names of into) addName(compact(of), entry, names);
  };
  for (const name of [entry.name, ...entry.also, ...entry.formerly]) add(name, [everywhere, besideVendors]);
  for (const name of entry.inInventories ?? []) add(name, [besideVendors]);
  words.set(entry, used);
}

function addName(name: string, entry: ProductEntry, into: ProductsByName): void {
  const entries = into.get(name) ?? [];
  if (!entries.includes(entry)) entries.push(entry);
  into.set(name, entries);
}

function longestProduct(
  words: readonly string[],
  accepts: (entry: ProductEntry) => boolean,
  products: ReadonlyMap<string, readonly ProductEntry[]>,
): NamedProduct | undefined {
  let best: NamedProduct | undefined;
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_NAME); end += 1) {
      const name = compact(words.slice(start, end));
      if (best !== undefined && name.length <= best.name.length) continue;
      const accepted = products.get(name)?.filter(accepts) ?? [];
      const [entry] = accepted;
      if (entry !== undefined && accepted.length === 1) best = { entry, start, end, name };
    }
  }
  return best;
}
