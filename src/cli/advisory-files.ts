import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, WardwatchError } from '../errors.ts';
import { itemsOf, type SplitFile } from '../sources/formats/split-file.ts';

const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** The documents in a file, and what of it cannot be one, with the reason. */
export function splitFile(file: string): SplitFile {
  const bytes = advisoryBytes(file);
  return 'because' in bytes
    ? { items: [], refused: [{ what: file, because: bytes.because }] }
    : itemsOf(file, bytes.bytes);
}

/** What a file holds, or why it cannot be had. */
export function advisoryBytes(file: string): { readonly bytes: Uint8Array } | { readonly because: string } {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return { because: 'There is no such file.' };
    if (stat.isDirectory()) return { because: 'A folder, where a file was expected.' };
    const { size } = stat;
    if (size > LARGEST_FILE_BYTES) return { because: `${size} bytes are more than an advisory has (64 MB).` };
    return { bytes: readFileSync(file) };
  } catch (error) {
    return { because: messageOf(error) };
  }
}

/** A file itself, or all files in a folder and below it, in the order of their names; throws NOT_FOUND. */
export function filesUnder(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new WardwatchError('NOT_FOUND', `There is no file or folder ${path}.`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()))
    .map((entry) => join(path, entry.name))
    .sort()
    .flatMap(filesUnder);
}
