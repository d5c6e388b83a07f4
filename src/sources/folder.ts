import { type Dirent, promises as fs } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem } from '../ports/source.ts';
import { recordOf } from './formats/json-access.ts';
import type { SplitFile } from './formats/split-file.ts';

/** A file this young may still be written. */
const SETTLED_AFTER_MS = 2_000;
/** An empty file this old will not be filled any more. */
const EMPTY_FOR_GOOD_MS = 600_000;
const LARGEST_FILE_BYTES = 50_000_000;
const DEEPEST = 8;

/**
 * Polls a folder on this machine. Files that did not change since the cursor (by time and size) are not read again; files
 * that are still empty or were written within the last two seconds are left for the next poll. Names that start with a dot,
 * files as folders, are passed over, and so are links. `wants` says by its name whether a file is looked at.
 */
export async function pollFolder(
  { source, cursor, now }: PollContext,
  wants: (name: string) => boolean,
  split: (name: string, bytes: Uint8Array) => SplitFile,
): Promise<PollOutcome> {
  const folder = source.path;
  if (folder === undefined) return { kind: 'refused', because: `The source ${source.id} names no path.` };
  let names: string[];
  try {
    names = (await namesIn(folder, '', 0)).filter(wants).sort();
  } catch (error) {
    return {
      kind: 'refused',
      because: `The folder ${folder} cannot be read (${messageOf(error)}). Create it, or correct the path of ${source.id}.`,
    };
  }
  const before = recordOf(cursor?.files);
  const files: Record<string, string> = {};
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const name of names) {
    const look = await lookAt(path.join(folder, name), Date.parse(now));
    if (look.kind === 'wait') continue;
    files[name] = look.stamp;
    if (before[name] === look.stamp) continue;
    const found =
      look.kind === 'refused'
        ? { items: [], refused: [{ what: name, because: look.because }] }
        : split(name, look.bytes);
    items.push(...found.items);
    refused.push(...found.refused);
  }
  if (items.length === 0 && refused.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', items, refused, cursor: { files } };
}

async function namesIn(folder: string, below: string, depth: number): Promise<string[]> {
  const names: string[] = [];
  const entries: Dirent[] = await fs.readdir(path.join(folder, below), { withFileTypes: true });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) names.push(name);
    else if (entry.isDirectory() && depth < DEEPEST) names.push(...(await namesIn(folder, name, depth + 1)));
  }
  return names;
}

type Look =
  | { readonly kind: 'wait' }
  | { readonly kind: 'refused'; readonly stamp: string; readonly because: string }
  | { readonly kind: 'read'; readonly stamp: string; readonly bytes: Uint8Array };

async function lookAt(file: string, nowMs: number): Promise<Look> {
  try {
    const { mtimeMs, size } = await fs.stat(file);
    const stamp = `${Math.round(mtimeMs)}-${size}`;
    const ageMs = nowMs - mtimeMs;
    if (Math.abs(ageMs) < SETTLED_AFTER_MS) return { kind: 'wait' };
    if (size === 0)
      return ageMs < EMPTY_FOR_GOOD_MS ? { kind: 'wait' } : { kind: 'refused', stamp, because: 'The file is empty.' };
    if (size > LARGEST_FILE_BYTES)
      return { kind: 'refused', stamp, because: `The file is larger than ${LARGEST_FILE_BYTES / 1e6} MB.` };
    return { kind: 'read', stamp, bytes: new Uint8Array(await fs.readFile(file)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'wait' };
    return { kind: 'refused', stamp: 'unreadable', because: `The file cannot be read: ${messageOf(error)}.` };
  }
}
