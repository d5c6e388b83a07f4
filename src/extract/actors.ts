import type { NamedMention } from '../domain/advisory.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type Prose, quoteAround } from './prose.ts';

/** Actors and malware that a text names and the lexicon knows; each once, where it stands first. */
export function readActors(prose: Prose, finders: LexiconFinders): readonly NamedMention[] {
  const mentions = new Map<string, NamedMention>();
  for (const hit of finders.actors.find(prose.text)) {
    if (!mentions.has(hit.entry.name))
      mentions.set(hit.entry.name, { name: hit.entry.name, quote: quoteAround(prose, hit) });
  }
  return [...mentions.values()];
}
