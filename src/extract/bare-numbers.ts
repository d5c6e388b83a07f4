import type { Token } from './version-tokens.ts';

/** Says whether a bare number is a version by where it stands: in a list of fixes, right after what a flaw was found in, or in a list after a name. */
export function isTellingPlace(tokens: readonly Token[], index: number): boolean {
  return isInFixList(tokens, index) || isFoundIn(tokens, index) || isBareList(tokens, index);
}

/** "This issue is fixed in tvOS 17, iOS 16.7 and iPadOS 16.7": bare numbers are versions there. */
function isInFixList(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.kind !== 'version' || !/\p{Lu}/u.test(tokens[index - 1]?.text ?? '')) return false;
  for (let at = index - 1; at > 0 && index - at < 40; at--) {
    if (/^[.¶]$/.test(tokens[at]?.text ?? '')) return false;
    if (tokens[at]?.lower === 'in' && /^(?:fixed|addressed|resolved|patched)$/.test(tokens[at - 1]?.lower ?? ''))
      return true;
  }
  return false;
}

/** "A vulnerability was found in Example CDG 5": a bare number ends the name of what the flaw was found in. */
function isFoundIn(tokens: readonly Token[], index: number): boolean {
  if (!/^\d{1,4}$/.test(tokens[index]?.text ?? '') || !/^(?:[.,/]|and)$/.test(tokens[index + 1]?.lower ?? ''))
    return false;
  for (let at = index - 1; at > 0 && index - at < 7; at--) {
    if (!/^\p{L}/u.test(tokens[at]?.text ?? '')) return false;
    if (tokens[at]?.lower === 'in') return /^(?:found|discovered|identified)$/.test(tokens[at - 1]?.lower ?? '');
  }
  return false;
}

/** "Internet Explorer 6, 7, and 8": bare numbers one after the other, after a name. */
function isBareList(tokens: readonly Token[], index: number): boolean {
  if (!/^\p{Lu}/u.test(tokens[index - 1]?.text ?? '') || !/^\d{1,2}$/.test(tokens[index]?.text ?? '')) return false;
  const rest = tokens.slice(index + 1, index + 6);
  const signs = rest.filter((token) => /^(?:,|and|or)$/.test(token.lower)).length;
  const versions = rest.filter((token) => token.kind === 'version').length;
  return rest[0]?.text === ',' && rest[1]?.kind === 'version' && versions >= 2 && signs + versions === rest.length;
}
