import type { Rhythm } from '../../domain/rhythm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PERIODS_MS: Readonly<Record<string, number>> = {
  hourly: HOUR_MS,
  daily: 24 * HOUR_MS,
  weekly: 7 * 24 * HOUR_MS,
  monthly: 30 * 24 * HOUR_MS,
  yearly: 365 * 24 * HOUR_MS,
};
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A channel says what it says of itself before its entries; so much of a feed is looked at. */
const HEAD_CHARACTERS = 20_000;

/**
 * How often a feed wants to be asked: RSS 2.0's `ttl` (minutes), `skipHours` and `skipDays`, and the `updatePeriod` and
 * `updateFrequency` of the RSS syndication module. Empty where it says nothing of it.
 */
export function feedRhythm(markup: string): Rhythm {
  const start = markup.slice(0, HEAD_CHARACTERS);
  const firstEntry = start.search(/<(?:item|entry)[\s>]/i);
  const head = firstEntry < 0 ? start : start.slice(0, firstEntry);
  const everyMs = Math.max(ttlOf(head), periodOf(head));
  const skipHours = listedIn(head, 'skipHours', 'hour').flatMap((text) =>
    /^\d{1,2}$/.test(text) && Number(text) <= 24 ? [Number(text) % 24] : [],
  );
  const skipDays = listedIn(head, 'skipDays', 'day').flatMap((text) => {
    const day = DAYS.indexOf(text.toLowerCase());
    return day < 0 ? [] : [day];
  });
  return {
    ...(everyMs > 0 && { everyMs }),
    ...(skipHours.length > 0 && { skipHours }),
    ...(skipDays.length > 0 && { skipDays }),
  };
}

function ttlOf(head: string): number {
  const minutes = /<ttl>\s{0,20}(\d{1,9})\s{0,20}<\/ttl>/i.exec(head)?.[1];
  return Number(minutes ?? 0) * MINUTE_MS;
}

/** So many times (once where nothing is said) in a period. */
function periodOf(head: string): number {
  const period = /<\w{1,20}:updatePeriod>\s{0,20}(\w{1,20})\s{0,20}<\//i.exec(head)?.[1];
  const periodMs = PERIODS_MS[period?.toLowerCase() ?? ''];
  if (periodMs === undefined) return 0;
  const times = Number(/<\w{1,20}:updateFrequency>\s{0,20}(\d{1,9})\s{0,20}<\//i.exec(head)?.[1] ?? 1);
  return Math.round(periodMs / Math.max(1, times));
}

function listedIn(head: string, list: string, member: string): string[] {
  const from = head.search(new RegExp(`<${list}>`, 'i'));
  if (from < 0) return [];
  const part = head.slice(from, from + 2_000).split(new RegExp(`</${list}>`, 'i'))[0] ?? '';
  return [...part.matchAll(new RegExp(`<${member}>\\s{0,20}(\\w{1,20})\\s{0,20}</`, 'gi'))].map(
    ([, text = '']) => text,
  );
}
