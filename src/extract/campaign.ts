import type { Quote } from '../domain/quote.ts';
import { type Prose, quoteOf, type Sentence, withSingleBlanks } from './prose.ts';
import { has, SIGN } from './signs.ts';

const PARTY =
  /\b(?:threat actors?|attackers?|adversar(?:y|ies)|intruders?|cyber ?criminals?|hackers?|criminals?|malicious actors?|actors?|an? (?:unknown|unauthori[sz]ed|malicious) (?:actor|party|person|third party|individual)|ransomware (?:group|gang|operator|affiliate)s?|campaign)\b/i;
const DEED =
  /\b(?:abus(?:ed|ing)|exploit(?:ed|ing)|compromis(?:ed|ing)|gain(?:ed|ing)|used|using|leverag(?:ed|ing)|target(?:ed|ing|s)|deployed|installed|entered|breached|accessed|attacked|observed|launched|stole|exfiltrated|encrypted|moved|executed|attempted|obtained|hit|struck|connect(?:ed)?|took over|broke in(?:to)?|came in)\b/i;
const HAPPENED =
  /\b(?:was|were|has been|have been|had|observed|discovered|identified|detected|reported|between|since|ongoing|recent(?:ly)?|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|is (?:abusing|targeting|exploiting|using)|are (?:abusing|targeting|exploiting|using)|abused|gained|compromised|attacked)\b/i;
const INTRUSION =
  /\b(?:attacks? (?:on|against)|intrusions?|incidents?|breach(?:es|ed)?|cyber ?attacks?|endpoints? (?:was|were)|organi[sz]ations? (?:was|were))\b[^.]{0,120}\b(?:observed|hit|compromised|affected|discovered|occurred|happened|began|took place|identified|involv(?:ed|ing)|through|linked|against)\b/i;
const PAST =
  /\b(?:actors?|attackers?|adversar(?:y|ies)|intruders?|hackers?|criminals?|ransomware|unauthori[sz]ed (?:party|person)) (?:who |that |also |then |first |later |have |had )?(?:\w{2,}ed|took|stole|got|ran|broke|sent|made|came|went|had|hit|struck)\b|\b(?:initial )?access (?:came|was gained|was obtained|occurred) (?:through|via|from|by)\b/i;
/** Something of somebody's was turned against others: "a server belonging to NAME was compromised". */
const TURNED =
  /\b(?:servers?|instances?|relays?|gateways?|accounts?|appliances?|consoles?|systems?|hosts?|tools?|software|access|connections?|networks?|installations?)\b[^.]{0,100}\b(?:was|were|has been|have been|had been) (?:also |then |later )?(?:compromised|abused|misused|hijacked|breached|taken over|exploited|hacked|leveraged|used (?:by|to|against|in))\b|\b(?:was|were|been) (?:entered|breached|hacked|broken into|infiltrated)\b/i;
/** "May" with a capital is a month. */
const HYPOTHETICAL =
  /\b(?:[Cc]ould|may|[Mm]ight|[Ww]ould|[Cc]an|[Aa]llows?|[Ii]f|[Ss]hould|[Mm]ust|[Pp]otential(?:ly)?|[Rr]emain vigilant)\b/;

/** Sentences that say an attack is going on or happened; what could happen is left out. */
export function readCampaign(prose: Prose): readonly Quote[] {
  return prose.sentences
    .filter((sentence) => !sentence.isHeading && isOfAttack(sentence))
    .slice(0, 20)
    .map((sentence) => quoteOf(prose, sentence));
}

/** Says whether a sentence tells of an attack that took place. */
export function isOfAttack(told: Sentence): boolean {
  if (!has(told, SIGN.party | SIGN.intrusion) && !(has(told, SIGN.was) && has(told, SIGN.turned))) return false;
  const sentence = withSingleBlanks(told.text);
  const isTold =
    (has(told, SIGN.party) &&
      ((PARTY.test(sentence) && DEED.test(sentence) && HAPPENED.test(sentence)) || PAST.test(sentence))) ||
    (has(told, SIGN.was) && has(told, SIGN.turned) && TURNED.test(sentence)) ||
    (has(told, SIGN.intrusion) && INTRUSION.test(sentence));
  if (!isTold || /\b(?:no|not) (?:evidence|indication|known|aware)\b/i.test(sentence)) return false;
  return !HYPOTHETICAL.test(sentence) || /\b(?:observed|was|were|has been|have been)\b/i.test(sentence);
}
