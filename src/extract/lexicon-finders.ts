import type { Lexicon, NamedEntry, OrganisationEntry, ProductEntry } from '../domain/lexicon.ts';
import { type NameFinder, NameIndex } from './named-things.ts';

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
  const names = new NameIndex();
  return {
    organisations: names.add(lexicon.organisations, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    products: names.add(lexicon.products, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    techniques: names.add(lexicon.techniques, (entry) => [entry.name, ...entry.also]),
    actors: names.add(lexicon.actors, (entry) => [entry.name, ...entry.also]),
    regions: names.add(lexicon.regions, (entry) => [entry.name, ...entry.also]),
    healthWords: names.add(lexicon.healthWords, (word) => [word]),
  };
}
