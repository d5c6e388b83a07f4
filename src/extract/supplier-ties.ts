import { isOfAttack } from './campaign.ts';
import type { OrganisationName } from './organisation-names.ts';
import type { Prose, Sentence } from './prose.ts';
import { has, SIGN } from './signs.ts';

/** `operator`: it runs, owns or uses what was abused. `owner`: something is called theirs, which a maker's product is too. */
export type Tie = 'operator' | 'owner' | 'trade';

/** What ties a name to what a sentence tells of; undefined: nothing does. */
export function tieOf(sentence: string, name: OrganisationName): Tie | undefined {
  const left = sentence.slice(Math.max(0, name.start - 90), name.start);
  const right = sentence.slice(name.end, name.end + 220);
  if (
    /^ (?:servers?|instances?|relays?|gateways?|appliances?|deployments?|software|clients?|agents?|accounts?|VPN)\b/i.test(
      right,
    )
  )
    return undefined;
  if (BEFORE_OPERATOR.test(left) || (/\b(?:that|which) $/.test(left) && OPERATES.test(right))) return 'operator';
  if (BEFORE_OWNER.test(left) || AFTER_OWNER.test(right)) return 'owner';
  return BEFORE_TRADE.test(left) || AFTER_TRADE.test(right) ? 'trade' : undefined;
}

/** The sentence tells of an attack; for an operator ("The instance was operated by …") one of the three before it may. */
export function tellsOfAttack(prose: Prose, sentence: Sentence, tie: Tie | undefined): boolean {
  if (PLAIN_DENIAL.test(sentence.text)) return false;
  if (tells(sentence)) return true;
  const above = prose.sentences.slice(Math.max(0, sentence.index - 3), sentence.index);
  if (tie !== undefined && tie !== 'trade' && NEGLECTED.test(sentence.text)) {
    if (above.some((each) => REPORTED.test(each.text))) return true;
  }
  if (tie !== 'operator') return false;
  return above.some((each) => tells(each) && !PLAIN_DENIAL.test(each.text));
}

function tells(sentence: Sentence): boolean {
  return (has(sentence, SIGN.wayIn) && WAY_IN.test(sentence.text)) || isOfAttack(sentence);
}

/** What stands behind a name calls it a supplier: ", a software provider". */
export function isCalledSupplier(behind: string): boolean {
  return AFTER_TRADE.test(behind.slice(0, 220));
}

/** Something is said to be unmanaged, unpatched or out of date. */
export function isNeglected(text: string): boolean {
  return NEGLECTED.test(text);
}

/** The speaker's own servers, accounts and the like. */
export function speaksOfItsOwn(text: string): boolean {
  return OUR_OWN.test(text);
}

const TRADE =
  '(?:suppliers?|vendors?|(?:service |software |solutions? |managed[- ]service |IT |hosting |cloud )*providers?|MSPs?|contractors?|processors?|distributors?|resellers?|integrators?|partners?|third part(?:y|ies)|(?:software |IT |technology |services? |hosting )?(?:company|firm|business|maker|developer)|(?:billing|support|transcription|hosting|laboratory|lab|claims|answering|scheduling|payroll|coding|backup|imaging|reading|diagnostic|staffing|printing|archiving|records?) (?:services?|bureau)|clearinghouse)';
const PROPERTY =
  '(?:(?:own |unmanaged |on-?prem(?:ises)? |self-hosted |locally hosted |hosted |remote |internet-facing |[\\w-]+ ){0,5}(?:instances?|servers?|relays?|infrastructure|networks?|environments?|platforms?|VPN|tunnels?|tenants?|portals?|remote access|systems?|gateways?|accounts?|consoles?|domains?|hosts?|appliances?|deployments?|connections?))';
const BEFORE_TRADE = new RegExp(`\\b${TRADE}(?:,| is| was| called| named| known as|:)? $`, 'i');
const AFTER_TRADE = new RegExp(
  `^(?: \\([^)]{1,80}\\))?(?:,? (?:now|formerly|since renamed|also known as|known as)[^,.;]{1,60})?(?:,|,? (?:is|was|which is|who is)| \\(| [-–]) ?(?:(?:an? |the |one of the )(?:[\\w'’-]+ ){0,6})?${TRADE}\\b`,
  'i',
);
/** Words before whom something belongs to: they name the owner whoever makes it. */
const BEFORE_OPERATOR =
  /\b(?:(?:operated|hosted|run|managed|owned|maintained|used|controlled|administered|provided|supplied|serviced|deployed|set up|kept|installed)(?: on behalf of [^,.;]{3,50})?(?:,)? by|belong(?:s|ing|ed)? to|(?:tied|linked|associated|registered|connected|traced|attributed) (?:to|with))(?: (?:the|its|their|a|an))?(?: [\w-]+){0,3},? $/i;
const BEFORE_OWNER =
  /\b(?:(?:instances?|servers?|relays?|gateways?|infrastructure|domains?|systems?|network|console|portal|host|accounts?|appliances?|devices?|VPN|tunnels?|(?:installation|instance|deployment)s? of [\w.-]+(?: [\w.-]+)?) (?:of|at|from)|through|via)(?:(?: (?:the|its|their|a|an))?(?: [\w-]+){0,3}| (?:the|its|their|a|an)(?: [\w-]+){1,4},) $/i;
const AFTER_OWNER = new RegExp(`^['’]s? ${PROPERTY}\\b`, 'i');
/** A name before which a thing is said to be run by it: "a relay that NAME runs for its customers". */
const OPERATES =
  /^(?:, [^,]{3,80},| \([^)]{1,60}\))? (?:runs?|uses?|operates?|hosts?|manages?|maintains?|administers?|used|owns?)\b/i;
const WAY_IN =
  /\b(?:attack|intru|abus|compromis|exploit|gain(?:ed|ing)? (?:initial )?access|access (?:came|was gained|was obtained)|initial access|enter(?:ed|ing)?|breach|threat actors?|attackers?|unauthori[sz]ed|malicious|misus|leverag|hijack|broke in|way in|reached|foothold|entry point|point of entry|took over|taken over|came in|got in|hacked|stole\b)/i;
const PLAIN_DENIAL = /\b(?:no evidence|not (?:affected|involved|compromised|impacted)|was not|were not|unaffected)\b/i;
/** How a vendor's statement speaks of the attack that others told of. */
const REPORTED = /\b(?:recent|published|media|press) reports?\b|\breports? (?:about|of|on)\b|\bincidents?\b/i;
const NEGLECTED =
  /\b(?:unmanaged|self-managed|unpatched|outdated|(?:had|has) not (?:been )?(?:updated|patched)|un-?supported)\b/i;
const OUR_OWN = new RegExp(`\\bour\\s${PROPERTY}\\b`, 'i');
