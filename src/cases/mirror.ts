import { type Advisory, datedAt } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';
import { wordsOf } from '../domain/words.ts';
import { sharedReportId } from './shared-id.ts';

/** Titles with fewer words repeat by chance ("Security update"). */
const TELLING_TITLE_WORDS = 4;

/** A mirror follows soon: the same title a year later is another matter. */
const MIRROR_DAYS = 30;

/** Whether an advisory of one source repeats that of another: it adds no independent word. */
export function isMirror(advisory: Advisory, other: Advisory): boolean {
  if (advisory.sourceId === other.sourceId) return false;
  if (sharedReportId(advisory, [other]) !== undefined) return true;
  const title = titleKey(advisory.title);
  if (title === undefined || title !== titleKey(other.title)) return false;
  return Math.abs(daysBetween(datedAt(other), datedAt(advisory))) <= MIRROR_DAYS;
}

function titleKey(title: string): string | undefined {
  const words = wordsOf(title);
  return words.length < TELLING_TITLE_WORDS ? undefined : words.join(' ');
}
