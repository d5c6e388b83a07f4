import { isAbbreviated } from './abbreviations.ts';
import { isAmongNamed } from './covering-names.ts';
import { editionsConflict } from './editions.ts';
import { type Identity, isPlatformWord } from './identity.ts';
import { isCommonName, isDeviceWord, isUseWord, saysOtherDevice } from './kind-words.ts';
import { leftOver } from './left-over-words.ts';
import { shareModelCode } from './model-codes.ts';
import { namesOneModel } from './models.ts';
import { sharedName } from './near-names.ts';
import { isPackagingWord, isVersionWord } from './packaging-words.ts';
import { compact } from './plain-words.ts';
import { sidesConflict } from './program-sides.ts';
import { runTogetherAs } from './run-together.ts';
import { isOfSeries } from './series.ts';
import { sharesWord } from './shared-words.ts';
import { type NameVerdict, verdict } from './verdict.ts';
import { yearlyReleasesConflict } from './yearly-releases.ts';

/** By the words as they are written, then with those run together that the other name writes as one. */
export function compareWords(asset: Identity, advisory: Identity, ofOneVendor: boolean): NameVerdict {
  const found = compareWritten(asset, advisory, ofOneVendor);
  if (found.verdict === 'same') return found;
  const [left, right] = [runTogetherAs(asset, advisory), runTogetherAs(advisory, asset)];
  if (left === undefined && right === undefined) return found;
  return compareWritten(left ?? asset, right ?? advisory, ofOneVendor);
}

function compareWritten(asset: Identity, advisory: Identity, ofOneVendor: boolean): NameVerdict {
  const said = `"${asset.product}" and "${advisory.product}"`;
  if (editionsConflict(asset, advisory)) return verdict('different', `${said} are different editions`);
  if (sidesConflict(asset.words, advisory.words)) return verdict('different', `${said} are a server and its client`);
  if (yearlyReleasesConflict(asset.words, advisory.words))
    return verdict('different', `${said} are editions of different years`);
  if (ofOneVendor && isAmongNamed(asset, advisory))
    return verdict('same', `"${asset.product}" is one of "${advisory.product}"`);
  const left = withoutVendorWords(asset, advisory);
  const right = withoutVendorWords(advisory, asset);
  if (left.length === 0 || right.length === 0) return compareBare(asset, advisory, said, ofOneVendor);
  if (isTitle(left, advisory) || isTitle(right, asset))
    return verdict('same', `${said}: one name is what the other gives in brackets`);
  if (isVendorInFront(asset, advisory) || isVendorInFront(advisory, asset))
    return verdict('same', `${said} differ by the vendor's name only`);
  if (isVendorsOwn(left, asset, right, advisory) || isVendorsOwn(right, advisory, left, asset))
    return verdict('same', `${said} differ by words of use only`);
  if (compact(left) === compact(right)) {
    return numbersConflict(asset, advisory)
      ? verdict('different', `${said} differ in their number`)
      : verdict('same', `${said} share every word that tells products apart`);
  }
  if (isAbbreviated(asset, advisory) && !numbersConflict(asset, advisory))
    return verdict('same', `${said} differ by an abbreviation only`);
  if (isRunTogether(asset, advisory)) return verdict('same', `${said} are the same letters`);
  if (ofOneVendor && namesOneModel(asset.words, advisory.words)) return verdict('same', `${said} name the same model`);
  if (ofOneVendor && isOfSeries(asset, advisory))
    return verdict('same', `"${advisory.product}" is the series of "${asset.product}"`);
  const { more, fewer } = leftOver(asset, advisory, left, right, ofOneVendor);
  if (numbersConflict(asset, advisory)) return verdict('different', `${said} differ in their number`);
  if (ofOneVendor && shareModelCode(asset, advisory)) return verdict('same', `${said} name the same model`);
  if (more.length === 0 && fewer.length === 0 && !sharesWord(left, right))
    return verdict('undecided', `${said} have nothing in common outside brackets`);
  if (more.length === 0 && fewer.length === 0)
    return verdict('same', `${said} differ only in what stands in brackets or in spelling`);
  if (ofOneVendor && addKindOnly(asset, advisory, more, fewer))
    return verdict('same', `${said} differ by words of kind only`);
  if (more.length > 0 && fewer.length > 0) {
    const differ = `${said} differ: ${more.join(' ')} is not ${fewer.join(' ')}`;
    const shared = sharedName(left, right, more, fewer);
    return shared !== '' ? verdict('undecided', `${differ}, but both say ${shared}`) : verdict('different', differ);
  }
  const extra = more.length > 0 ? more : fewer;
  const system = [asset, advisory].find(({ entry }) => entry?.kind === 'platform');
  if (system !== undefined && !sharesWord(left, right))
    return verdict('different', `${system.product} is a system, and ${extra.join(' ')} is none of its words`);
  if (addsUseOnly(left, right, extra)) return verdict('same', `${said} differ by words of use only`);
  if (sameModel(asset, advisory, extra)) return verdict('same', `${said} name the same model`);
  return verdict('undecided', `${said} differ by "${extra.join(' ')}", which may be another product`);
}

/** The telling words, without the other side's vendor in front: "Azul Zulu" against Zulu of Azul. */
function withoutVendorWords(own: Identity, other: Identity): readonly string[] {
  const whole = compact(own.telling);
  if (own.vendorForms.has(whole) || other.vendorForms.has(whole)) return own.telling;
  for (let length = Math.min(3, own.telling.length - 1); length > 0; length -= 1) {
    const front = compact(own.telling.slice(0, length));
    const isVendor = [...own.vendorForms, ...other.vendorForms].some(
      (form) => form === front || (front.length >= 5 && form.startsWith(front)),
    );
    if (isVendor) return own.telling.slice(length);
  }
  return own.telling;
}

/** "Ward Desk App" and "WardDeskApp", with the vendor's name or without. */
function isRunTogether(a: Identity, b: Identity): boolean {
  const forms = wholeForms(a);
  return wholeForms(b).some((form) => form.length >= 5 && forms.includes(form));
}

function wholeForms({ words, vendorForms }: Identity): readonly string[] {
  const whole = compact(words);
  return [whole, ...[...vendorForms].map((form) => `${form}${whole}`)];
}

/** "Medication List Service (wardlist)" against "wardlist": what stands in brackets is the other's whole name. */
function isTitle(words: readonly string[], other: Identity): boolean {
  const whole = compact(words);
  const inBrackets = [...other.optional].filter((word) => !isPackagingWord(word));
  return whole.length >= 5 && (!isCommonName(words) || inBrackets.length > 1) && whole === compact(inBrackets);
}

/** "Example Linux" against the "Linux" of Example: a common word that is a name only behind its vendor's. */
function isVendorInFront(own: Identity, other: Identity): boolean {
  const front = own.words.length - other.words.length;
  if (front < 1 || other.words.length === 0 || compact(own.words.slice(front)) !== compact(other.words)) return false;
  return other.vendorForms.has(compact(own.words.slice(0, front)));
}

/** "WardLink" against the "Remote Support" of WardLink: the vendor's name is the product's, and the rest says what it is for. */
function isVendorsOwn(name: readonly string[], own: Identity, use: readonly string[], other: Identity): boolean {
  const whole = compact(name);
  if (whole.length < 5 || isCommonName(name) || !use.every(saysUseOnly)) return false;
  const isVendor = own.vendorForms.has(whole) || other.vendorForms.has(whole);
  return isVendor && (other.vendorForms.has(whole) || compact(other.telling).startsWith(whole));
}

/** "Debian" of Debian is "debian_linux": a system's kind says as little as what a product is for. */
export function saysUseOnly(word: string): boolean {
  return isUseWord(word) || isPlatformWord(word);
}

/** One name is the other with words that say what it is for: "DentaReach" and "DentaReach Remote Support". */
function addsUseOnly(left: readonly string[], right: readonly string[], extra: readonly string[]): boolean {
  const own = left.filter((word) => right.includes(word));
  return extra.every(isUseWord) && own.some((word) => word.length >= 5) && !isCommonName(own);
}

/** One vendor's "Ward Flow 9 Infusion Pump" is its "Ward Flow 9", and its "Ward School Management System" its "Ward School". */
function addKindOnly(a: Identity, b: Identity, more: readonly string[], fewer: readonly string[]): boolean {
  const own = a.words.filter((word) => b.words.includes(word) && !isDeviceWord(word));
  if (isCommonName(own) || own.every(saysNoName) || !isLongEnough(compact(own))) return false;
  const [longer, shorter] = more.length > 0 ? [a, b] : [b, a];
  const extra = [...more, ...fewer];
  if (more.length === 0 || fewer.length === 0) {
    if (shorter.words.some((word) => SIDES.has(word) && !longer.words.includes(word))) return false;
    const isSystem =
      longer.words.some((word) => /^systems?$/.test(word)) && extra.every((word) => SYSTEM_WORDS.has(word));
    return isSystem || extra.every((word) => isDeviceWord(word) || (isLongName(own) && HARDWARE.has(word)));
  }
  return extra.every((word) => isDeviceWord(word) && !isUseWord(word)) && !saysOtherDevice(a.words, b.words);
}

function saysNoName(word: string): boolean {
  return isPackagingWord(word) || isVersionWord(word) || isPlatformWord(word) || /^\d+$/.test(word);
}

/** Beside a name of one word these may say another product: "Ward Controller" beside Ward. */
function isLongName(own: readonly string[]): boolean {
  return own.length > 1 && (compact(own).length >= 8 || own.some((word) => /\d/.test(word)));
}

/** What a program is; beside it, a kind of device says another thing: "Ward Server" and "Ward Printer". */
const SIDES: ReadonlySet<string> = new Set('server client agent desktop plugin'.split(' '));

const HARDWARE: ReadonlySet<string> = new Set(['console', 'controller', 'panel', 'receiver', 'terminal']);

/** Short names are too many; with a number, a letter or two make a model. */
function isLongEnough(name: string): boolean {
  return name.length >= SHORTEST_OWN_NAME || /^(?=.*\p{L})(?=.*\d).{2,}$/u.test(name);
}

const SHORTEST_OWN_NAME = 4;

/** What stands before "System" when a name says what kind of system it is. */
const SYSTEM_WORDS: ReadonlySet<string> = new Set(['information', 'management']);

/** Shorter words with digits are names (Db2) rather than models. */
const SHORTEST_MODEL = 4;

/** Both name the same model number, and one says more about what kind of thing it is. */
function sameModel(a: Identity, b: Identity, extra: readonly string[]): boolean {
  const models = modelsOf(a);
  return (
    models !== '' && models === modelsOf(b) && /[a-z]/.test(compact(a.words)) && !extra.some((word) => /\d/.test(word))
  );
}

/** The words of a name that may be model numbers, in one text; empty where there is none. */
export function modelsOf({ words }: Identity): string {
  return words
    .filter((word) => /\d/.test(word) && word.length >= SHORTEST_MODEL && !YEAR.test(word))
    .sort()
    .join(' ');
}

/** Names made of common words only: the same when every word is, or all of one vendor's but what says the kind of device. */
function compareBare(asset: Identity, advisory: Identity, said: string, ofOneVendor: boolean): NameVerdict {
  const [left, right] = [withoutFormWords(asset.words), withoutFormWords(advisory.words)];
  const isOneDevice =
    ofOneVendor && bareModel(asset.words) !== '' && bareModel(asset.words) === bareModel(advisory.words);
  const isNamed = ofOneVendor || !isCommonName(asset.words);
  return (left !== '' && left === right && isNamed) || isOneDevice
    ? verdict('same', `${said} are the same words`)
    : verdict('undecided', `${said} hold no word that tells a product`);
}

/** "V6 ventilator" and "V6", "R Series defibrillator" and "R Series": what is left without kinds of devices, if it tells a model. */
export function bareModel(words: readonly string[]): string {
  const own = words.filter((word) => !isDeviceWord(word) && !FORM_WORDS.has(word) && !/^systems?$/.test(word));
  return own.some((word) => /^(?:\p{L}|\p{L}\d+|\d{3,5})$/u.test(word) && !YEAR.test(word)) ? compact(own) : '';
}

const YEAR = /^(?:19|20)\d\d$/;

/** The words run together without those for the form in which software comes; all of them where nothing else is. */
export function withoutFormWords(words: readonly string[]): string {
  return compact(words.filter((word) => !FORM_WORDS.has(word))) || compact(words);
}

const FORM_WORDS: ReadonlySet<string> = new Set(['app', 'application', 'software', 'firmware', 'product']);

function numbersConflict(a: Identity, b: Identity): boolean {
  if (isOtherVariant(a, b) || isOtherVariant(b, a)) return true;
  if (a.numbers.length === 0 || b.numbers.length === 0) return false;
  return !a.numbers.some((number) => b.numbers.includes(number));
}

/** The 250c of one model beside the bare 280 of another; a number of other length may be a version, and a round one a series. */
function isOtherVariant(variant: Identity, bare: Identity): boolean {
  if (bare.numbers.length === 0) return false;
  const models = variant.words.flatMap((word) => /^(\d{3,5})\p{L}{1,4}$/u.exec(word)?.[1] ?? []);
  if (models.length === 0 || models.some((model) => bare.words.some((word) => word.includes(model)))) return false;
  if (bare.numbers.some((number) => variant.words.includes(number))) return false;
  const isOther = (number: string, model: string): boolean =>
    model.length === number.length && !model.startsWith(number.replace(/0{2,}$/, ''));
  return bare.numbers.some((number) => !YEAR.test(number) && models.some((model) => isOther(number, model)));
}
