import type { ProductEntry } from '../domain/lexicon.ts';
import { isCommonName, isDeviceWord, isUseWord } from './kind-words.ts';
import type { LexiconIndex, NamedProduct } from './lexicon-index.ts';
import { coreNameOf, isNoOrganisation, legalNameOf, withoutParent } from './organisation-words.ts';
import { isPackagingWord, isVersionWord } from './packaging-words.ts';
import { compact, plainWords } from './plain-words.ts';
import { productWords } from './product-words.ts';
import { withoutVersions } from './without-versions.ts';

/** What a vendor and product name say, taken apart so that two of them can be compared. */
export interface Identity {
  readonly vendor: string | undefined;
  readonly product: string;
  /** Today's name of the vendor where the lexicon knows it. */
  readonly organisation: string | undefined;
  /** Other organisations whose names the vendor's products may bear. */
  readonly kin: readonly string[];
  /** Run-together forms of the vendor's name; empty when no vendor is given. */
  readonly vendorForms: ReadonlySet<string>;
  /** The vendor's name is made from the product's for want of one: "warpgate_project" of warpgate, "winscp" of WinSCP. */
  readonly isVendorMadeUp: boolean;
  /** The lexicon's product, when the words name it and nothing else of weight. */
  readonly entry: ProductEntry | undefined;
  /** The words that tell the product from others, in order, without vendor, versions and words of packaging. */
  readonly telling: readonly string[];
  /** Words in brackets, which often repeat the name in short: the ISE of "Identity Services Engine (ISE)". */
  readonly optional: ReadonlySet<string>;
  /** Every word of the product, without the vendor's. */
  readonly words: readonly string[];
  /** Whole numbers that may be part of the name: the 2019 of Windows Server 2019. */
  readonly numbers: readonly string[];
}

/** Takes a vendor and product name apart. */
export function identify(vendor: string | undefined, product: string, lexicon: LexiconIndex): Identity {
  const given = vendor === undefined || isNoOrganisation(vendor) ? undefined : withoutParent(vendor);
  const own = product.replace(WITHIN, '');
  const said = given === undefined ? vendorInFront(own, lexicon) : own;
  const all = behindKind(productWords(withoutVersions(said)), given, lexicon);
  const led = leadingOrganisation(all, lexicon);
  const organisation = led?.organisation ?? (given === undefined ? undefined : lexicon.organisationOfVendor(given));
  const vendorForms = formsOf(given, led?.organisation);
  const words = dropVendor(all, led?.length ?? 0, vendorForms);
  const optional = parenthesised(own);
  const named = (written: readonly string[]) =>
    entryOf({ all, words: written, optional }, given, organisation, lexicon);
  const entry = named(words) ?? misspeltEntry(words, organisation, lexicon, named);
  const telling = tellingOf(words, all);
  return {
    vendor: given,
    product,
    organisation: organisation ?? (entry === undefined ? undefined : lexicon.organisation(entry.vendor)),
    kin: organisation === undefined ? [] : lexicon.kinOf(organisation),
    vendorForms,
    isVendorMadeUp: [words, telling].some((own) => vendorForms.has(compact(own).replaceAll('+', 'plus'))),
    entry,
    telling,
    optional,
    words,
    numbers: words.filter((word) => /^\d+$/.test(word) && word !== '64' && word !== '32'),
  };
}

/** What a part stands in is not what it is: "log4j as a component of Example Linux 9" is log4j (so Red Hat's CSAF documents call it). */
const WITHIN = / as a component of .*$/i;

/** "Ward Monitor, Example" and "Ward Monitor (Example)" without a vendor beside them: the maker named behind is the vendor. */
function vendorInFront(product: string, lexicon: LexiconIndex): string {
  const [, name, behind] = /^([^,()]+?)\s*(?:,\s*([^,()]+)|\(([^,()]+)\))\s*$/.exec(product)?.filter(Boolean) ?? [];
  if (name === undefined || behind === undefined || !isMaker(behind, lexicon)) return product;
  return leadingOrganisation(productWords(name), lexicon) === undefined ? `${behind} ${name}` : product;
}

/** Who ships a system stands in names for the system: "Ward Client (Linux)". */
function isMaker(name: string, lexicon: LexiconIndex): boolean {
  const organisation = lexicon.organisation(name);
  return organisation !== undefined && !PACKAGERS.has(organisation) && !PLATFORM_WORDS.has(compact(plainWords(name)));
}

/** The words of "Patient monitor Example WM450" without a vendor beside it, with the organisation in front. */
function behindKind(words: readonly string[], vendor: string | undefined, lexicon: LexiconIndex): readonly string[] {
  const start = words.findIndex((word) => !isDeviceWord(word) && !isPackagingWord(word));
  if (vendor !== undefined || start < 1) return words;
  const rest = words.slice(start);
  const led = leadingOrganisation(rest, lexicon);
  if (led === undefined || !isMaker(led.organisation, lexicon)) return words;
  return [...rest.slice(0, led.length), ...words.slice(0, start), ...rest.slice(led.length)];
}

function leadingOrganisation(
  words: readonly string[],
  lexicon: LexiconIndex,
): { readonly organisation: string; readonly length: number } | undefined {
  for (let length = Math.min(4, words.length - 1); length > 0; length -= 1) {
    const organisation = lexicon.organisation(words.slice(0, length).join(' '));
    if (organisation !== undefined) return { organisation, length };
  }
  return undefined;
}

function formsOf(vendor: string | undefined, organisation: string | undefined): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const name of [vendor, organisation]) {
    if (name === undefined) continue;
    for (const words of [plainWords(name), legalNameOf(name), coreNameOf(name)]) {
      const form = compact(words);
      if (form !== '') forms.add(form);
    }
  }
  return forms;
}

/** The product's words behind the vendor's name; all of them when nothing would be left. */
function dropVendor(words: readonly string[], known: number, forms: ReadonlySet<string>): readonly string[] {
  for (let length = Math.min(5, words.length - 1); length > known; length -= 1) {
    if (forms.has(compact(words.slice(0, length)))) return words.slice(length);
  }
  return words.slice(known);
}

/** What is left of the words without those of packaging; the vendor's own name is the product's where nothing else is. */
function tellingOf(words: readonly string[], all: readonly string[]): readonly string[] {
  for (const candidates of [words, all]) {
    const telling = candidates.filter(
      (word) =>
        !isPackagingWord(word) && !isVersionWord(word) && !/^\d+$/.test(word) && !repeatsWithMajor(word, candidates),
    );
    const besides = telling.filter((word) => !PLATFORM_WORDS.has(word));
    if (besides.length > 0) return besides;
    if (telling.length > 0) return telling;
  }
  return [];
}

/** The "tomcat9" of "Tomcat 9.0 Tomcat9": a word that stands beside itself, with the first number of the version. */
function repeatsWithMajor(word: string, words: readonly string[]): boolean {
  const stem = /^(\p{L}{3,})\d{1,3}$/u.exec(word)?.[1];
  return stem !== undefined && words.includes(stem);
}

function parenthesised(product: string): ReadonlySet<string> {
  const inner = [...product.matchAll(/\(([^()]{1,60})\)/g)].map((match) => match[1] ?? '');
  const more = WITH_WHAT.exec(product.replaceAll('_', ' '))?.[1] ?? '';
  return new Set(
    [...inner, more === '' ? '' : `with ${more}`].flatMap(productWords).filter((word) => !ALSO_KNOWN.has(word)),
  );
}

/** "Ward View with Link Card": what comes with it may as well be left out. */
const WITH_WHAT = / (?:with|w\/|incl(?:uding|\.)?) (.{1,80})$/i;

/** What leads over to another name within brackets: "(formerly known as Ward Desk)". */
const ALSO_KNOWN: ReadonlySet<string> = new Set('formerly previously also known as aka fka'.split(' '));

/** The entry that the words name when slips of the pen in its vendor's names are mended: "Netscalar ADC" of Citrix. */
function misspeltEntry(
  words: readonly string[],
  organisation: string | undefined,
  lexicon: LexiconIndex,
  named: (words: readonly string[]) => ProductEntry | undefined,
): ProductEntry | undefined {
  if (organisation === undefined) return undefined;
  const makers = [organisation, ...lexicon.kinOf(organisation)];
  const meant = words.map(
    (word) => makers.map((maker) => lexicon.meantWord(word, maker)).find((each) => each !== word) ?? word,
  );
  return meant.some((word, at) => word !== words[at]) ? named(meant) : undefined;
}

interface ProductWords {
  /** Every word, the vendor's included. */
  readonly all: readonly string[];
  readonly words: readonly string[];
  readonly optional: ReadonlySet<string>;
}

/** The lexicon's product within the words, also when only the vendor's name makes them telling (SonicWall + NSA 3600). */
function entryOf(
  name: ProductWords,
  vendor: string | undefined,
  organisation: string | undefined,
  lexicon: LexiconIndex,
): ProductEntry | undefined {
  const own = organisation ?? vendor;
  const split = name.words.flatMap(splitModel);
  const within = [name.all, name.words, split, name.words.map(withoutVariant), name.words.filter(isNoNumber)];
  const found = within.map((candidate) => wholeName(candidate, 0, own, name, lexicon));
  for (const maker of new Set([organisation, vendor])) {
    if (maker === undefined) continue;
    const before = legalNameOf(maker);
    for (const words of [name.words, split, name.words.filter(isNoNumber)])
      found.push(wholeName([...before, ...words], before.length, undefined, name, lexicon));
  }
  const best = longestOf(found);
  const kin = organisation === undefined ? [] : lexicon.kinOf(organisation);
  if (best !== undefined || organisation === undefined) return best?.entry;
  const elsewhere = wholeName(name.words, 0, undefined, name, lexicon);
  const isTheirs = elsewhere !== undefined && (PACKAGERS.has(organisation) || kin.includes(elsewhere.entry.vendor));
  return isTheirs ? elsewhere.entry : undefined;
}

function longestOf(found: readonly (NamedProduct | undefined)[]): NamedProduct | undefined {
  return found.reduce(
    (best, each) => (each !== undefined && each.name.length > (best?.name.length ?? 0) ? each : best),
    undefined,
  );
}

/** Whoever ships what others make: in a row of theirs the product's own name says whose it is ("httpd" of Red Hat). */
const PACKAGERS: ReadonlySet<string> = new Set([
  'AlmaLinux',
  'Canonical',
  'CentOS',
  'Debian',
  'Red Hat',
  'Rocky Linux',
  'SUSE',
]);

/** The entry that the candidate names, if nothing of weight is left over; with `before` words of a vendor, it must use them. */
function wholeName(
  candidate: readonly string[],
  before: number,
  vendor: string | undefined,
  name: ProductWords,
  lexicon: LexiconIndex,
): NamedProduct | undefined {
  const given = before > 0 || vendor !== undefined;
  const named = lexicon.product(candidate, vendor, given);
  if (named === undefined || (before > 0 && (named.start >= before || named.end <= before))) return undefined;
  const own = lexicon.wordsOf(named.entry);
  if (!given && isCommonName(candidate.slice(named.start, named.end))) return undefined;
  const rest = [...candidate.slice(before, named.start), ...candidate.slice(Math.max(before, named.end))];
  const makers = compact(plainWords(named.entry.vendor));
  const isNamedAsVendor = makers === named.name;
  // "Apache" means the web server beside a version, and beside "Log4j2" the organisation.
  const saysOrganisation = (): boolean =>
    lexicon.organisation(candidate.slice(named.start, named.end).join(' ')) !== undefined;
  const isEmpty = (word: string, at: number): boolean =>
    (given && isVariant(word, rest[at - 1] ?? candidate[named.end - 1])) ||
    own.has(word) ||
    (isNamedAsVendor && isUseWord(word)) ||
    (given && word === makers) ||
    isPackagingWord(word) ||
    ((given || named.name.length >= TELLS_ALONE) && (isDeviceWord(word) || HOSTS.has(word))) ||
    PLATFORM_WORDS.has(word) ||
    isVersionWord(word) ||
    /^\d+$/.test(word) ||
    (/\d/.test(word) && !saysOrganisation() && lexicon.product([word], undefined, false) === undefined) ||
    name.optional.has(word) ||
    !name.words.join(' ').includes(word);
  return rest.every(isEmpty) ? named : undefined;
}

/** A name so long means its product without a vendor beside it, whatever kind of device is said. */
const TELLS_ALONE = 12;

/** The POE of "100F-POE" and the FX of "9318YC-FX": short letters behind a model. */
function isVariant(word: string, before: string | undefined): boolean {
  return /^\p{L}{1,3}$/u.test(word) && before !== undefined && MODEL_WORD.test(before) && !isVersionWord(before);
}

/** Letters and digits, or three digits and more that are no year. */
const MODEL_WORD = /^(?!(?:19|20)\d\d$)(?:\d{3,5}|(?=.*\d)(?=.*\p{L})[\p{L}\d]{2,})$/u;

/** "tz370" is a model 370 of the series TZ. */
function splitModel(word: string): readonly string[] {
  const match = /^([a-z]{2,})(\d.*)$/.exec(word);
  return match?.[1] === undefined || match[2] === undefined ? [word] : [match[1], match[2]];
}

/** "3750g" is a variant of the model 3750. */
function withoutVariant(word: string): string {
  return word.replace(/^(\p{L}{0,3}\d{3,5})\p{L}{1,4}$/u, '$1');
}

function isNoNumber(word: string): boolean {
  return !/^\d+$/.test(word);
}

/** Lines of computers beside what runs on them: "PowerEdge R740 iDRAC9", "Niagara AX JACE-6". */
const HOSTS: ReadonlySet<string> = new Set(['jace', 'poweredge', 'proliant', 'thinksystem']);

/** Whether a word is a system that products are built for, such as windows. */
export function isPlatformWord(word: string): boolean {
  return PLATFORM_WORDS.has(word);
}

/** Systems that a product is built for; they tell it from others only when nothing else does. */
const PLATFORM_WORDS: ReadonlySet<string> = new Set(
  'windows linux macos mac unix android ios mediawiki drupal joomla moodle node nodejs'.split(' '),
);
