import type { Advisory } from '../domain/advisory.ts';
import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import { isCommonName } from '../matching/kind-words.ts';
import { haveOtherFlaws, ownCves } from './own-cves.ts';

/** A firm's name has two words and more; one word may be anybody's. */
const FEWEST_WORDS = 2;

/**
 * A name of several words that two reports of an attack both carry and that is no product's: whom it hit, or through whom. Nothing
 * where either is about a flaw with an id.
 */
export function sharedName(advisory: Advisory, member: Advisory): string | undefined {
  if (ownCves(advisory).length > 0 || ownCves(member).length > 0) return undefined;
  if (advisory.marks?.tellsOfAttack !== true || member.marks?.tellsOfAttack !== true) return undefined;
  return sharedNames(advisory, member)
    .find((name) => name.split(' ').length >= FEWEST_WORDS)
    ?.trim();
}

/**
 * The name that people gave a flaw or an attack ("Citrix Bleed"), which two texts on one product share, and which stands in a title.
 * With ids of flaws on both sides, the ids decide.
 */
export function sharedNickname(advisory: Advisory, member: Advisory): string | undefined {
  if (haveOtherFlaws(advisory, member) || (ownCves(advisory).length > 0 && ownCves(member).length > 0))
    return undefined;
  const titles = [advisory, member].map((one) => ` ${wordsOf(one.title).join(' ')} `);
  const known = new Set(member.marks?.mainNames);
  const plain = new Set(
    [advisory, member].flatMap(({ affected }) => affected).map(({ product }) => wordsOf(product).join(' ')),
  );
  return advisory.marks?.mainNames.find(
    (name) =>
      name.includes(' ') && known.has(name) && !plain.has(name) && titles.some((title) => title.includes(` ${name} `)),
  );
}

/** Names in both, without the words of products, systems, groups and places; nothing is left of those that are no more than that. */
export function sharedNames(advisory: Advisory, member: Advisory): readonly string[] {
  const plain = new Set([advisory, member].flatMap(plainWords));
  const theirs = tellingNames(member, plain);
  return tellingNames(advisory, plain).filter((name) =>
    theirs.some((other) => holds(name, other) || holds(other, name)),
  );
}

function holds(long: string, short: string): boolean {
  return ` ${long} `.includes(` ${short} `);
}

function tellingNames(advisory: Advisory, plain: ReadonlySet<string>): readonly string[] {
  return (advisory.marks?.mainNames ?? []).flatMap((name) => {
    const words = name.split(' ').filter((word) => !plain.has(word));
    const isTelling = words.some((word) => word.length > 3 && !GENERIC_WORDS.has(word)) && !isCommonName(words);
    return isTelling ? [words.join(' ')] : [];
  });
}

function plainWords({ publisher, affected, platforms, actors, techniques, regions }: Advisory): readonly string[] {
  const isReporter = publisher.kind !== 'other' && publisher.kind !== 'vendor';
  const named = [...platforms, ...actors, ...techniques, ...(regions ?? [])];
  return [
    ...(isReporter ? wordsOf(publisher.name) : []),
    ...affected.flatMap(({ vendor, product }) => wordsOf(`${vendor ?? ''} ${product}`)),
    ...named.flatMap(({ name }) => wordsOf(name ?? '')),
  ];
}
