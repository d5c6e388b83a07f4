import type { TechniqueMention } from '../domain/advisory.ts';
import type { NamedEntry } from '../domain/lexicon.ts';
import type { FoundIndicator } from '../indicators/find.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type Prose, quoteAround } from './prose.ts';

/** Techniques of ATT&CK that a text names by id, or by a name that the lexicon knows; each once, where it stands first. */
export function readTechniques(
  prose: Prose,
  found: readonly FoundIndicator[],
  finders: LexiconFinders,
  known: readonly NamedEntry[],
): readonly TechniqueMention[] {
  const mentions = new Map<string, TechniqueMention>();
  const places = [
    ...found
      .filter((each) => each.type === 'attack' && each.value.startsWith('T'))
      .map(({ value, start, end }) => ({ id: value, start, end })),
    ...finders.techniques
      .find(prose.text)
      .flatMap(({ entry, start, end }) => (entry.id === undefined ? [] : [{ id: entry.id, start, end }])),
  ].sort((a, b) => a.start - b.start);
  for (const { id, start, end } of places) {
    if (mentions.has(id)) continue;
    const name = known.findLast((entry) => entry.id === id)?.name;
    mentions.set(id, { id, ...(name === undefined ? {} : { name }), quote: quoteAround(prose, { start, end }) });
  }
  return [...mentions.values()];
}
