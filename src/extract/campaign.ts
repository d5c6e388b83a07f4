import type { Quote } from '../domain/quote.ts';
import { type Prose, quoteOf } from './prose.ts';

const PARTY =
  /\b(?:threat actors?|attackers?|adversar(?:y|ies)|intruders?|cyber ?criminals?|hackers?|malicious actors?|actors?|an? unknown (?:actor|party)|ransomware (?:group|gang|operator|affiliate)s?|campaign)\b/i;
const DEED =
  /\b(?:abus(?:ed|ing)|exploit(?:ed|ing)|compromis(?:ed|ing)|gain(?:ed|ing)|used|using|leverag(?:ed|ing)|target(?:ed|ing|s)|deployed|installed|entered|breached|accessed|attacked|observed|launched|stole|exfiltrated|encrypted|moved|executed|attempted|obtained|hit|struck)\b/i;
const HAPPENED =
  /\b(?:was|were|has been|have been|had|observed|discovered|identified|detected|reported|between|since|ongoing|recent(?:ly)?|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|is (?:abusing|targeting|exploiting|using)|are (?:abusing|targeting|exploiting|using)|abused|gained|compromised|attacked)\b/i;
const INTRUSION =
  /\b(?:attacks? (?:on|against)|intrusions?|incidents?|breach(?:es|ed)?|cyber ?attacks?|endpoints? (?:was|were)|organi[sz]ations? (?:was|were))\b[^.]{0,120}\b(?:observed|hit|compromised|affected|discovered|occurred|happened|began|took place|identified|involv(?:ed|ing)|through|linked|against)\b/i;
const PAST =
  /\b(?:actors?|attackers?|adversar(?:y|ies)|intruders?|hackers?) (?:also |then |first |later )?(?:\w{2,}ed|took|stole|got|ran|broke|sent|made|came|went|had)\b|\b(?:initial )?access (?:came|was gained|was obtained|occurred) (?:through|via|from|by)\b/i;
const HYPOTHETICAL = /\b(?:could|may|might|would|can|allows?|if|should|must|potential(?:ly)?|remain vigilant)\b/i;

/** Sentences that say an attack is going on or happened; what could happen is left out. */
export function readCampaign(prose: Prose): readonly Quote[] {
  return prose.sentences
    .filter((sentence) => !sentence.isHeading && isOfAttack(sentence.text))
    .slice(0, 20)
    .map((sentence) => quoteOf(prose, sentence));
}

/** Says whether a sentence tells of an attack that took place. */
export function isOfAttack(sentence: string): boolean {
  if (HYPOTHETICAL.test(sentence) && !/\b(?:observed|was|were|has been|have been)\b/i.test(sentence)) return false;
  if (/\b(?:no|not) (?:evidence|indication|known|aware)\b/i.test(sentence)) return false;
  return (
    (PARTY.test(sentence) && DEED.test(sentence) && HAPPENED.test(sentence)) ||
    PAST.test(sentence) ||
    INTRUSION.test(sentence)
  );
}
