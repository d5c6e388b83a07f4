import type { Activity } from '../domain/advisory.ts';
import { isNonEmpty } from '../domain/non-empty.ts';
import type { Quote } from '../domain/quote.ts';
import type { LocalDate } from '../domain/time.ts';
import { isOfAttack } from './campaign.ts';
import { type Prose, quoteOf, type Sentence, withSingleBlanks } from './prose.ts';
import { has, SIGN } from './signs.ts';

/** When attackers were active, as sentences that tell of it say; `undefined` where none gives a date with its year. */
export function readActivity(prose: Prose): Activity | undefined {
  const quotes: Quote[] = [];
  const stretches: Stretch[] = [];
  for (const sentence of prose.sentences) {
    if (!has(sentence, SIGN.number) || !has(sentence, MAY_TELL) || !tellsOfActivity(sentence)) continue;
    const told = stretchesIn(withSingleBlanks(sentence.text));
    if (told.length === 0) continue;
    stretches.push(...told);
    quotes.push(quoteOf(prose, sentence));
  }
  if (!isNonEmpty(quotes)) return undefined;
  const [from = ''] = stretches.map((each) => each.from).sort();
  const ends = stretches.flatMap(({ to }) => to ?? []).sort();
  const to = ends.length < stretches.length ? undefined : ends.at(-1);
  return { from, ...(to !== undefined && { to }), quotes };
}

const MAY_TELL = SIGN.party | SIGN.intrusion | SIGN.exploited | SIGN.turned;

interface Stretch {
  readonly from: LocalDate;
  /** Absent where it goes on. */
  readonly to?: LocalDate;
}

function tellsOfActivity(sentence: Sentence): boolean {
  return DONE.test(sentence.text) || isOfAttack(sentence);
}

const DONE =
  /\b(?:exploited|exploiting|exploitation (?:began|started|was|has)|attacked|compromised|intrusions?|attacks|campaign|in the wild|been active|was active|malicious activity)\b/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** "28 October", "October 28, 2023", "early May 2024", "2024-02-19"; months with a capital, since "may" is a word. */
const DATE =
  /\b(?:(20\d\d)-(\d\d)-(\d\d)|(?:(early|mid|late)[- ])?(?:(\d{1,2})(?:st|nd|rd|th)? )?(?:of )?(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?(?: (\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,? (20\d\d))?)\b/g;

/** A date of a sentence; without a day, the whole month or a third of it. */
interface Told {
  readonly year: number | undefined;
  readonly month: number;
  readonly days: readonly [first: number, last: number] | undefined;
  readonly start: number;
  readonly end: number;
}

function stretchesIn(sentence: string): readonly Stretch[] {
  const dates = [...sentence.matchAll(DATE)].map(dateOf).filter(isOnCalendar);
  const stretches: Stretch[] = [];
  for (let index = 0; index < dates.length; index++) {
    const [date, next] = [dates[index], dates[index + 1]];
    if (date === undefined) continue;
    const before = sentence.slice(Math.max(0, date.start - 60), date.start);
    if (NEWS.test(before)) continue;
    if (next !== undefined && JOINED.test(sentence.slice(date.end, next.start)) && next.year !== undefined) {
      stretches.push({ from: firstDay(date, next.year), to: lastDay(next, next.year) });
      index++;
    } else if (date.year !== undefined && SINCE.test(before)) {
      stretches.push({ from: firstDay(date, date.year) });
    } else if (date.year !== undefined && WHEN.test(before)) {
      stretches.push({ from: firstDay(date, date.year), to: lastDay(date, date.year) });
    }
  }
  return stretches;
}

const JOINED = /^ ?(?:and|to|through|until|till|-|–) ?(?:at least )?$/;
const SINCE =
  /\b(?:since|starting|beginning|began|started|as early as|as far back as|dating back to)(?: in| on| from)?(?: at least)?(?: as early as)? $/i;
const WHEN = /\b(?:in|on|during|around|throughout) $/i;
/** A date on which something was published or mended is none of the attack. */
const NEWS = /\b(?:publish|releas|updat|patch|fix|advis|bulletin|report|announc|disclos|notif|catalog|mitigat)/i;

function dateOf(match: RegExpExecArray): Told {
  const [, isoYear, isoMonth, isoDay, part, dayBefore, name = '', dayAfter, year] = match;
  const day = isoDay ?? dayBefore ?? dayAfter;
  const thirds = { early: [1, 10], mid: [11, 20], late: [21, 31] } as const;
  return {
    year: numberOf(isoYear ?? year),
    month: numberOf(isoMonth) ?? MONTHS.indexOf(name.slice(0, 3)) + 1,
    days:
      day !== undefined
        ? [Number(day), Number(day)]
        : part === 'early' || part === 'mid' || part === 'late'
          ? thirds[part]
          : undefined,
    start: match.index,
    end: match.index + match[0].length,
  };
}

function isOnCalendar({ month, days }: Told): boolean {
  return month >= 1 && month <= 12 && (days === undefined || (days[0] >= 1 && days[1] <= 31));
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function firstDay({ month, days }: Told, year: number): LocalDate {
  return written(year, month, days?.[0] ?? 1);
}

function lastDay({ month, days }: Told, year: number): LocalDate {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return written(year, month, Math.min(days?.[1] ?? length, length));
}

function written(year: number, month: number, day: number): LocalDate {
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
