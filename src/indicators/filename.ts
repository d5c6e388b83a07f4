import { shownAsIs } from './candidates.ts';
import { isFileEnding } from './file-endings.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** An ending with nothing after it that would make it a part of a longer name. */
const ENDING = /\.([a-z][a-z0-9]{0,7})(?![\w\\/@-]|\.\w)/gi;
/** What stands before the ending, back to where the name begins. */
const NAME_BEFORE = /(?:^|[^\w.\\/@%=-])([a-z0-9_$~][\w$~!+{}()-]{0,80}(?:\.[\w+-]{1,40}){0,4})$/i;
/** Characters of the longest name that is looked for. */
const LONGEST = 250;

/** Names of frameworks that end like files. */
const FRAMEWORK = /^(?:Node|Vue|React|Next|Nuxt|Express|Angular|Ember|Electron)\.js$/i;

/** A name with blanks in it, held together by quotes. */
const QUOTED = /["`\u201c]([\w(][\w$~!+{}()'&. -]{0,80} [\w$~!+{}()'&. -]{1,80}\.[a-z][a-z0-9]{1,7})["`\u201d]/gi;

/** Names of files by their ending. Host names that end like files are left to `domain`. */
export const filename: IndicatorKind = {
  id: 'filename',
  find: findFilenames,
  canonical: canonicalFilename,
  defang: shownAsIs,
};

function findFilenames(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(QUOTED)) {
    const value = match[1] ?? '';
    if (!/[a-z0-9]\.[a-z0-9]{1,4}\s|\s[-/]/i.test(value) && canonicalFilename(value) !== undefined)
      found.push({ value, start: match.index + 1, end: match.index + 1 + value.length });
  }
  for (const match of text.matchAll(ENDING)) {
    if (!isFileEnding(match[1] ?? '')) continue;
    const name = NAME_BEFORE.exec(wordBefore(text, match.index))?.[1];
    const written = name === undefined ? '' : balanced(name + match[0]);
    const value = canonicalFilename(written);
    const end = match.index + match[0].length;
    if (value !== undefined) found.push({ value, start: end - written.length, end });
  }
  return found;
}

/** What stands right before an offset, back to a blank: no name goes on before it. */
function wordBefore(text: string, end: number): string {
  const near = text.slice(Math.max(0, end - LONGEST), end);
  return near.slice(Math.max(0, near.lastIndexOf(' '), near.lastIndexOf('\n')));
}

/** Without a bracket that the sentence, not the name, closes or opens. */
function balanced(written: string): string {
  return written.includes('(') === written.includes(')') ? written : written.replace(/^.*\(/, '');
}

function canonicalFilename(written: string): string | undefined {
  const dot = written.lastIndexOf('.');
  if (dot < 1 || !isFileEnding(written.slice(dot + 1))) return undefined;
  return /[a-z0-9]/i.test(written.slice(0, dot)) && !FRAMEWORK.test(written) ? written : undefined;
}
