import { compareDigits, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Maven artifacts (Maven's ComparableVersion: a dash or a change between letters and digits opens a sub-list). */
export const maven: VersionScheme = {
  id: 'maven',
  orders:
    'Maven artifacts: 1-alpha < 1-beta < 1-milestone < 1-rc < 1-SNAPSHOT < 1 = 1-final < 1-sp < 1-abc < 1-1 < 1.1',
  compare(a, b) {
    if (a.trim() === '' || b.trim() === '' || /\s/.test(a.trim()) || /\s/.test(b.trim())) return undefined;
    return compareLists(parse(a), parse(b));
  },
};

type Item = string | List;
interface List {
  readonly items: Item[];
}

function parse(version: string): List {
  const root: List = { items: [] };
  let list = root;
  const stack: List[] = [root];
  const text = version
    .trim()
    .toLowerCase()
    .replaceAll(/-(?:ga|final|release)(?=-)/g, '');
  const open = (): void => {
    const inner: List = { items: [] };
    list.items.push(inner);
    list = inner;
    stack.push(inner);
  };
  let token = '';
  let before = '';
  const close = (followedByDigit: boolean): void => {
    list.items.push(token === '' ? '0' : /^\d/.test(token) ? token : qualifier(token, followedByDigit));
    token = '';
  };
  for (const sign of text) {
    if (sign === '.' || sign === '-' || sign === '_') {
      close(false);
      if (sign !== '.') open();
    } else {
      const isChange = token !== '' && /\d/.test(sign) !== /\d/.test(before);
      if (isChange) {
        close(/\d/.test(sign));
        open();
      } else if (token === '' && /[a-z]/.test(sign) && list.items.length > 0) {
        open();
      }
      token += sign;
    }
    before = sign;
  }
  if (token !== '') close(false);
  for (const each of stack.reverse()) dropNulls(each);
  return root;
}

/** Zeros, empty words and empty lists at the end say nothing. */
function dropNulls(list: List): void {
  for (let at = list.items.length - 1; at >= 0; at -= 1) {
    const item = list.items[at];
    if (item === undefined) continue;
    if (isNull(item)) list.items.splice(at, 1);
    else if (typeof item === 'string') break;
  }
}

function isNull(item: Item): boolean {
  if (typeof item !== 'string') return item.items.length === 0;
  return /^0*$/.test(item);
}

function qualifier(word: string, followedByDigit: boolean): string {
  if (followedByDigit) {
    if (word === 'a') return 'alpha';
    if (word === 'b') return 'beta';
    if (word === 'm') return 'milestone';
  }
  if (word === 'ga' || word === 'final' || word === 'release') return '';
  return word === 'cr' ? 'rc' : word;
}

const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];

function compareLists(a: List, b: List): Order {
  for (let at = 0; at < Math.max(a.items.length, b.items.length); at += 1) {
    const [left, right] = [a.items[at], b.items[at]];
    const order =
      left === undefined
        ? signOf(-weighAgainstNone(right))
        : right === undefined
          ? weighAgainstNone(left)
          : compareItems(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

function weighAgainstNone(item: Item | undefined): Order {
  if (item === undefined) return 0;
  if (typeof item === 'string') return /^\d/.test(item) ? compareDigits(item, '0') : compareWords(item, '');
  for (const inner of item.items) {
    const order = weighAgainstNone(inner);
    if (order !== 0) return order;
  }
  return 0;
}

/** Number above list above word. */
function compareItems(a: Item, b: Item): Order {
  const [kindA, kindB] = [kindOf(a), kindOf(b)];
  if (kindA !== kindB) return signOf(kindA - kindB);
  if (typeof a !== 'string' && typeof b !== 'string') return compareLists(a, b);
  if (typeof a !== 'string' || typeof b !== 'string') return 0;
  return kindA === 2 ? compareDigits(a, b) : compareWords(a, b);
}

function kindOf(item: Item): number {
  if (typeof item !== 'string') return 1;
  return /^\d/.test(item) ? 2 : 0;
}

function compareWords(a: string, b: string): Order {
  const [left, right] = [QUALIFIERS.indexOf(a), QUALIFIERS.indexOf(b)];
  if (left >= 0 && right >= 0) return signOf(left - right);
  if (left < 0 && right < 0) return compareText(a, b);
  return left < 0 ? 1 : -1;
}
