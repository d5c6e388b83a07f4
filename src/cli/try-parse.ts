import { basename } from 'node:path';
import { systemClock } from '../app-store.ts';
import { counted } from '../cases/listed.ts';
import { type ParsedFile, parseFile } from '../sources/formats/parse-file.ts';
import { pdfText } from '../sources/formats/pdf-text.ts';
import { advisoryBytes } from './advisory-files.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/**
 * `wardwatch try parse FILE…`: what each file is and which documents it holds, a feed's entries among them. A file that is refused is
 * answered too, with the reason.
 */
export async function tryParse(files: readonly string[], json: boolean): Promise<void> {
  for (const file of files) {
    const parsed = await parsePath(file);
    if (json) printJson({ file, ...parsed });
    else printParsed(file, parsed);
  }
}

async function parsePath(path: string): Promise<ParsedFile> {
  const found = advisoryBytes(path);
  if ('because' in found) return { kind: 'unknown', ok: false, items: [], because: found.because };
  return parseFile(found.bytes, { name: basename(path), now: systemClock.now() }, { pdfText });
}

function printParsed(file: string, { kind, ok, items, because }: ParsedFile): void {
  print(`${file}: ${ok ? `${kind}, ${counted(items.length, 'document')}` : 'not read'}`);
  if (because !== undefined) printWrapped(because, 2);
  printTable(
    ['published', 'guid', 'title'],
    items.map(({ publishedAt, guid, title, link }) => [publishedAt?.slice(0, 10) ?? '-', guid, title ?? link ?? '-']),
  );
}
