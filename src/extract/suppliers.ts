import type { SupplierMention } from '../domain/advisory.ts';
import { isOfAttack } from './campaign.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type OrganisationName, organisationNames } from './organisation-names.ts';
import { type Prose, quoteOf, type Sentence } from './prose.ts';

const TRADE =
  '(?:suppliers?|vendors?|(?:service |software |solutions? |managed[- ]service |IT |hosting |cloud )*providers?|MSPs?|contractors?|processors?|distributors?|resellers?|integrators?|partners?|third part(?:y|ies)|(?:software |IT |technology |services? )?(?:company|firm|business|maker|developer))';
const PROPERTY =
  '(?:(?:own |unmanaged |on-?prem(?:ises)? |self-hosted |locally hosted |hosted |remote |internet-facing |[\\w-]+ ){0,5}(?:instances?|servers?|relays?|infrastructure|networks?|environments?|platforms?|tenants?|portals?|remote access|systems?|gateways?|accounts?|consoles?|domains?|hosts?|appliances?|deployments?|connections?))';
const BEFORE_TRADE = new RegExp(`\\b${TRADE}(?:,| is| was| called| named| known as|:)? $`, 'i');
const AFTER_TRADE = new RegExp(
  `^(?: \\([^)]{1,80}\\))?(?:,? (?:now|formerly|since renamed|also known as|known as)[^,.;]{1,60})?(?:,|,? (?:is|was|which is|who is)| \\(| [-–]) ?(?:(?:an? |the |one of the )(?:[\\w'’-]+ ){0,6})?${TRADE}\\b`,
  'i',
);
/** A cheap test, so that sentences without any word of trade or ownership cost nothing. */
const MAY_NAME =
  /suppl|vendor|provider|MSP|contract|process|distribut|resell|integrat|partner|third|company|firm|business|maker|develop|operat|host|\brun|manag|own|maintain|used|control|administ|servic|deploy|set up|kept|belong|tied|link|associat|regist|connect|traced|attribut|instance|server|relay|gateway|infrastructure|domain|system|network|console|portal|through|via|['’]s/i;
/** Words before whom something belongs to: they name the owner whoever makes it. */
const BEFORE_OPERATOR =
  /\b(?:(?:operated|hosted|run|managed|owned|maintained|used|controlled|administered|provided|supplied|serviced|deployed|set up|kept) by|belong(?:s|ing|ed)? to|(?:tied|linked|associated|registered|connected|traced|attributed) (?:to|with))(?: (?:the|its|their|a|an))?(?: [\w-]+){0,3} $/i;
const BEFORE_OWNER =
  /\b(?:(?:instances?|servers?|relays?|gateways?|infrastructure|domains?|systems?|network|console|portal|host) (?:of|at|from)|through|via)(?: (?:the|its|their|a|an))?(?: [\w-]+){0,3} $/i;
const AFTER_OWNER = new RegExp(`^['’]s? ${PROPERTY}\\b`, 'i');
/** A name before which a thing is said to be run by it: "a relay that NAME runs for its customers". */
const OPERATES = /^(?:, [^,]{3,80},)? (?:runs?|operates?|hosts?|manages?|maintains?|administers?|used|owns?)\b/i;
const ALSO =
  /^(?: \(|, |,? )?(?:which is |which are )?(?:now(?: known as| called| part of| named| operating as)?|formerly(?: known as)?|previously(?: known as)?|also known as|a\.k\.a\.|renamed(?: to| as)?|since renamed(?: to)?|recently renamed|rebranded(?: to| as)?|which (?:now )?(?:operates|does business|trades) as|doing business as|d\/b\/a|acquired by|merged (?:with|into)) $/i;
const WAY_IN =
  /\b(?:attack|intru|abus|compromis|exploit|gain(?:ed|ing)? (?:initial )?access|access (?:came|was gained|was obtained)|initial access|enter(?:ed|ing)?|breach|threat actors?|attackers?|unauthori[sz]ed|malicious|misus|leverag|hijack|broke into|way in|reached)/i;
const PLAIN_DENIAL = /\b(?:no evidence|not (?:affected|involved|compromised|impacted)|was not|were not|unaffected)\b/i;

/** An organisation in one sentence, and how surely the sentence says that something is theirs. */
export interface NamedSupplier extends SupplierMention {
  /** `operator`: it runs, owns or uses what was abused. `owner`: something is called theirs, which a maker's product is too. */
  readonly tie: 'operator' | 'owner' | 'trade';
}

/**
 * Organisations that a text names as supplier or service provider. The role is `way-in` where a sentence that tells of an attack
 * names something of theirs (an instance, a server, an account), or says that attackers came through them.
 */
export function readSuppliers(prose: Prose, finders: LexiconFinders, publisherName: string): readonly NamedSupplier[] {
  const named = prose.sentences.flatMap((sentence) =>
    MAY_NAME.test(sentence.text) && sentence.text.length <= 1_500
      ? namedIn(prose, sentence, finders, publisherName)
      : [],
  );
  return merged(named);
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

function namedIn(
  prose: Prose,
  sentence: Sentence,
  finders: LexiconFinders,
  publisherName: string,
): readonly NamedSupplier[] {
  const names = organisationNames(sentence.text, finders);
  const found: NamedSupplier[] = [];
  const taken = new Set<OrganisationName>();
  names.forEach((name, index) => {
    if (taken.has(name) || isPublisher(name, publisherName)) return;
    const tie = tieOf(sentence.text, name);
    const attack = tellsOfAttack(prose, sentence, tie);
    if (tie === undefined || (tie !== 'trade' && name.known === undefined && !attack)) return;
    const renamed = renamedTo(sentence.text, name, names[index + 1]);
    if (renamed !== undefined) taken.add(renamed);
    const isWayIn =
      attack && (tie !== 'trade' || /\b(?:through|via|linked|tied|way in|supply[- ]chain)\b/i.test(sentence.text));
    const role = isWayIn ? 'way-in' : 'named';
    const quote = quoteOf(prose, sentence);
    const today = name.known?.name ?? renamed?.known?.name ?? renamed?.writtenAs ?? name.writtenAs;
    found.push({ name: today, writtenAs: name.writtenAs, role, quote, tie });
    if (renamed !== undefined) found.push({ name: today, writtenAs: renamed.writtenAs, role, quote, tie });
  });
  return found;
}

function tieOf(sentence: string, name: OrganisationName): NamedSupplier['tie'] | undefined {
  const left = sentence.slice(Math.max(0, name.start - 90), name.start);
  const right = sentence.slice(name.end, name.end + 220);
  if (/^ (?:servers?|instances?|appliances?|deployments?|software|clients?)\b/i.test(right)) return undefined;
  if (BEFORE_OPERATOR.test(left) || (/\b(?:that|which) $/.test(left) && OPERATES.test(right))) return 'operator';
  if (BEFORE_OWNER.test(left) || AFTER_OWNER.test(right)) return 'owner';
  return BEFORE_TRADE.test(left) || AFTER_TRADE.test(right) ? 'trade' : undefined;
}

/** The sentence tells of an attack; for an operator ("The instance was operated by …") one of the three before it may. */
function tellsOfAttack(prose: Prose, sentence: Sentence, tie: NamedSupplier['tie'] | undefined): boolean {
  if (PLAIN_DENIAL.test(sentence.text)) return false;
  if (WAY_IN.test(sentence.text) || isOfAttack(sentence.text)) return true;
  if (tie !== 'operator') return false;
  return prose.sentences
    .slice(Math.max(0, sentence.index - 3), sentence.index)
    .some((each) => (WAY_IN.test(each.text) || isOfAttack(each.text)) && !PLAIN_DENIAL.test(each.text));
}

/** "Transaction Data Systems (now Outcomes)": the second of two names that stand for one organisation. */
function renamedTo(
  sentence: string,
  name: OrganisationName,
  next: OrganisationName | undefined,
): OrganisationName | undefined {
  if (next === undefined) return undefined;
  return ALSO.test(sentence.slice(name.end, next.start)) ? next : undefined;
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
