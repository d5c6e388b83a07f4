import type { NamedMention } from '../domain/advisory.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type Prose, quoteOf, sentenceAt } from './prose.ts';

/** Words of those that something happens to, and of its happening. */
const HAPPENING =
  /\b(?:target|victim|hit|struck|attack|observed|seen|incident|compromis|breach|intrusion|outage|infect|encrypt|organi[sz]ation|hospital|clinic|pharmac|practice|provider|sector|healthcare|compan(?:y|ies)|entit(?:y|ies))/i;

/** Offices of a state, which speak of what happens anywhere. */
const OFFICE = /^\.?\s(?:Department|Government|Secret Service|Computer Emergency|CERT|Congress|Senate)/;

/** Countries and regions in sentences that tell whom or where something happened to; each once, where it stands first. */
export function readRegions(prose: Prose, finders: LexiconFinders): readonly NamedMention[] {
  const mentions = new Map<string, NamedMention>();
  for (const hit of finders.regions.find(prose.text)) {
    if (OFFICE.test(prose.text.slice(hit.end, hit.end + 30))) continue;
    const sentence = sentenceAt(prose, hit.start);
    if (sentence === undefined || mentions.has(hit.entry.name) || !HAPPENING.test(sentence.text)) continue;
    if (hit.writtenAs === 'US' && sentence.text === sentence.text.toUpperCase()) continue;
    mentions.set(hit.entry.name, { name: hit.entry.name, quote: quoteOf(prose, sentence) });
  }
  return [...mentions.values()];
}
