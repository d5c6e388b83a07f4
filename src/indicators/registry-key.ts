import { shownAsIs } from './candidates.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

const HIVE = '(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG)|HK(?:LM|CU|CR|U|CC))';
const SEGMENT = '[^\\s\\\\"<>|`,;]{1,100}';
const SPACED = '(?: (?!<?HK)[^\\s\\\\"<>|`,;]{1,40}){0,4}';
const SHAPE = new RegExp(
  `(?<![\\w\\\\])<?${HIVE}>?:?(?:\\\\{1,2}${SEGMENT}(?:${SPACED}(?=\\\\))?){1,16}\\\\{0,2}`,
  'gi',
);

/** Keys and values of the Windows registry, from a hive down. */
export const registry: IndicatorKind = {
  id: 'registry',
  find: (text) => (text.includes('\\') ? findKeys(text) : []),
  canonical: canonicalKey,
  defang: shownAsIs,
};

function findKeys(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of matchesOf(text, SHAPE)) {
    const written = trimmedKey(match[0]);
    const value = canonicalKey(written);
    if (value !== undefined) found.push({ value, start: match.index, end: match.index + written.length });
  }
  return found;
}

/** Without the punctuation of the sentence around it; closing brackets stay where it opens one itself. */
function trimmedKey(written: string): string {
  return /[([]/.test(written)
    ? written.replace(/(?<![.,;:!?'*])[.,;:!?'*]+$/, '')
    : written.replace(/(?<![.,;:!?'\])*])[.,;:!?'\])*]+$/, '');
}

function canonicalKey(written: string): string | undefined {
  const value = written.replaceAll('\\\\', '\\').replace(/\\$/, '');
  return /^<?HK[A-Z_]+>?:?\\[^\\]/i.test(value) ? value : undefined;
}
