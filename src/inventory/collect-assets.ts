import type { Asset } from '../domain/asset.ts';
import { takenOnce } from '../domain/repeated-id.ts';
import type {
  AssetsCsv,
  ImportNote,
  InventoryPiece,
  ReadAssetsFile,
  ReadInventory,
  RefusedRow,
  RowsRead,
} from '../ports/inventory-file.ts';
import { fileOfBytes } from './open-file.ts';
import { unreadable } from './unreadable.ts';

/** An inventory's rows and their differences are held in memory, about 2 kB a row: so this many need half a gigabyte. */
const MOST_ROWS = 250_000;
/** The longest rows that so many may have, 400 characters on average. */
const MOST_BYTES = 100_000_000;

/** Reads bytes that are at hand, whole; see `collectAssets`. */
export function assetsReader(read: ReadInventory): ReadAssetsFile {
  return (bytes, onRows) => collectAssets(bytes.length, read(fileOfBytes('', bytes)), onRows);
}

/**
 * What a file says, whole, where it is small enough to be held in memory. Where an id comes twice, the last row counts. Throws
 * INVENTORY_UNREADABLE where it is larger.
 */
async function collectAssets(
  size: number,
  pieces: AsyncIterable<InventoryPiece>,
  onRows: RowsRead = () => {},
): Promise<AssetsCsv> {
  if (size > MOST_BYTES) throw tooLarge(`${Math.ceil(size / 1e6)} MB`);
  const rows = new Map<string, { readonly line: number; readonly asset: Asset }>();
  const refused: RefusedRow[] = [];
  const notes: ImportNote[] = [];
  let read = 0;
  let scope = '';
  for await (const piece of pieces) {
    if (piece.kind === 'note') notes.push(withoutKind(piece));
    else if (piece.kind === 'refused') refused.push(withoutKind(piece));
    else if (piece.kind === 'scope') scope = piece.idsBeginWith;
    if (piece.kind === 'asset') {
      const { asset, line } = piece;
      const earlier = rows.get(asset.id);
      rows.set(asset.id, { asset, line });
      if (earlier !== undefined) {
        const isSame = JSON.stringify(earlier.asset) === JSON.stringify(asset);
        const said = takenOnce({ id: asset.id, line, earlierLine: earlier.line, isSame });
        if (said.kind === 'note') notes.push(withoutKind(said));
        else refused.push(withoutKind(said));
      }
    }
    if (piece.kind === 'asset' || piece.kind === 'refused') read += 1;
    if (read > MOST_ROWS) throw tooLarge(`more than ${MOST_ROWS} rows`);
    if (read % ROWS_SAID === 0) onRows(read);
  }
  onRows(read);
  return {
    assets: [...rows.values()].map((row) => row.asset),
    refused: refused.sort((a, b) => a.line - b.line),
    notes,
    scope,
  };
}

const ROWS_SAID = 100;

function withoutKind<T extends { readonly kind: string }>({ kind: _, ...rest }: T): Omit<T, 'kind'> {
  return rest;
}

function tooLarge(size: string): Error {
  return unreadable(
    `The file has ${size}; at most ${MOST_ROWS} rows and ${MOST_BYTES / 1e6} MB are taken here, because all of it is held in memory and compared. Nothing was read. "wardwatch assets import" on the command line takes files of any length.`,
  );
}
