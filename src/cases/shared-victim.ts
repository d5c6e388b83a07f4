import type { Advisory } from '../domain/advisory.ts';
import { wordsOf } from '../domain/words.ts';
import { ownCves } from './own-cves.ts';
import { sharedNames } from './shared-name.ts';

/** A shorter word by itself may be anybody's name. */
const SHORTEST_ALONE = 6;

/**
 * The name that heads two reports of an attack, or heads the one and is who publishes the other: whom it hit. It tells of the same
 * attack for longer than a name in the text does. Nothing where either is about a flaw with an id.
 */
export function sharedVictim(advisory: Advisory, member: Advisory): string | undefined {
  if (ownCves(advisory).length > 0 || ownCves(member).length > 0) return undefined;
  if (advisory.marks?.tellsOfAttack !== true || member.marks?.tellsOfAttack !== true) return undefined;
  const isHeading = (name: string) => heads(name, advisory) && heads(name, member) && isTitled(name, advisory, member);
  return sharedNames(advisory, member).find((name) => name.length >= SHORTEST_ALONE && isHeading(name));
}

function heads(name: string, { title, publisher }: Advisory): boolean {
  return [title, publisher.name].some((text) => ` ${wordsOf(text).join(' ')} `.includes(` ${name} `));
}

/** Two notices of one publisher are not for that about one attack. */
function isTitled(name: string, ...both: readonly Advisory[]): boolean {
  return both.some(({ title }) => ` ${wordsOf(title).join(' ')} `.includes(` ${name} `));
}
