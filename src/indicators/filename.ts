import { shownAsIs } from './candidates.ts';
import { isFileEnding } from './file-endings.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** An ending with nothing after it that would make it a part of a longer name. */
const ENDING = /\.([a-z][a-z0-9]{0,7})(?![\w\\/@-]|\.\w)/gi;
/** What stands before the ending, back to where the name begins. */
const NAME_BEFORE = /(?:^|[^\w.\\/@%=-])([a-z0-9_$~][\w$~!+{}()-]{0,80}(?:\.[\w+-]{1,40}){0,4})$/i;
/** Characters of the longest name that is looked for. */
const LONGEST = 250;

/** Names of frameworks that end like files. */
const FRAMEWORK = /^(?:Node|Vue|React|Next|Nuxt|Express|Angular|Ember|Electron)\.js$/i;

/** A name with blanks in it, held together by quotes: what stands before its ending. */
const QUOTED_BEFORE = /["`\u201c]([\w(][\w$~!+{}()'&. -]{0,80} [\w$~!+{}()'&. -]{1,80})$/i;

/** Names of files by their ending. Host names that end like files are left to `domain`. */
export const filename: IndicatorKind = {
  id: 'filename',
  find: findFilenames,
  canonical: canonicalFilename,
  defang: shownAsIs,
};

function findFilenames(text: string): readonly Candidate[] {
  const quoted: Candidate[] = [];
  const plain: Candidate[] = [];
  for (const match of matchesOf(text, ENDING)) {
    if (!isFileEnding(match[1] ?? '')) continue;
    const end = match.index + match[0].length;
    const whole = /["`\u201d]/.test(text[end] ?? '') ? quotedName(text, match.index, match[0]) : undefined;
    if (whole !== undefined) quoted.push({ value: whole, start: end - whole.length, end });
    const name = NAME_BEFORE.exec(wordBefore(text, match.index))?.[1];
    const written = name === undefined ? '' : balanced(name + match[0]);
    const value = canonicalFilename(written);
    if (value !== undefined) plain.push({ value, start: end - written.length, end });
  }
  return [...quoted, ...plain];
}

/** A whole name with blanks, unless the quotes hold a command or a sentence. */
function quotedName(text: string, dot: number, ending: string): string | undefined {
  const name = QUOTED_BEFORE.exec(text.slice(Math.max(0, dot - LONGEST), dot))?.[1];
  if (name === undefined || /[a-z0-9]\.[a-z0-9]{1,4}\s|\s[-/]/i.test(name + ending)) return undefined;
  return canonicalFilename(name + ending);
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
