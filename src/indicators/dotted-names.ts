/** A row of labels with dots between them, as long as it goes: a host, a file, a version or code. */
interface DottedName {
  readonly start: number;
  readonly end: number;
  /** The last label, in lower case. */
  readonly ending: string;
}

const LABEL = '[\\w\\u00a1-\\u1fff\\u2c00-\\ufdff\\ufe30-\\ufefe-]';
const MORE_LABELS = new RegExp(`(?:\\.${LABEL}{1,63})+`, 'y');
const LONGEST_LABEL = 63;

/** Every dotted name of a text. A script that needs no blanks goes on after a Latin ending: there the name ends. */
export function dottedNames(text: string): readonly DottedName[] {
  if (text === last.text) return last.names;
  const names: DottedName[] = [];
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    if (!isLabelSign(text.charCodeAt(dot + 1))) continue;
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
  while (start > from && isLabelSign(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Says whether a label can hold the sign with this code: the same signs as in `LABEL`. */
function isLabelSign(code: number): boolean {
  if (code < 0x80) {
    const lower = code | 0x20;
    return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f;
  }
  return (code >= 0xa1 && code <= 0x1fff) || (code >= 0x2c00 && code <= 0xfdff) || (code >= 0xfe30 && code <= 0xfefe);
}

function nameAt(start: number, whole: string): DottedName {
  const written = whole.endsWith('-') ? whole.replace(/(?<!-)-{1,63}$/, '') : whole;
  const dot = written.lastIndexOf('.');
  const lastLabel = written.slice(dot + 1);
  const latin = /^[a-z]{2,24}(?=[^\0-\x7f])/i.exec(lastLabel)?.[0] ?? lastLabel;
  return { start, end: start + dot + 1 + latin.length, ending: latin.toLowerCase() };
}

/** Several kinds look at the names of the same text: those of the last one are kept. */
let last: { readonly text: string; readonly names: readonly DottedName[] } = { text: '', names: [] };
