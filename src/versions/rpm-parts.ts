import { compareDigits, compareText, type Order, signOf } from './types.ts';

/** Orders two version or release texts as rpm's `rpmvercmp` does; `~` sorts before the end, `^` after it (rpm.org, Dependencies). */
export function compareRpmParts(a: string, b: string): Order {
  const left = segments(a);
  const right = segments(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [x, y] = [left[at], right[at]];
    if (x === undefined) return signOf(-restWeight(y));
    if (y === undefined) return restWeight(x);
    const order = compareSegment(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * An epoch, version and release; the missing epoch is 0, as is one that is no number, and the missing release is undefined. The
 * name and the architecture of a package's file ("openssl-1.0.2k-26.el7_9.x86_64") are left out.
 */
export function splitEvr(version: string): { epoch: string; version: string; release: string | undefined } | undefined {
  const match = /^(?:(\d*):)?(\S+)$/.exec(version.trim().replace(FILE_NAME, '$1'));
  const rest = match?.[2];
  if (rest === undefined) return undefined;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: match?.[1] || '0',
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? undefined : rest.slice(dash + 1),
  };
}

const FILE_NAME =
  /^[a-z][\w.+]*(?:-[a-z][\w.+]*)*-((?:\d+:)?\d[^\s-]*-\d[^\s-]*?)(?:\.(?:x86_64|noarch|aarch64|ppc64le|s390x|i[3-6]86))?$/i;

/** Signs other than `~` and `^` only separate. */
function segments(text: string): readonly string[] {
  return text.match(/~|\^|\d+|[a-zA-Z]+/g) ?? [];
}

/** What a further segment says against none: `~` makes it older, everything else newer. */
function restWeight(segment: string | undefined): Order {
  return segment === '~' ? -1 : 1;
}

function compareSegment(a: string, b: string): Order {
  if (a === b) return 0;
  for (const [sign, order] of [
    ['~', -1],
    ['^', -1],
  ] as const) {
    if (a === sign) return order;
    if (b === sign) return signOf(-order);
  }
  const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return isNumberA ? compareDigits(a, b) : compareText(a, b);
}
