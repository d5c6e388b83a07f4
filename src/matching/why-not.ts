import type { Advisory } from '../domain/advisory.ts';
import type { AssetIndex } from './asset-index.ts';
import { matchAdvisory } from './match.ts';
import { namesNear, statementsByName } from './name-pairs.ts';

/** One or two sentences that say why an advisory touches nothing, or what it does touch. */
export function explainSilence(advisory: Advisory, index: AssetIndex): string {
  const matches = matchAdvisory(advisory, index);
  const open = matches.filter((match) => match.verdict.kind !== 'not-affected');
  if (open.length > 0)
    return `It touches ${count(open.length, 'asset')}: ${someOf(open.map((match) => match.verdict.because))}.`;
  if (matches.length > 0) return `Nothing is affected: ${someOf(matches.map((match) => match.verdict.because))}.`;
  const named = productsOf(advisory);
  if (named.length === 0) return `${nothingNamed(advisory)} Nothing in the inventory could be compared.`;
  const near = nearNames(advisory, index);
  const absent = `No asset is one of the products named: ${someOf(named)}.`;
  return near.length === 0 ? absent : `${absent} Near names are not taken for them: ${someOf(near)}.`;
}

/** More examples than this make a sentence hard to read. */
const MOST_EXAMPLES = 3;

function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_EXAMPLES).join('; ');
  return texts.length > MOST_EXAMPLES ? `${shown}; and ${texts.length - MOST_EXAMPLES} more` : shown;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function productsOf(advisory: Advisory): readonly string[] {
  const names = advisory.affected.map(({ vendor, product }) =>
    vendor === undefined || product.toLowerCase().startsWith(vendor.toLowerCase()) ? product : `${vendor} ${product}`,
  );
  return [...new Set(names)];
}

function nothingNamed(advisory: Advisory): string {
  const other = [
    advisory.indicators.length > 0 ? 'none of its indicators was seen on an asset' : '',
    advisory.suppliers.length > 0 ? 'no asset has a supplier that it names as the way in' : '',
  ].filter((text) => text !== '');
  return other.length === 0
    ? 'The advisory names no product.'
    : `The advisory names no product, and ${other.join(', and ')}.`;
}

/** Names of assets that share words with a named product, with the reason why they are another or may be. */
function nearNames(advisory: Advisory, index: AssetIndex): readonly string[] {
  const near = new Set<string>();
  for (const [stated] of statementsByName(advisory.affected)) {
    if (stated === undefined) continue;
    for (const { group, because } of namesNear(stated, index)) {
      if (near.size >= 2 * MOST_EXAMPLES) return [...near];
      const [asset] = group.assets;
      if (asset !== undefined) near.add(`${asset.hostname ?? asset.id}, because ${because}`);
    }
  }
  return [...near];
}
