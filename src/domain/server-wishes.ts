import { DAY_MS, type Instant } from './time.ts';

type Headers = Readonly<Record<string, string>>;

/** What a server that refuses wants to be left alone for, in milliseconds, at most a day; absent where it does not say. */
export function restMs(headers: Headers, now: Instant): number | undefined {
  return retryAfterMs(headers['retry-after'], now) ?? limitEndsInMs(headers, now);
}

/** Milliseconds until a server that counts questions answers again, where none is left (GitHub: `X-RateLimit-Reset`, in Unix seconds). */
export function limitEndsInMs(headers: Headers, now: Instant): number | undefined {
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined || !/^\d{1,12}$/.test(reset)) return undefined;
  return Math.min(DAY_MS, Math.max(0, Number(reset) * 1000 - Date.parse(now)));
}

/** For how long an answer stays fresh, in milliseconds (RFC 9111, 4.2: `max-age` less `Age`); absent where nothing is said. */
export function freshForMs(headers: Headers): number | undefined {
  const control = (headers['cache-control'] ?? '').toLowerCase();
  if (/(?:^|[\s,])no-(?:cache|store)(?:$|[\s,=])/.test(control)) return undefined;
  const seconds = /(?:^|[\s,])max-age\s?=\s?"?(\d{1,15})/.exec(control)?.[1];
  if (seconds === undefined) return undefined;
  const age = /^\d{1,15}$/.test((headers.age ?? '').trim()) ? Number(headers.age) : 0;
  return Math.max(0, (Number(seconds) - age) * 1000);
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3: seconds or a date), at most a day; absent where it says neither. */
function retryAfterMs(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined;
  const words = header.trim();
  const ms = /^\d{1,30}$/.test(words) ? Number(words) * 1000 : Date.parse(words) - Date.parse(now);
  return Number.isNaN(ms) ? undefined : Math.min(DAY_MS, Math.max(0, ms));
}
