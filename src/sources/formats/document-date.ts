import type { Instant } from '../../domain/time.ts';
import { readDate } from './dates.ts';

/** A date stands near the top of a document, or it is about something else. */
const TOP_CHARACTERS = 3_000;
const TOP_LINES = 30;
/** A line that holds little beside a date is the document's dateline. */
const DATELINE_CHARACTERS = 90;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = new RegExp(
  `\\b(?:20\\d\\d-\\d\\d-\\d\\d|${MONTH}\\.? \\d{1,2},? 20\\d\\d|\\d{1,2} ${MONTH}\\.? 20\\d\\d|\\d{1,2}/\\d{1,2}/20\\d\\d|\\d{1,2}\\.\\d{1,2}\\.20\\d\\d)\\b`,
  'i',
);
const FIRST_LABEL = /\b(?:published|publication|released?|issued|posted|initial|original|veröffentlicht|publicado)\b/i;
const ANY_LABEL = /\b(?:date|dated|updated|revised|modified|stand|datum|fecha)\b/i;

/**
 * The day that a document gives itself: near its top, beside a word such as "Published" or "Date", or alone on a line. Days
 * in the running text are about something else. Midnight UTC; undefined where there is none.
 */
export function documentDate(words: string): Instant | undefined {
  const lines = words.slice(0, TOP_CHARACTERS).split('\n').slice(0, TOP_LINES);
  const dated = lines.flatMap((line) => {
    const written = DATE.exec(line.slice(0, 400))?.[0];
    const at = written === undefined ? undefined : dayWritten(written);
    return at === undefined ? [] : [{ line, at }];
  });
  const labelled = (label: RegExp) =>
    dated.find(({ line }) => line.length <= 2 * DATELINE_CHARACTERS && label.test(line))?.at;
  return (
    labelled(FIRST_LABEL) ?? labelled(ANY_LABEL) ?? dated.find(({ line }) => line.length <= DATELINE_CHARACTERS)?.at
  );
}

/** Slashes are read as the US writes them, as HC3 and CISA do: month first. Dots stand where the day comes first. */
function dayWritten(written: string): Instant | undefined {
  const [, first, sign, second, year] = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})$/.exec(written) ?? [];
  const [month, day] = sign === '.' ? [second, first] : [first, second];
  if (month === undefined || day === undefined) return readDate(written.replace('.', ''));
  return readDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
