import { isFileLike } from './file-endings.ts';
import { canonicalHost } from './host.ts';
import type { IndicatorKind } from './types.ts';

const LABEL = '[a-z0-9_\\u00a1-\\u1fff\\u2c00-\\ufdff\\ufe30-\\ufefe-]{1,63}';
const SHAPE = new RegExp(
  `(?<![\\w@.%\\u00a1-\\u1fff-])(?:${LABEL}\\.){1,10}(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|[\\u0400-\\u1fff\\u3040-\\ufdff]{1,24})(?![\\w@-]|\\.[a-z0-9_-]|\\()`,
  'gi',
);

/** Host names (RFC 1123) under a known ending, not file names and code that look like them. */
export const domain: IndicatorKind = {
  id: 'domain',
  find: (text, wasDefanged) =>
    [...text.matchAll(SHAPE)].flatMap((match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      const value = canonicalHost(match[0], wasDefanged?.(start, end) ?? false);
      if (value === undefined || isFileLike(text, start, end) || isDetectionName(text, start, end)) return [];
      return [{ value, start, end }];
    }),
  canonical: (written) => canonicalHost(written, true),
  defang: (value) => value.replaceAll('.', '[.]'),
};

/** Names that scanners give: `Win32/Agent.KM`, `Trojan.Agent.AE`: a family, then a variant in capitals. */
function isDetectionName(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  const variant = name.slice(name.lastIndexOf('.') + 1);
  const family = name.slice(0, -variant.length - 1);
  if (!/[a-z]/.test(family)) return false;
  if (variant === variant.toUpperCase()) return true;
  return /[a-z0-9]\/$/i.test(text.slice(Math.max(0, start - 2), start)) && /^[A-Z]/.test(name);
}
