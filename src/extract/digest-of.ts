import type { FoundIndicator } from '../indicators/find.ts';
import { capitalWords, isOrdinary } from './proper-names.ts';
import { type Prose, sentenceAt } from './prose.ts';

/** Titles of lists that come round: each flaw in them is a story of its own. */
export const COMES_ROUND =
  /#?\bstopransomware\b|\b(?:monthly|weekly|quarterly|annual|roll-?up|round-?up|digest|newsletter|recap|patch (?:tuesday|day)|week(?:s|ly)? (?:in review|of)|month in review|year in review|top \d+|routinely exploited|most exploited|trends|trend reports?|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:new )?(?:known )?(?:actively )?exploited|critical patch update|threat (?:actor )?profile|vulnerability (?:bulletin|summary))\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:19|20)\d\d (?:security )?(?:updates?|patches|releases?|bulletin)\b/i;

/** Fewer flaws than that are no list. */
const FEWEST_FLAWS = 2;
const FEWEST_WITHOUT_TITLE = 3;

/**
 * Whether a text lists flaws of several products that have nothing else in common: its title says so, or names none of them. The
 * flaws of one product, or of parts of the product in the title, are one story.
 */
export function isDigest(
  prose: Prose,
  found: readonly FoundIndicator[],
  own: readonly string[],
  names: readonly string[],
  subject: readonly string[],
): boolean {
  if (own.length < FEWEST_FLAWS) return false;
  const comesRound = COMES_ROUND.test(prose.title);
  if (comesRound && own.length >= FEWEST_WITHOUT_TITLE) return true;
  const nameWords = new Set(names.flatMap((name) => name.split(' ')).filter((word) => !isOrdinary(word)));
  const entries = entriesOf(prose, found, own, comesRound ? capitalWords : (text) => wordsAmong(text, nameWords));
  const named = entries.filter((words) => words.size > 0);
  const everywhere = [...(named[0] ?? [])].filter((word) => named.every((words) => words.has(word)));
  if (everywhere.some((word) => subject.includes(word))) return false;
  const groups = groupsOf(named, everywhere);
  const isOfTitle = named.some((words) => subject.some((word) => words.has(word)));
  if (comesRound || !isOfTitle) return groups.length >= FEWEST_FLAWS;
  const largest = Math.max(
    ...groups.map((group) => named.filter((words) => [...words].some((word) => group.has(word))).length),
  );
  return groups.length >= FEWEST_WITHOUT_TITLE && largest * 2 <= named.length;
}

/** For each flaw the names around its first mention: what stands before it since the last flaw, else what follows. */
function entriesOf(
  prose: Prose,
  found: readonly FoundIndicator[],
  own: readonly string[],
  wordsIn: (text: string) => Iterable<string>,
): readonly ReadonlySet<string>[] {
  const mentions = found.filter(({ type, value }) => type === 'cve' && own.includes(value));
  const seen = new Set<string>();
  const entries: ReadonlySet<string>[] = [];
  for (const [at, mention] of mentions.entries()) {
    if (seen.has(mention.value)) continue;
    seen.add(mention.value);
    const sentence = sentenceAt(prose, mention.start);
    const from = Math.max(sentence?.start ?? 0, mentions[at - 1]?.end ?? 0);
    const to = Math.min(sentence?.end ?? mention.end, mentions[at + 1]?.start ?? prose.text.length);
    const before = new Set(wordsIn(prose.text.slice(from, mention.start)));
    entries.push(before.size > 0 ? before : new Set(wordsIn(prose.text.slice(mention.end, Math.max(to, mention.end)))));
  }
  return entries;
}

function wordsAmong(text: string, nameWords: ReadonlySet<string>): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => nameWords.has(word)));
}

/** Groups of flaws that share a name. What every flaw's words name (the maker) groups nothing. */
function groupsOf(
  named: readonly ReadonlySet<string>[],
  everywhere: readonly string[],
): readonly ReadonlySet<string>[] {
  const groups: Set<string>[] = [];
  for (const words of named) {
    const telling = [...words].filter((word) => !everywhere.includes(word));
    if (telling.length === 0) continue;
    const known = groups.filter((group) => telling.some((word) => group.has(word)));
    const joined = new Set([...known.flatMap((group) => [...group]), ...telling]);
    for (const group of known) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups;
}
