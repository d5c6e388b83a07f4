import type { ProductEntry } from '../domain/lexicon.ts';
import { editionsConflict } from './editions.ts';
import type { Identity } from './identity.ts';
import { saysOtherDevice } from './kind-words.ts';
import { modelsConflict } from './models.ts';
import { productWords } from './product-words.ts';
import { sidesConflict } from './program-sides.ts';
import { type NameVerdict, verdict } from './verdict.ts';
import { yearlyReleasesConflict } from './yearly-releases.ts';

/** Compares two names of which each is a product of the lexicon: by the entries, then by what tells names of one entry apart. */
export function compareEntries(asset: Identity, advisory: Identity): NameVerdict {
  const [left, right] = [asset.entry, advisory.entry];
  if (meansEachRelease(asset, advisory) || meansEachRelease(advisory, asset))
    return verdict('same', `both names mean ${left?.name} or ${right?.name}, which only a version tells apart`);
  if (left === undefined || left !== right)
    return verdict('different', `${asset.product} is ${left?.name}, ${advisory.product} is ${right?.name}`);
  if (yearlyReleasesConflict(asset.words, advisory.words)) {
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

/** The "ward_server_2012" of CPE names is each of its releases: there, R2 stands where the version does. */
function meansEachRelease(named: Identity, release: Identity): boolean {
  return /^[a-z\d]+_[a-z\d_]+$/.test(named.product) && release.entry?.name === `${named.entry?.name} R2`;
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
