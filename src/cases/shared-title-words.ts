import type { Advisory } from '../domain/advisory.ts';
import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import { haveOtherFlaws, ownCves } from './own-cves.ts';

const SHORTEST_RUN = 3;

/** The longest run of words in both titles, with a telling word in it; nothing where a title is about a flaw with an id. */
export function sharedTitleWords(advisory: Advisory, member: Advisory): string | undefined {
  if (advisory.sourceId === member.sourceId || haveOtherFlaws(advisory, member)) return undefined;
  if (ownCves(advisory).length > 0 && ownCves(member).length > 0) return undefined;
  const [mine, theirs] = [wordsOf(advisory.title), ` ${wordsOf(member.title).join(' ')} `];
  const names = new Set(
    [advisory, member]
      .flatMap((one) => one.affected)
      .flatMap(({ vendor, product }) => wordsOf(`${vendor ?? ''} ${product}`)),
  );
  for (let length = mine.length; length >= SHORTEST_RUN; length--) {
    for (let from = 0; from + length <= mine.length; from++) {
      const run = mine.slice(from, from + length);
      const isTelling = run.some((word) => word.length > 4 && !GENERIC_WORDS.has(word) && !names.has(word));
      if (isTelling && theirs.includes(` ${run.join(' ')} `)) return run.join(' ');
    }
  }
  return undefined;
}
