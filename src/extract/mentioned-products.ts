import type { AffectedProduct } from '../domain/advisory.ts';
import type { ProductEntry } from '../domain/lexicon.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import type { NameHit } from './named-things.ts';
import { isOrdinaryName } from './ordinary-names.ts';
import { identify } from './product-identity.ts';
import { onOneLine, type Prose, quoteAround, sentenceAt } from './prose.ts';
import type { Statements } from './prose-products.ts';
import { has, SIGN } from './signs.ts';
import type { NamedSupplier } from './suppliers.ts';

const TARGET =
  /\b(?:vulnerab|flaw|exploit|abus|compromis|hijack|unpatched|outdated|unmanaged|not (?:been )?updated|affect|impact|instances?|servers? of|bypass|weakness|attack(?:s|ed|ing)? (?:on|against)|through|via|initial access|gain(?:ed|ing)? access|susceptible|patch|advisory|bulletin|backdoored|trojani[sz]ed|foothold|misus|leverag|unauthori[sz]ed|enter(?:ed|ing)|broke in|hack|took over|taken over)/i;
/** What attackers bring along or run, which is no fault of the product. */
const INSTRUMENT =
  /\b(?:such as|including|like|tools?(?: like)?|install(?:ed|ing)?|deploy(?:ed|ing)?|dropp(?:ed|ing)|download(?:ed|ing)?|via|using|with|e\.g\.,?|additional|legitimate|as well as|and|or)\s+(?:(?:instances? of|copies of|software|tools?|remote access|and|the|an?)\s+)*$/i;

const THING =
  '(?:servers?|instances?|relays?|gateways?|appliances?|deployments?|installations?|consoles?|accounts?|tenants?|portals?|tunnels?|hosts?)';
/** A product's name before or after which its owner stands: "NAME relay of …", "…'s NAME", "NAME, managed on behalf of …". */
const OWNED_AFTER = new RegExp(
  `^(?: [\\w-]+){0,4}? ${THING}\\b|^(?: [\\w-]+){0,4}?,? (?:which (?:is|was) |that (?:is|was) )?(?:operated|hosted|run|managed|owned|maintained|administered|controlled|belong(?:s|ing|ed)?|set up)\\b`,
  'i',
);
const OWNED_BEFORE = /['’]s? $|\b(?:their|our|its) $/i;
const BROUGHT = /\b(?:such as|install|deploy|dropp|download|additional)\w*\b[^.]{0,40}$/i;

/**
 * Products that a text names without versions: what the flaw of an advisory is in, and products of the lexicon in sentences that speak
 * of an attack on them. A tool that attackers bring along is not affected; an operating system is a place.
 */
export function mentionedProducts(
  prose: Prose,
  read: Statements,
  finders: LexiconFinders,
  hasCves: boolean,
  suppliers: readonly NamedSupplier[],
): readonly AffectedProduct[] {
  const waysIn = new Set(suppliers.flatMap((each) => (each.role === 'way-in' ? [each.quote.start] : [])));
  const mentions: AffectedProduct[] = [];
  const vendorsNamed = new Set(finders.organisations.find(prose.text).map((hit) => hit.entry.name));
  for (const hit of finders.products.find(prose.text)) {
    if (hit.entry.kind === 'platform' || !isTelling(hit, vendorsNamed)) continue;
    const sentence = sentenceAt(prose, hit.start);
    const words = sentence?.text ?? '';
    const left = prose.text.slice(Math.max(sentence?.start ?? 0, hit.start - 60), hit.start);
    const isWay = waysIn.has(sentence?.start ?? -1) && isOwned(left, prose.text.slice(hit.end, hit.end + 120));
    const isSpokenOf = TARGET.test(words) || isInTitle(prose, hit);
    if (isWay || (isSpokenOf && !isInstrument(left, words)))
      mentions.push(unstated(hit.entry.vendor, hit.entry.name, prose, hit));
  }
  if (mentions.length === 0) mentions.push(...namedAsWay(prose, finders));
  if (mentions.length === 0 && hasCves && read.about?.afterFlaw === true) {
    const identity = identify(read.about.name, finders);
    if (identity.entry?.kind !== 'platform' || hasCves)
      mentions.push(unstated(identity.vendor, identity.product, prose, read.about));
  }
  return mentions;
}

const NAME = "[A-Z][\\w'-]*(?: [A-Z0-9][\\w'-]*){0,4}";
/** A blank of it may be a line's end. */
const WAY = new RegExp(
  `\\b(?:through|via|abus(?:ed|es|ing)|exploit(?:ed|s|ing)|compromis(?:ed|es|ing)|hijack(?:ed|ing)|misus(?:ed|es|ing)|attack(?:ed|ing)|instances? of|copies of|leverag(?:ed|es|ing)|took over|taken over|us(?:ed|ing)|was|were) (?:(?:an?|the|its|their|several|two|many|[a-z][a-z-]+) ){0,6}(${NAME}) (?:servers?|instances?|relays?|appliances?|gateways?|deployments?|installations?|software|consoles?|devices?|portals?|clients?|agents?|tools?|accounts?|VPN)\\b|(?<!affected |vulnerable )\\b(?:instances?|installations?|deployments?|copies) of (?:the )?(${NAME})`.replaceAll(
    ' ',
    '[ \\n]',
  ),
  'g',
);

/** A product that no lexicon knows, where the text says that attackers came through servers or instances of it. */
function namedAsWay(prose: Prose, finders: LexiconFinders): readonly AffectedProduct[] {
  const mentions: AffectedProduct[] = [];
  for (const match of waysIn(prose)) {
    const name = onOneLine(match[1] ?? match[2] ?? '').replace(/^.*['’]s /, '');
    const isKnown = finders.products.find(name).length > 0 || finders.healthWords.find(name).length > 0;
    if (
      isKnown ||
      isOrdinaryName(name) ||
      !/ |[a-z][A-Z]|\d/.test(name) ||
      mentions.some((each) => each.product === name)
    )
      continue;
    const start = match.index + onOneLine(match[0]).indexOf(name);
    const { vendor, product } = identify(name, finders);
    mentions.push(unstated(vendor, product, prose, { start, end: start + name.length }));
  }
  return mentions;
}

/** Where such words stand. */
function waysIn(prose: Prose): readonly RegExpExecArray[] {
  const told = prose.sentences.filter((each) => has(each, SIGN.way) && has(each, SIGN.turned));
  return told.flatMap(({ start, text }) =>
    [...text.matchAll(WAY)].map((match) => Object.assign(match, { index: start + match.index })),
  );
}

function isInstrument(left: string, sentence: string): boolean {
  if (!INSTRUMENT.test(left)) return false;
  return (
    !/\b(?:vulnerab|flaw|unpatched|affected|unmanaged|abused?|hijacked)\b/i.test(sentence) ||
    /\b(?:such as|install|deploy|dropp|download|additional)\w*\b/i.test(left)
  );
}

/** Something of that product is somebody's: an instance, a server, an account; what attackers installed is theirs. */
function isOwned(left: string, right: string): boolean {
  const words = right.replace(/\n/g, ' ');
  return !BROUGHT.test(left) && (OWNED_AFTER.test(words) || OWNED_BEFORE.test(left));
}

/** A name of one word ("Automate"), or of ordinary words ("Remote Support"), speaks of the product only where its vendor is named too. */
function isTelling(hit: NameHit<ProductEntry>, vendorsNamed: ReadonlySet<string>): boolean {
  if (isOrdinaryName(hit.writtenAs)) {
    return /^\p{Lu}/u.test(hit.writtenAs) && !/ \p{Ll}/u.test(hit.writtenAs) && vendorsNamed.has(hit.entry.vendor);
  }
  if (/[\s\d-]/.test(hit.writtenAs) || /[a-z][A-Z]/.test(hit.writtenAs)) return true;
  return vendorsNamed.has(hit.entry.vendor);
}

function isInTitle(prose: Prose, hit: NameHit<ProductEntry>): boolean {
  return prose.title.toLowerCase().includes(hit.writtenAs.toLowerCase());
}

function unstated(
  vendor: string | undefined,
  product: string,
  prose: Prose,
  span: { start: number; end: number },
): AffectedProduct {
  return {
    ...(vendor === undefined ? {} : { vendor }),
    product,
    status: 'affected',
    versions: 'unstated',
    cves: [],
    quote: quoteAround(prose, span),
  };
}
