import type { SupplierMention } from '../domain/advisory.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type OrganisationName, organisationNames } from './organisation-names.ts';
import { isTitleCase, onOneLine, type Prose, quoteOf, type Sentence } from './prose.ts';
import { has, SIGN } from './signs.ts';
import { isCalledSupplier, isNeglected, speaksOfItsOwn, type Tie, tellsOfAttack, tieOf } from './supplier-ties.ts';

/** A cheap test, so that sentences without any word of trade cost nothing. */
const MAY_TRADE =
  /suppl|vendor|provider|MSP|contractor|processor|distribut|resell|integrat|partner|third part|company|firm|business|maker|develop|services?\b|bureau|clearinghouse/i;
const ALSO =
  /^(?: \(|, |,? )?(?:which is |which are )?(?:now(?: known as| called| part of| named| operating as)?|formerly(?: known as)?|previously(?: known as)?|also known as|a\.k\.a\.|renamed(?: to| as)?|since renamed(?: to)?|recently renamed|rebranded(?: to| as)?|which (?:now )?(?:operates|does business|trades) as|doing business as|d\/b\/a|acquired by|merged (?:with|into)) $/i;
/** Words between two names, after which today's stands. */
const NEW_NAME = /\b(?:now|renamed|rebranded|operates|doing|acquired|merged)\b|d\/b\/a/i;
/** Care providers are those whom attackers reach, whoever's server they own. */
const VICTIM =
  /\b(?:hospitals?|clinics?|medical cent(?:er|re)s?|health(?:care)? (?:systems?|group|network)|care homes?|nursing homes?|surgery|physicians|pharmacy)$/i;

/** An organisation in one sentence, and how surely the sentence says that something is theirs. */
export interface NamedSupplier extends SupplierMention {
  readonly tie: Tie;
}

/**
 * Organisations that a text names as supplier or service provider. The role is `way-in` where a sentence that tells of an attack
 * names something of theirs (an instance, a server, an account), or says that attackers came through them.
 */
export function readSuppliers(prose: Prose, finders: LexiconFinders, publisherName: string): readonly NamedSupplier[] {
  const named = prose.sentences.flatMap((sentence) =>
    mayName(prose, sentence, finders) ? namedIn(prose, sentence, finders, publisherName) : [],
  );
  const own = ofSpeaker(prose, finders);
  const all = withLongNames([...named, ...own], prose.text);
  return merged([...all, ...otherNames(prose, finders, all)]);
}

/** Without the makers of affected products: they are named by their products, unless they run what was abused. */
export function withoutMakers(
  suppliers: readonly NamedSupplier[],
  vendors: readonly string[],
): readonly SupplierMention[] {
  return suppliers
    .filter((each) => each.tie === 'operator' || !vendors.includes(each.name))
    .map(({ name, writtenAs, role, quote }) => ({ name, writtenAs, role, quote }));
}

/** Says whether a sentence can name a supplier: a quick test before it is read. What belongs to somebody unknown counts only in a story of an attack. */
function mayName(prose: Prose, sentence: Sentence, finders: LexiconFinders): boolean {
  if (sentence.text.length > LONGEST) return false;
  if (has(sentence, SIGN.trade) && MAY_TRADE.test(sentence.text)) return true;
  const isOperated = has(sentence, SIGN.tie) || (has(sentence, SIGN.operates) && has(sentence, SIGN.by));
  if (!isOperated && !(has(sentence, SIGN.thing) && has(sentence, SIGN.of))) return false;
  if (has(sentence, MAY_TELL)) return true;
  const above = isOperated ? prose.sentences.slice(Math.max(0, sentence.index - 3), sentence.index) : [];
  return above.some((each) => has(each, MAY_TELL)) || finders.organisations.find(prose.text, sentence).length > 0;
}

const MAY_TELL = SIGN.wayIn | SIGN.party | SIGN.intrusion;

/** Characters of a sentence that is read. */
const LONGEST = 1_500;

function namedIn(
  prose: Prose,
  sentence: Sentence,
  finders: LexiconFinders,
  publisherName: string,
): readonly NamedSupplier[] {
  const text = onOneLine(sentence.text);
  const all = organisationNames(prose.text, sentence, finders);
  if (!all.some((name) => tieOf(text, name) !== undefined)) return [];
  const isTitle = sentence.isHeading || isTitleCase(text);
  const names = all.filter((name) => !isTitle || isNamedInProse(prose, name));
  const found: NamedSupplier[] = [];
  const taken = new Set<OrganisationName>();
  names.forEach((name, index) => {
    const tie = tieOf(text, name);
    if (tie === undefined || taken.has(name) || isPublisher(name, publisherName)) return;
    if (isAcronym(name) && !isTellingAcronym(text, name, names[index + 1])) return;
    if (tie !== 'operator' && VICTIM.test(name.writtenAs)) return;
    const attack = tellsOfAttack(prose, sentence, tie);
    if (tie !== 'trade' && name.known === undefined && !attack && !isNeglected(text)) return;
    const renamed = renamedTo(text, name, names[index + 1]);
    if (renamed !== undefined) taken.add(renamed);
    const isWayIn = attack && (tie !== 'trade' || /\b(?:through|via|linked|tied|way in|supply[- ]chain)\b/i.test(text));
    const role = isWayIn ? 'way-in' : 'named';
    const quote = quoteOf(prose, sentence);
    const today = todayOf(text, name, renamed);
    found.push({ name: today, writtenAs: name.writtenAs, role, quote, tie });
    if (renamed !== undefined) found.push({ name: today, writtenAs: renamed.writtenAs, role, quote, tie });
  });
  return found;
}

function isAcronym(name: OrganisationName): boolean {
  if (name.known !== undefined) return false;
  const words = name.writtenAs.match(/[\p{L}\p{N}]+/gu) ?? [];
  return !words.some((word) => {
    const capital = word.search(/\p{Lu}/u);
    return capital >= 0 && /\p{Ll}{2}/u.test(word.slice(capital + 1));
  });
}

/** Capitals alone can mean anything: a company only where the words say so, or give its other name. */
function isTellingAcronym(text: string, name: OrganisationName, next: OrganisationName | undefined): boolean {
  const left = text.slice(Math.max(0, name.start - 40), name.start);
  return (
    /\b(?:operated|hosted|run|managed|owned|maintained|administered) by $/i.test(left) ||
    isCalledSupplier(text.slice(name.end)) ||
    renamedTo(text, name, next) !== undefined
  );
}

/** Today's name: the lexicon's, else the one that the words between two names give as today's. */
function todayOf(text: string, name: OrganisationName, other: OrganisationName | undefined): string {
  const known = name.known?.name ?? other?.known?.name;
  if (known !== undefined) return known;
  if (other === undefined) return name.writtenAs;
  const between = text.slice(name.end, other.start);
  return NEW_NAME.test(between) ? other.writtenAs : name.writtenAs;
}

/** A title writes every word with a capital: what is a name there stands in the prose too. */
function isNamedInProse(prose: Prose, name: OrganisationName): boolean {
  if (name.known !== undefined) return true;
  const [firstWord = ''] = name.writtenAs.split(' ', 1);
  return prose.sentences.some((each) => {
    if (!each.text.includes(firstWord)) return false;
    const text = onOneLine(each.text);
    const at = text.indexOf(name.writtenAs);
    if (at < 0 || each.isHeading || isTitleCase(text)) return false;
    const before = text.slice(Math.max(0, at - 30), at);
    const [word = ''] = before.endsWith(' ')
      ? before
          .slice(0, -1)
          .split(/[^\p{L}-]/u)
          .slice(-1)
      : [];
    return !/\p{Lu}/u.test(word) && !/^\p{L}/u.test(text.slice(at + name.writtenAs.length));
  });
}

/** "Transaction Data Systems (now Outcomes)": the second of two names that stand for one organisation. */
function renamedTo(
  sentence: string,
  name: OrganisationName,
  next: OrganisationName | undefined,
): OrganisationName | undefined {
  if (next === undefined) return undefined;
  const between = sentence.slice(name.end, next.start);
  return ALSO.test(between) || (between === ' (' && isAbbreviationOf(next.writtenAs, name.writtenAs))
    ? next
    : undefined;
}

/** Whose statement it is, where its title says so and it tells of an attack on its customers through something of its own. */
function ofSpeaker(prose: Prose, finders: LexiconFinders): readonly NamedSupplier[] {
  const title = onOneLine(prose.title);
  const speaker = organisationNames(title, { start: 0, end: title.length }, finders).find((name) => {
    const left = title.slice(0, name.start);
    const right = title.slice(name.end);
    return (left === '' && STATEMENT_AFTER.test(right)) || (STATEMENT_BEFORE.test(left) && right.trim() === '');
  });
  if (speaker === undefined) return [];
  const name = speaker.known?.name ?? speaker.writtenAs;
  return prose.sentences
    .filter(
      (each) => speaksOfItsOwn(onOneLine(each.text)) && REACHED.test(each.text) && tellsOfAttack(prose, each, 'owner'),
    )
    .slice(0, 1)
    .map((each) => ({
      name,
      writtenAs: speaker.writtenAs,
      role: 'way-in',
      quote: quoteOf(prose, each),
      tie: 'operator',
    }));
}

const STATEMENT_AFTER =
  /^(?::|['’]s?)? ?(?:\w+ ){0,2}(?:statement|notice|letter|notification|press release|update|incident)\b/i;
const STATEMENT_BEFORE =
  /\b(?:statement|notice|letter|notification|press release|release)(?: (?:by|of|from)|,| [-–]) $/i;
const REACHED = /\b(?:customers?|clients?|practices|clinics|hospitals|pharmacies|laboratories)\b/i;

/** Former and later names of a supplier, given elsewhere in the text: "AudioBridge, formerly known as HearLine Software, sells to …". */
function otherNames(
  prose: Prose,
  finders: LexiconFinders,
  mentions: readonly NamedSupplier[],
): readonly NamedSupplier[] {
  if (mentions.length === 0) return [];
  return prose.sentences.flatMap((sentence) => {
    if (sentence.text.length > LONGEST || !has(sentence, SIGN.rename)) return [];
    const text = onOneLine(sentence.text);
    if (!MAY_RENAME.test(text)) return [];
    const names = organisationNames(prose.text, sentence, finders);
    return names.flatMap((name, index) => {
      const other = renamedTo(text, name, names[index + 1]);
      const supplier = mentions.find((each) => isSameName(each.name, name.writtenAs));
      if (other === undefined || supplier === undefined) return [];
      return [{ ...supplier, writtenAs: other.writtenAs, quote: quoteOf(prose, sentence) }];
    });
  });
}

const MAY_RENAME = /\b(?:now|formerly|previously|known as|renamed|rebranded|doing business|trades as|acquired by)\b/i;

/** The same, or the one is the other's beginning. */
function isSameName(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

/** "Northwind Imaging Partners (NIP)" anywhere in a text makes NIP that organisation everywhere in it, and so does a longer name its beginning. */
function withLongNames(mentions: readonly NamedSupplier[], text: string): readonly NamedSupplier[] {
  return mentions.map((mention) => {
    const short = mention.name;
    const whole = mentions.find((each) => each.name.startsWith(`${short} `));
    if (whole !== undefined) return { ...mention, name: whole.name };
    if (!/^[A-Z]{2,6}$/.test(short)) return mention;
    const at = text.indexOf(` (${short})`);
    const words = text.slice(Math.max(0, at - 80), Math.max(0, at)).replace(/\s/g, ' ');
    const long = /(?:\p{Lu}[\p{L}\p{N}&'’-]*(?: (?:of|and|&|for))?(?: |$)){1,6}$/u.exec(words)?.[0];
    if (long === undefined || !isAbbreviationOf(short, long)) return mention;
    return { ...mention, name: long };
  });
}

/** "LabConnect Integration GmbH (LCI)": letters of the name, in their order, the first one first. */
function isAbbreviationOf(short: string, long: string): boolean {
  if (!/^[A-Z]{2,6}$/.test(short) || short.charAt(0) !== long.charAt(0).toUpperCase()) return false;
  let at = 0;
  for (const letter of short.toLowerCase()) {
    at = long.toLowerCase().indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function isPublisher(name: OrganisationName, publisherName: string): boolean {
  const publisher = publisherName.toLowerCase();
  return [name.known?.name, name.writtenAs].some((each) => each?.toLowerCase() === publisher);
}

/** One mention for each spelling of each name; a way in outweighs a mere naming, and holds for every spelling. */
function merged(mentions: readonly NamedSupplier[]): readonly NamedSupplier[] {
  const bySpelling = new Map<string, NamedSupplier>();
  for (const mention of mentions) {
    const key = `${mention.name}\n${mention.writtenAs}`;
    const before = bySpelling.get(key);
    if (before === undefined || (before.role === 'named' && mention.role === 'way-in')) bySpelling.set(key, mention);
  }
  return [...bySpelling.values()];
}
