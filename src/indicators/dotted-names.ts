/** A row of labels with dots between them, as long as it goes: a host, a file, a version or code. */
interface DottedName {
  readonly start: number;
  readonly end: number;
  /** The last label, in lower case. */
  readonly ending: string;
}

const LABEL = '[\\w\\u00a1-\\u1fff\\u2c00-\\ufdff\\ufe30-\\ufefe-]';
const LABEL_SIGN = new RegExp(LABEL);
const MORE_LABELS = new RegExp(`(?:\\.${LABEL}{1,63})+`, 'y');
const LONGEST_LABEL = 63;

/** Every dotted name of a text. A script that needs no blanks goes on after a Latin ending: there the name ends. */
export function dottedNames(text: string): readonly DottedName[] {
  if (text === last.text) return last.names;
  const names: DottedName[] = [];
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    MORE_LABELS.lastIndex = dot;
    const more = MORE_LABELS.exec(text)?.[0];
    if (more === undefined) continue;
    const from = Math.max(names.at(-1)?.end ?? 0, dot - LONGEST_LABEL);
    const start = startOfLabel(text, from, dot);
    if (start === dot) continue;
    names.push(nameAt(start, text.slice(start, dot + more.length)));
    dot += more.length - 1;
  }
  last = { text, names };
  return names;
}

/** Where the label before a dot begins. */
function startOfLabel(text: string, from: number, dot: number): number {
  let start = dot;
  while (start > from && LABEL_SIGN.test(text[start - 1] ?? '')) start--;
  return start;
}

function nameAt(start: number, whole: string): DottedName {
  const written = whole.endsWith('-') ? whole.replace(/-{1,63}$/, '') : whole;
  const dot = written.lastIndexOf('.');
  const lastLabel = written.slice(dot + 1);
  const latin = /^[a-z]{2,24}(?=[^\0-\x7f])/i.exec(lastLabel)?.[0] ?? lastLabel;
  return { start, end: start + dot + 1 + latin.length, ending: latin.toLowerCase() };
}

/** Several kinds look at the names of the same text: those of the last one are kept. */
let last: { readonly text: string; readonly names: readonly DottedName[] } = { text: '', names: [] };
