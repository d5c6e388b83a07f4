import type { ProductEntry } from '../domain/lexicon.ts';
import { editionsConflict } from './editions.ts';
import type { Identity } from './identity.ts';
import { saysOtherDevice } from './kind-words.ts';
import { modelsConflict } from './models.ts';
import { productWords } from './product-words.ts';
import { sidesConflict } from './program-sides.ts';
import { type NameVerdict, verdict } from './verdict.ts';

/** Compares two names of which each is a product of the lexicon: by the entries, then by what tells names of one entry apart. */
export function compareEntries(asset: Identity, advisory: Identity): NameVerdict {
  const [left, right] = [asset.entry, advisory.entry];
  if (left === undefined || left !== right)
    return verdict('different', `${asset.product} is ${left?.name}, ${advisory.product} is ${right?.name}`);
  if (yearsConflict(asset.numbers, advisory.numbers)) {
    return verdict('different', `${asset.product} and ${advisory.product} are editions of different years`);
  }
  return (
    compareWithin(left, asset, advisory) ??
    verdict(
      'same',
      left.name === advisory.product ? `${asset.product} is ${left.name}` : `both names mean ${left.name}`,
    )
  );
}

/** What tells two names of one entry apart: an edition or a model. A platform's editions are one system. */
function compareWithin(entry: ProductEntry, asset: Identity, advisory: Identity): NameVerdict | undefined {
  if (entry.kind === 'platform') return undefined;
  const system = { own: productWords(entry.name), also: namesBeside(entry).flatMap(productWords) };
  const own = new Set([...system.own, ...system.also]);
  if (editionsConflict({ words: asset.words, own }, { words: advisory.words, own })) {
    return verdict('different', `${asset.product} and ${advisory.product} are different editions of ${entry.name}`);
  }
  if (sidesConflict(asset.words, advisory.words)) {
    return verdict('different', `${asset.product} and ${advisory.product} are the two sides of ${entry.name}`);
  }
  const others = (words: readonly string[]) => words.filter((word) => !own.has(word));
  if (saysOtherDevice(others(asset.words), others(advisory.words))) {
    return verdict(
      'different',
      `${asset.product} and ${advisory.product} are different devices under the name ${entry.name}`,
    );
  }
  return modelsConflict(asset.words, advisory.words, system)
    ? verdict('different', `${asset.product} and ${advisory.product} are different models of ${entry.name}`)
    : undefined;
}

function namesBeside({ also, formerly, inInventories = [] }: ProductEntry): readonly string[] {
  return [...also, ...formerly, ...inInventories];
}

function yearsConflict(a: readonly string[], b: readonly string[]): boolean {
  const years = (numbers: readonly string[]): readonly string[] =>
    numbers.filter((number) => /^(?:19|20)\d\d$/.test(number));
  const [left, right] = [years(a), years(b)];
  return left.length > 0 && right.length > 0 && !left.some((year) => right.includes(year));
}
