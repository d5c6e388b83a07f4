import type { AffectedProduct } from '../domain/advisory.ts';
import { wordsOf } from '../domain/words.ts';
import { COMES_ROUND } from './digest-of.ts';

const FEWEST_FLAWS = 3;
const FEWEST_STORIES = 3;

/**
 * Whether data (a CSAF document, say) lists flaws of several products that have nothing else in common, each a story of its own: a
 * vendor's patch day, an authority's monthly bulletin. Flaws that share a product are one story, and so are those of which the
 * data does not say what they are in, unless the title says that it is a list.
 */
export function listsStories(title: string, cves: readonly string[], affected: readonly AffectedProduct[]): boolean {
  if (cves.length < FEWEST_FLAWS) return false;
  const comesRound = COMES_ROUND.test(title);
  const stories = storiesOf(cves, affected);
  if (stories.length === 0) return comesRound;
  const flaws = stories.reduce((sum, story) => sum + story.flaws, 0);
  const largest = Math.max(...stories.map((story) => story.flaws));
  return comesRound ? stories.length > 1 : stories.length >= FEWEST_STORIES && largest * 2 <= flaws;
}

interface Story {
  readonly products: ReadonlySet<string>;
  readonly flaws: number;
}

/** Flaws put together that share a product; those without a product are left out. */
function storiesOf(cves: readonly string[], affected: readonly AffectedProduct[]): readonly Story[] {
  const byFlaw = new Map<string, Set<string>>();
  for (const { vendor, product, cves: named } of affected) {
    const key = wordsOf(`${vendor ?? ''} ${product}`).join(' ');
    for (const cve of named) byFlaw.set(cve, (byFlaw.get(cve) ?? new Set()).add(key));
  }
  let stories: Story[] = [];
  for (const cve of cves) {
    const products = byFlaw.get(cve);
    if (products === undefined) continue;
    const met = stories.filter((story) => [...products].some((product) => story.products.has(product)));
    const merged = {
      products: new Set([...products, ...met.flatMap((story) => [...story.products])]),
      flaws: met.reduce((sum, story) => sum + story.flaws, 1),
    };
    stories = [...stories.filter((story) => !met.includes(story)), merged];
  }
  return stories;
}
