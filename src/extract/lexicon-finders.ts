import type { Lexicon, NamedEntry, OrganisationEntry, ProductEntry } from '../domain/lexicon.ts';
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
  return {
    organisations: nameFinder(lexicon.organisations, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    products: nameFinder(lexicon.products, (entry) => [entry.name, ...entry.also, ...entry.formerly]),
    techniques: nameFinder(lexicon.techniques, (entry) => [entry.name, ...entry.also]),
    actors: nameFinder(lexicon.actors, (entry) => [entry.name, ...entry.also]),
    regions: nameFinder(lexicon.regions, (entry) => [entry.name, ...entry.also]),
    healthWords: nameFinder(lexicon.healthWords, (word) => [word]),
  };
}
