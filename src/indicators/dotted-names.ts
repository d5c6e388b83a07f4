/** A row of labels with dots between them, as long as it goes: a host, a file, a version or code. */
interface DottedName {
  readonly start: number;
  readonly end: number;
  /** The last label, in lower case. */
  readonly ending: string;
}

const SHAPE =
  /[\w\u00a1-\u1fff\u2c00-\ufdff\ufe30-\ufefe-]{1,63}(?:\.[\w\u00a1-\u1fff\u2c00-\ufdff\ufe30-\ufefe-]{1,63})+/g;

/** Every dotted name of a text. A script that needs no blanks goes on after a Latin ending: there the name ends. */
export function dottedNames(text: string): readonly DottedName[] {
  if (text === last.text) return last.names;
  const names: DottedName[] = [];
  for (const match of text.matchAll(SHAPE)) {
    const written = match[0].endsWith('-') ? match[0].replace(/-+$/, '') : match[0];
    const dot = written.lastIndexOf('.');
    const lastLabel = written.slice(dot + 1);
    const latin = /^[a-z]{2,24}(?=[^\0-\x7f])/i.exec(lastLabel)?.[0] ?? lastLabel;
    names.push({ start: match.index, end: match.index + dot + 1 + latin.length, ending: latin.toLowerCase() });
  }
  last = { text, names };
  return names;
}

/** Several kinds look at the names of the same text: those of the last one are kept. */
let last: { readonly text: string; readonly names: readonly DottedName[] } = { text: '', names: [] };
