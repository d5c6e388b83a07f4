import type { Advisory } from '../domain/advisory.ts';
import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** So many telling words must be shared: one may be chance. */
const ENOUGH_WORDS = 2;

/**
 * The telling words that an advisory and a case share in their titles and in what they say of the attacks, in the order of the alphabet; undefined
 * when they are too few, when one side tells of no attack, or when one names a CVE: then it tells of that flaw.
 */
export function sharedCampaignWords(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const all = [advisory, ...members];
  if (all.some((one) => cvesOf(one).length > 0)) return undefined;
  if (advisory.campaign.length === 0 || members.every((member) => member.campaign.length === 0)) return undefined;
  const plain = new Set(all.flatMap(namesOf));
  const theirs = new Set(members.flatMap(storyWordsOf));
  const shared = new Set(storyWordsOf(advisory).filter((word) => theirs.has(word) && !plain.has(word)));
  return shared.size < ENOUGH_WORDS ? undefined : [...shared].sort().join(', ');
}

/** A telling word in what both say of the attacks. */
export function tellingWord(a: Advisory, b: Advisory): string | undefined {
  const plain = new Set([a, b].flatMap(namesOf));
  const theirs = new Set(storyWordsOf(b));
  return storyWordsOf(a).find((word) => theirs.has(word) && !plain.has(word));
}

/** Words of a story, cut to their stem so far as a plural goes, without those that any report uses. */
function storyWordsOf(advisory: Advisory): readonly string[] {
  const text = [advisory.title, ...advisory.campaign.map((quote) => quote.text)].join(' ');
  return wordsOf(text)
    .filter((word) => word.length > 4 || /^(?:19|20)\d\d$/.test(word))
    .filter((word) => !GENERIC_WORDS.has(word))
    .map((word) => (word.length > 5 && word.endsWith('s') ? word.slice(0, -1) : word))
    .filter((word) => !GENERIC_WORDS.has(word) && word !== yearOf(advisory));
}

/** The year in which an advisory speaks is no mark of its story; an earlier one ("not updated since 2019") is. */
function yearOf(advisory: Advisory): string {
  return (advisory.publishedAt ?? advisory.fetchedAt).slice(0, 4);
}

/** Names of the product, its vendor and the publisher: both sides share them in any case. */
function namesOf(advisory: Advisory): readonly string[] {
  const products = advisory.affected.flatMap((one) => [one.vendor ?? '', one.product]);
  return [...products, advisory.publisher.name].flatMap(wordsOf);
}
