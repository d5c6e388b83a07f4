import type { Interval } from '../domain/advisory.ts';
import { isPlausible } from './plausible-version.ts';
import { afterNewer, afterOlder, betweenWords, type Met, skipVersionWords, upperWords } from './range-words.ts';
import type { Token } from './version-tokens.ts';

/** A range with both its ends, and the index after them. */
export interface Pair {
  readonly interval: Interval;
  readonly next: number;
}

/** A version with what closes its range: "7.0.0 through 7.0.12", "16.1 before 16.1.5", "2.4 and earlier", "7.59 and above, but below 7.59.18". */
export function pairAt(tokens: readonly Token[], at: number, lowerInclusive: boolean): Pair | undefined {
  const version = tokens[at]?.text ?? '';
  const older = afterOlder(tokens, skipInclusive(tokens, at + 1));
  if (older !== undefined) return { interval: { upper: { version, inclusive: true } }, next: older };
  const newer = afterNewer(tokens, at + 1);
  let next = skipSigns(tokens, newer ?? skipInclusive(tokens, at + 1));
  if (/^(?:update|upgrade)$/.test(tokens[next]?.lower ?? '') && tokens[next + 1]?.lower === 'to') return undefined;
  next = skipVersionWords(tokens, skipWrap(tokens, next));
  const upper = signed(tokens, newer === undefined ? betweenWords(tokens, next) : upperWords(tokens, next));
  const high = upper === undefined ? undefined : highAfter(tokens, upper.next);
  const lower = { version, inclusive: lowerInclusive };
  if (upper === undefined || high === undefined) return undefined;
  const excluded = /^(?:exclusive|excluding|excluded)$/.test(
    tokens[high.next + (tokens[high.next]?.text === '(' ? 1 : 0)]?.lower ?? '',
  );
  const bound = { version: high.version, inclusive: upper.inclusive && !excluded };
  return { interval: { lower, upper: bound }, next: skipInclusive(tokens, high.next) };
}

/** A line's end between a branch and its bound: "22.3-EVO", "versions before 22.3R3-EVO". */
function skipWrap(tokens: readonly Token[], index: number): number {
  const isBound = /^versions?$/.test(tokens[index + 1]?.text ?? '') && upperWords(tokens, index + 2) !== undefined;
  return tokens[index]?.text === '¶' && isBound ? index + 1 : index;
}

/** "From 700 through <776": the sign says what the word before it leaves open. */
function signed(tokens: readonly Token[], upper: Met | undefined): Met | undefined {
  const sign = upper === undefined ? undefined : /^<=?$/.exec(tokens[upper.next]?.text ?? '')?.[0];
  return upper === undefined || sign === undefined ? upper : { inclusive: sign === '<=', next: upper.next + 1 };
}

/** "Between 2.0 and 2.4": the versions after the word. */
export function betweenAnd(tokens: readonly Token[], at: number): Pair | undefined {
  const low = tokens[at];
  const second = skipVersionWords(tokens, at + 2);
  const high = tokens[second];
  if (tokens[at + 1]?.lower !== 'and' || high?.kind !== 'version' || low === undefined) return undefined;
  const interval = { lower: { version: low.text, inclusive: true }, upper: { version: high.text, inclusive: true } };
  return { interval, next: second + 1 };
}

function highAfter(
  tokens: readonly Token[],
  index: number,
): { readonly version: string; readonly next: number } | undefined {
  const at = skipVersionWords(tokens, index);
  const token = tokens[at];
  if (token?.kind !== 'version' || !isPlausible(tokens, at, true)) return undefined;
  return { version: token.text, next: at + 1 };
}

/** The index after commas and small words between two bounds. */
export function skipSigns(tokens: readonly Token[], index: number): number {
  let at = index;
  while (at - index < 3 && /^(?:,|and|but|;|\(|or)$/.test(tokens[at]?.lower ?? '')) at++;
  return at;
}

/** The index after "(inclusive)", ", included". */
export function skipInclusive(tokens: readonly Token[], index: number): number {
  let at = index;
  const opened = tokens[at]?.text === '(';
  if (opened || tokens[at]?.text === ',') at++;
  if (!/^(?:inclusive|inclusively|included|including|exclusive|excluding)$/.test(tokens[at]?.lower ?? '')) return index;
  at++;
  return opened && tokens[at]?.text === ')' ? at + 1 : at;
}
