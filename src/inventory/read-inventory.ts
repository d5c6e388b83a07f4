import { nearestName } from '../domain/nearest-name.ts';
import type { InventoryFile, InventoryMapping, ReadInventory } from '../ports/inventory-file.ts';
import { type FileHead, readHead, wholeText } from './file-text.ts';
import { looksLikeJsonLines } from './formats/json-lines.ts';
import { INVENTORY_FORMATS } from './formats/registry.ts';
import { unreadable } from './unreadable.ts';

/**
 * The one door for inventory files: what a file is, it says itself. Good rows become assets; bad ones are refused one by one
 * with line and reason. A cell that cannot be read leaves its field unknown, with a note: unknown is never taken for safe.
 *
 * Throws INVENTORY_UNREADABLE when the file as a whole cannot be taken: it is empty, is nothing that is known, lacks an id or a
 * product, or has a column that looks like patient data, which wardwatch must not hold.
 */
export function inventoryReader(all: readonly InventoryMapping[]): ReadInventory {
  return async function* (file, { mapping, host } = {}) {
    const wanted = mapping === undefined ? undefined : mappingCalled(mapping, all);
    const head = await readHead(file);
    refuseOtherFiles(head);
    const document = isDocument(head) ? await parsedDocument(file, head) : undefined;
    const opened = {
      ...{ file, head, document },
      mappings: { all, ...(wanted && { wanted }) },
      ...(host && { host }),
    };
    yield* INVENTORY_FORMATS.find((format) => format.recognises(opened))?.read(opened) ?? [];
  };
}

function mappingCalled(id: string, all: readonly InventoryMapping[]): InventoryMapping {
  const found = all.find((mapping) => mapping.id === id);
  if (found !== undefined) return found;
  const near = nearestName(
    id,
    all.map((mapping) => mapping.id),
  );
  const perhaps = near === undefined ? `There are ${all.map((one) => one.id).join(', ')}.` : `Did you mean "${near}"?`;
  throw unreadable(`No mapping is called "${id}". ${perhaps}`);
}

/** A document is held in memory whole, about five times its size. */
const LARGEST_DOCUMENT_BYTES = 100_000_000;

function isDocument({ text }: FileHead): boolean {
  return /^[\s\ufeff]*[[{]/.test(text) && !looksLikeJsonLines(text);
}

async function parsedDocument(file: InventoryFile, { encoding }: FileHead): Promise<unknown> {
  if (file.size > LARGEST_DOCUMENT_BYTES) {
    throw unreadable(
      `The JSON document has ${Math.ceil(file.size / 1e6)} MB; at most ${LARGEST_DOCUMENT_BYTES / 1e6} MB are read as one. Export JSON lines or CSV, which are read line by line.`,
    );
  }
  try {
    return JSON.parse((await wholeText(file, encoding)).replace(/^\ufeff/, '')) as unknown;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    throw unreadable('This looks like JSON, but it is not valid; it may be cut off. Export it again.');
  }
}

/** Looks at how the file begins: enough to give a better answer than "no headings". */
function refuseOtherFiles({ bytes, text }: FileHead): void {
  if (text.trim() === '') throw unreadable('The file is empty.');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw unreadable('This looks like a spreadsheet or a zip file. Save it as CSV first.');
  if (text.startsWith('%PDF-')) throw unreadable('This is a PDF. Save the inventory as CSV first.');
  if (/^[\s\ufeff]*</.test(text))
    throw unreadable('This looks like XML or HTML. Save the inventory as CSV or JSON first.');
  if (text.includes('\u0000')) throw unreadable('This is not a text file. Save the inventory as CSV first.');
}
