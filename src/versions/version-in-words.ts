import { releaseLabel } from './release-words.ts';

/**
 * The versions that may stand in a line of words, as devices print them and inventories keep them: "Cisco IOS 15.2(7)E4,
 * C2960X-UNIVERSALK9-M", "Latitude 5420 BIOS 1.9.1". Which number is meant is told by the shape of the bound that it is held
 * against. For each place where one may begin: the words from there on, the most first; words behind a version that say nothing
 * of a release may be left out. Nothing where the line is a version by itself.
 */
export function versionsInWords(line: string, bound: string): readonly (readonly string[])[] {
  const words = line.trim().split(/\s+/);
  if (words.some((word) => OF_SOMETHING_ELSE.test(word))) return [];
  const wanted = shapeOf(bound);
  const starts = words.flatMap((word, at) => {
    const begun = isCounted(words[at - 1]) ? undefined : beginIn(word, wanted, words[at + 1]);
    return begun === undefined || (at === 0 && begun === word) ? [] : [{ at, begun }];
  });
  return starts.map(({ at, begun }) => readingsFrom([begun, ...words.slice(at + 1)]));
}

/** Words beside which a number is of something else, or not known for certain: "FW not known, on Windows 10.0". */
const OF_SOMETHING_ELSE =
  /^\W*(?:on|with|for|in|via|under|and|or|not|no|unknown|unsupported|requires|needs|from|to|until|since|before|after|was|planned)\W*$|\?/i;

/** What a version begins with, apart from its numbers: dotted numbers, or letters around them; and the word behind it, where that counts. */
interface Shape {
  readonly lead: string;
  readonly next: string;
}

function shapeOf(version: string): Shape {
  const [first = '', second] = version.trim().split(/\s+/);
  return { lead: leadOf(first), next: second === undefined ? '' : lettersOf(second) };
}

/** "15.2(7)E4" is 9.9, "VF10.1" and "VF10" are vf9, "22H2" is 9h9, "002_2322A" is 9_9. */
function leadOf(word: string): string {
  const text = word
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/\d+/g, '9')
    .replace(/9(?:[.,]9)+/g, '9.9');
  return /^(?:[a-z]{1,6}\.?9|9(?:\.9|(?:[a-z_]{1,3}9)+)?)/.exec(text)?.[0] ?? '';
}

function lettersOf(word: string): string {
  return /^[a-z]+/.exec(word.toLowerCase())?.[0] ?? '';
}

/** The version that a word is, or ends with behind a name ("log4j-core-2.0-rc1", "FL.10.10.1050"), where it has a shape that is asked for. */
function beginIn(word: string, wanted: Shape, next: string | undefined): string | undefined {
  const bare = word.replace(/^[([]+/, '').replace(/[)\],;]+$/, '');
  const parts = [bare, ...[...bare.matchAll(BEHIND_NAME)].map(({ index }) => bare.slice(index))];
  return parts.find((part) => hasShape(part, wanted, next));
}

/** Where a version may begin within a word: behind a dash, or behind the letters of a name where dotted numbers follow. */
const BEHIND_NAME = /(?<=[a-z\d][-_/])v?\d+[._]\d|(?<=^[a-z]{1,6}\.?)\d+\.\d/gi;

function hasShape(part: string, { lead, next }: Shape, following: string | undefined): boolean {
  if (lead === '' || leadOf(part) !== lead) return false;
  if (lead !== '9') return true;
  // A number alone may be anything: a year is one, and others only with the word behind them that the bound has too.
  return /^(?:19|20)\d\d$/.test(part) || (next !== '' && following !== undefined && lettersOf(following) === next);
}

/** The words from a version on, and again without those at the end that say nothing of a release. */
function readingsFrom(words: readonly string[]): readonly string[] {
  const readings: string[] = [];
  for (let length = words.length; length > 0; length -= 1) {
    readings.push(
      words
        .slice(0, length)
        .join(' ')
        .replace(/[)\],;]+$/, ''),
    );
    if (countsRelease(words[length - 1]) || countsRelease(words[length - 2])) break;
  }
  return readings;
}

/** "SP2", "(build", "Update": what stands behind it, or it itself, counts a release. */
function countsRelease(word: string | undefined): boolean {
  const letters = lettersOf((word ?? '').replace(/^[([,]+/, ''));
  return letters !== '' && (RELEASE_WORDS.test(letters) || releaseLabel(letters, ' ').rank !== undefined);
}

/** "Update", "(build", "CU23": what stands behind it is its count or its build, not the release. "P3245-V" is a name. */
function isCounted(before: string | undefined): boolean {
  return countsRelease(before) && /^\W*[a-z]+\d*$/i.test(before ?? '');
}

const RELEASE_WORDS = /^(?:build|update|upd|patch|pack|hotfix|fix|rollup|level|service|cumulative|package)$/;
