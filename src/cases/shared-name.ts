import type { Advisory } from '../domain/advisory.ts';
import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import { isCommonName } from '../matching/kind-words.ts';

/** A firm's name has two words and more; one word may be anybody's. */
const FEWEST_WORDS = 2;

/**
 * A name of several words that two reports of an attack both carry and that is neither publisher's, nor a product's: whom it hit, or
 * through whom. Nothing where either is about a flaw with an id.
 */
export function sharedName(advisory: Advisory, member: Advisory): string | undefined {
  if ([advisory, member].some((one) => one.aliases.some((alias) => alias.startsWith('CVE-')))) return undefined;
  if (advisory.campaign.length === 0 && member.campaign.length === 0) return undefined;
  const theirs = new Set(tellingNames(member));
  const plain = [advisory, member].flatMap((one) => [
    ...wordsOf(one.publisher.kind === 'other' || one.publisher.kind === 'vendor' ? '' : one.publisher.name),
    ...one.affected.flatMap((product) => wordsOf(`${product.vendor ?? ''} ${product.product}`)),
    ...one.platforms.flatMap((platform) => wordsOf(platform.name)),
    ...one.actors.flatMap((actor) => wordsOf(actor.name)),
    ...one.techniques.flatMap((technique) => wordsOf(technique.name ?? '')),
    ...(one.regions ?? []).flatMap((region) => wordsOf(region.name)),
  ]);
  return tellingNames(advisory).find(
    (name) => theirs.has(name) && name.split(' ').filter((word) => !plain.includes(word)).length >= FEWEST_WORDS,
  );
}

function tellingNames(advisory: Advisory): readonly string[] {
  return (advisory.marks?.names ?? []).filter((name) => {
    const words = name.split(' ');
    return words.length >= FEWEST_WORDS && !isCommonName(words) && words.some((word) => !GENERIC_WORDS.has(word));
  });
}
