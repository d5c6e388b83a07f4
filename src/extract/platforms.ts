import type { NamedMention } from '../domain/advisory.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { type Prose, quoteAround } from './prose.ts';

/** Operating systems that a text names as the place where it happens; each once, where it stands first. */
export function readPlatforms(
  prose: Prose,
  finders: LexiconFinders,
  affected: readonly { readonly product: string }[],
): readonly NamedMention[] {
  const isAffected = new Set(affected.map((each) => each.product));
  const mentions = new Map<string, NamedMention>();
  for (const hit of finders.products.find(prose.text)) {
    const { name, kind } = hit.entry;
    if (kind !== 'platform' || isAffected.has(name) || mentions.has(name)) continue;
    mentions.set(name, { name, quote: quoteAround(prose, hit) });
  }
  return [...mentions.values()];
}
