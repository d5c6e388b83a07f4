import { isVersionWord } from './range-words.ts';
import type { Token } from './version-tokens.ts';

/**
 * A version that belongs to the product's name: "Plant Simulation V2201 (All versions < V2201.0008)", "Ichitaro 2022 1.0.1.57600",
 * "BIND 9 versions 9.12.0 through 9.16.45". The versions that are meant come after it.
 */
export function isOfName(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.kind !== 'version' || isVersionWord(tokens[index - 1])) return false;
  const next = tokens[index + 1];
  const after = tokens[index + 2];
  if (isModelLike(tokens, index) || isOfSeries(tokens, index)) return true;
  if (next?.text === '(') return after?.lower === 'all' && isVersionWord(tokens[index + 3]);
  if (!/^\d{1,4}(?:\.\d)?$/.test(tokens[index]?.text ?? '') || tokens[index - 1]?.kind !== 'word') return false;
  const isDotted = /\./.test(tokens[index]?.text ?? '');
  const follows = isVersionWord(next) ? after : isDotted ? undefined : next;
  const isName = /^\p{Lu}/u.test(tokens[index - 1]?.text ?? '');
  return isName && follows?.kind === 'version' && /\d\.\d/.test(follows.text);
}

/** "ZXR10 1800-2S series", "FLEX 50(W) series": what a line of models is called. */
function isOfSeries(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index + 1]?.lower === 'series' &&
    !tokens[index]?.text.includes('.') &&
    /^\p{Lu}/u.test(tokens[index - 1]?.text ?? '')
  );
}

/** "SENTRON 7KM PAC3120", "ABB 800xA Base": digits and letters run together within a name. */
function isModelLike(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return (
    /^\d{1,4}[A-Z][A-Za-z]{0,2}$|^\d{1,4}[a-z]{1,2}[A-Z]$/.test(tokens[index]?.text ?? '') &&
    next?.kind === 'word' &&
    /^\p{Lu}/u.test(next.text)
  );
}

/** "V5.0.42 (Revision 117460)" and "7.2.x from 7.2.0 through 7.2.3": a build within brackets, and the branch before its range. */
export function isAside(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.kind !== 'version') return false;
  const isBuild = /^(?:revision|rev|build)$/.test(tokens[index - 1]?.lower ?? '') && tokens[index - 2]?.text === '(';
  if (isBuild && tokens[index - 3]?.kind === 'version') return true;
  const isBranch = /^v?\d+(?:\.\d+)*\.x$/i.test(tokens[index]?.text ?? '');
  return (
    isBranch &&
    /^(?:from|starting|beginning)$/.test(tokens[index + 1]?.lower ?? '') &&
    tokens[index + 2]?.kind === 'version'
  );
}
