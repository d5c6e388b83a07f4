import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../errors.ts';
import type { InventoryFile } from '../ports/inventory-file.ts';
import type { InventoryOrigin, OriginLook } from '../ports/inventory-origin.ts';
import type { Cursor } from '../ports/source.ts';
import { recordOf, textOf } from './json-access.ts';
import { openFile } from './open-file.ts';

const LOOK_EVERY_MS = 120_000;
/** So many contents are remembered, so that an export that is put there again under another name is known. */
const MOST_TAKEN = 200;

/** What of a watched folder the settings say. */
export interface FolderToWatch {
  readonly folder: string;
  readonly pattern: string;
  readonly mapping?: string;
  readonly sync: boolean;
}

/**
 * Watches a folder for exports. A file is offered once its size and time are the same at two looks, so that none is read while
 * it is still written, the oldest first; the same content is offered once.
 */
export function folderOrigin({ folder, pattern, mapping, sync }: FolderToWatch): InventoryOrigin {
  const wants = patternOf(pattern);
  return {
    id: `inventory:${folder}`,
    name: folder,
    everyMs: LOOK_EVERY_MS,
    sync,
    ...(mapping !== undefined && { mapping }),
    look: async (cursor) => {
      try {
        return await lookInto(folder, await stampsIn(folder, wants), cursor);
      } catch (fault) {
        const because = `The folder ${folder} cannot be read (${messageOf(fault)}). Create it, or correct inventory.watch in the config.`;
        return { kind: 'refused', because };
      }
    },
  };
}

/** Time and size of a file as one word, by its name. */
type Stamps = Readonly<Record<string, string>>;

async function stampsIn(folder: string, wants: RegExp): Promise<Stamps> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  const stamps: [string, string][] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.') || !wants.test(entry.name)) continue;
    const { mtimeMs, size } = await fs.stat(path.join(folder, entry.name));
    if (size > 0) stamps.push([entry.name, `${String(Math.round(mtimeMs)).padStart(15, '0')}-${size}`]);
  }
  return Object.fromEntries(stamps.sort());
}

async function lookInto(folder: string, stamps: Stamps, cursor: Cursor | undefined): Promise<OriginLook> {
  const seen = recordOf(cursor?.seen);
  const taken = Array.isArray(cursor?.taken) ? cursor.taken.flatMap((hash) => textOf(hash) ?? []) : [];
  const done: Record<string, string> = {};
  const whole: string[] = [];
  for (const [name, stamp] of Object.entries(stamps)) {
    if (recordOf(cursor?.done)[name] === stamp) done[name] = stamp;
    else if (seen[name] === stamp) whole.push(name);
  }
  const byTime = whole.sort((a, b) => ((stamps[a] ?? '') < (stamps[b] ?? '') ? -1 : 1));
  const trouble = troubleIn(cursor, stamps);
  for (const name of byTime) {
    const file = openFile(path.join(folder, name));
    const hash = await hashOf(file);
    done[name] = stamps[name] ?? '';
    if (taken.includes(hash)) continue;
    const at = path.join(folder, name);
    return { kind: 'file', file, at, cursor: { seen: stamps, done, taken: [...taken, hash].slice(-MOST_TAKEN) } };
  }
  return { kind: 'nothing', cursor: { seen: stamps, done, taken, ...trouble } };
}

/** What was refused is no trouble any more once somebody took it away. */
function troubleIn(cursor: Cursor | undefined, stamps: Stamps): Cursor {
  const { file, because } = recordOf(cursor?.trouble);
  return typeof file === 'string' && stamps[file] !== undefined ? { trouble: { file, because } } : {};
}

async function hashOf(file: InventoryFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of file.bytes()) hash.update(piece);
  return hash.digest('hex');
}

/** `*` stands for any characters, `?` for one; every other character for itself. */
function patternOf(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'is');
}
