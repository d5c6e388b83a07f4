import { type Advisory, datedAt } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';
import { wordsOf } from '../domain/words.ts';
import { haveOtherFlaws } from './own-cves.ts';
import { sharedReportId } from './shared-id.ts';

/** Titles with fewer words repeat by chance ("Security update"). */
const TELLING_TITLE_WORDS = 4;

/** A mirror follows soon: the same title a year later is another matter. */
const MIRROR_DAYS = 30;

/** Whether an advisory of one source repeats that of another: it adds no independent word. */
export function isMirror(advisory: Advisory, other: Advisory): boolean {
  if (advisory.sourceId === other.sourceId) return false;
  if (sharedReportId(advisory, [other]) !== undefined) return true;
  if (haveOtherFlaws(advisory, other) || !isSoonAfter(advisory, other)) return false;
  const title = titleKey(advisory.title);
  return (title !== undefined && title === titleKey(other.title)) || repeatsText(advisory, other);
}

function isSoonAfter(advisory: Advisory, other: Advisory): boolean {
  if (advisory.publishedAt === undefined || other.publishedAt === undefined) return true;
  return Math.abs(daysBetween(datedAt(other), datedAt(advisory))) <= MIRROR_DAYS;
}

/** The words of a title without what says only who sends it on, and how far it may go. */
function titleKey(title: string): string | undefined {
  const words = wordsOf(title).filter((word) => !ENVELOPE_WORDS.has(word));
  return words.length < TELLING_TITLE_WORDS ? undefined : words.join(' ');
}

const ENVELOPE_WORDS: ReadonlySet<string> = new Set(
  'hc3 hhs aha isac tlp clear white green amber sector alert analyst note update updated'.split(' '),
);

/** Fewer runs of words in common may be a quotation or what a publisher writes under everything. */
const FEWEST_PRINTS = 24;
const ENOUGH_REPEATED = 0.5;

/** Whether the shorter of two texts stands, by half and more, in the other. */
function repeatsText(a: Advisory, b: Advisory): boolean {
  const [mine, theirs] = [a.marks?.prints ?? [], b.marks?.prints ?? []];
  // A sketch holds all fingerprints up to its last one: only there can two be compared.
  const limit = Math.min(mine.at(-1) ?? 0, theirs.at(-1) ?? 0);
  const [short, long] = [mine, theirs]
    .map((prints) => prints.filter((print) => print <= limit))
    .sort((x, y) => x.length - y.length);
  if (short === undefined || long === undefined || short.length < FEWEST_PRINTS) return false;
  const known = new Set(long);
  return short.filter((print) => known.has(print)).length >= short.length * ENOUGH_REPEATED;
}
