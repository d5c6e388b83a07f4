import type { NamedMention } from '../domain/advisory.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type Prose, quoteOf, sentenceAt } from './prose.ts';

/** The name under which the health sector is noted. */
const HEALTH_SECTOR = 'health';

/** Sentences that speak of the health sector. The name of who publishes does not count: a health body writes of other things too. */
export function readSectors(prose: Prose, finders: LexiconFinders, publisherName: string): readonly NamedMention[] {
  const mentions = new Map<number, NamedMention>();
  for (const hit of finders.healthWords.find(prose.text)) {
    const sentence = sentenceAt(prose, hit.start);
    if (
      sentence === undefined ||
      mentions.has(sentence.index) ||
      isPublisher(sentence.text, hit.writtenAs, publisherName)
    )
      continue;
    mentions.set(sentence.index, { name: HEALTH_SECTOR, quote: quoteOf(prose, sentence) });
  }
  return [...mentions.values()].slice(0, 10);
}

/** The word stands only in the name of a body: the publisher's, or a department or centre. */
function isPublisher(sentence: string, word: string, publisherName: string): boolean {
  const withoutNames = sentence
    .replaceAll(publisherName, '')
    .replace(
      /\b(?:department of health and human services|health sector cybersecurity coordination center|health[- ]isac|office of information security)\b/gi,
      '',
    );
  return !withoutNames.toLowerCase().includes(word.toLowerCase());
}
