import type { Lexicon, NamedEntry, OrganisationEntry, ProductEntry } from '../domain/lexicon.ts';
import { FirstWords } from './first-words.ts';
import { type NameFinder, nameFinder } from './named-things.ts';

/** The finders of one lexicon. */
export interface LexiconFinders {
  readonly organisations: NameFinder<OrganisationEntry>;
  readonly products: NameFinder<ProductEntry>;
  readonly techniques: NameFinder<NamedEntry>;
  readonly actors: NameFinder<NamedEntry>;
  readonly regions: NameFinder<NamedEntry>;
  readonly healthWords: NameFinder<string>;
}

const BUILT = new WeakMap<Lexicon, LexiconFinders>();

/** The finders of a lexicon, built at the first call for it and kept as long as it lives. */
export function lexiconFinders(lexicon: Lexicon): LexiconFinders {
  const built = BUILT.get(lexicon) ?? build(lexicon);
  BUILT.set(lexicon, built);
  return built;
}

function build(lexicon: Lexicon): LexiconFinders {
  const firstWords = new FirstWords();
  const finder = <Entry>(entries: readonly Entry[], namesOf: (entry: Entry) => readonly string[]): NameFinder<Entry> =>
    nameFinder(entries, namesOf, firstWords);
  return {
    organisations: finder(lexicon.organisations, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    products: finder(lexicon.products, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    techniques: finder(lexicon.techniques, (entry) => [entry.name, ...entry.also]),
    actors: finder(lexicon.actors, (entry) => [entry.name, ...entry.also]),
    regions: finder(lexicon.regions, (entry) => [entry.name, ...entry.also]),
    healthWords: finder(lexicon.healthWords, (word) => [word]),
  };
}
