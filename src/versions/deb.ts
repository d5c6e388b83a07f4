import { compareDigits, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Debian and Ubuntu packages (Debian Policy 5.6.12: epoch, upstream version, revision; `~` sorts before the end). */
export const deb: VersionScheme = {
  id: 'deb',
  orders: 'Debian packages: 1.0~rc1 < 1.0 < 1.0-1 < 1.0-1ubuntu2 < 1:0.9',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareDebian(left.upstream, right.upstream) ||
      compareDebian(left.revision, right.revision)
    );
  },
};

interface Parsed {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

function parse(version: string): Parsed | undefined {
  const match = /^(?:(\d+):)?([\w.+~:-]+)$/.exec(version.trim());
  const rest = match?.[2];
  if (rest === undefined || !/\d/.test(rest)) return undefined;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: match?.[1] ?? '0',
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Runs of other characters and runs of digits by turns; the policy's order of characters. */
function compareDebian(a: string, b: string): Order {
  const left = runs(a);
  const right = runs(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [x, y] = [left[at] ?? '', right[at] ?? ''];
    const order = at % 2 === 0 ? compareSigns(x, y) : compareDigits(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** Other characters first: a text that opens with digits gets an empty run before them. */
function runs(text: string): readonly string[] {
  const found: readonly string[] = text.match(/\d+|\D+/g) ?? [];
  return /^\d/.test(text) ? ['', ...found] : found;
}

function compareSigns(a: string, b: string): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = signOf(weight(a[at]) - weight(b[at]));
    if (order !== 0) return order;
  }
  return compareText(a, b);
}

/** `~` before the end of the text, letters before every other sign. */
function weight(sign: string | undefined): number {
  if (sign === '~') return -1;
  if (sign === undefined) return 0;
  const code = sign.charCodeAt(0);
  return /[a-z]/i.test(sign) ? code : code + 256;
}
