import { inertCell } from '../domain/inert-cell.ts';
import type { InventoryPiece } from '../ports/inventory-file.ts';
import { controlCell, listCell, yesOrNoCell } from './export-csv.ts';
import { type Headings, type Mappings, readHeadings } from './headings.ts';
import { LeftOut } from './left-out.ts';
import { readRow, refusedRow } from './read-row.ts';
import { unreadable } from './unreadable.ts';

/** Reads JSON objects as rows whose headings are the names of their fields. */
export class JsonRecords {
  private readonly mappings: Mappings;
  /** Most records of a file have the same fields. */
  private readonly headings = new Map<string, Headings | undefined>();
  private readonly notes = new Set<string>();
  private readonly leftOut = new LeftOut();
  private isAnyRead = false;

  constructor(mappings: Mappings) {
    this.mappings = mappings;
  }

  read(value: unknown, line: number): readonly InventoryPiece[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [refusedRow(line, 'It is no JSON object.', [JSON.stringify(value) ?? ''])];
    }
    const names = Object.keys(value);
    const cells = Object.values(value).map(cellOfValue);
    const { headings, notes } = this.headingsOf(names);
    if (headings === undefined) {
      return [
        refusedRow(line, `It names no id or no product; its fields are ${names.join(', ').slice(0, 200)}.`, cells),
      ];
    }
    this.isAnyRead = true;
    const unwanted = headings.leftOut(cells);
    if (unwanted === undefined) return [...notes, ...readRow(headings, cells, line)];
    this.leftOut.add(unwanted);
    return notes;
  }

  /** What is to be said at the end. Throws INVENTORY_UNREADABLE where nothing could be read of all that was there. */
  ended(): readonly InventoryPiece[] {
    if (this.isAnyRead || this.headings.size === 0) return this.leftOut.notes();
    const { wanted, all } = this.mappings;
    const names = [...this.headings.keys()].flatMap((key) => JSON.parse(key) as string[]);
    throw unreadable(
      wanted === undefined
        ? `No record has fields that are called "id" and "product", or those of another system that is known (${all.map(({ id }) => id).join(', ') || 'none'}). There are: ${names.slice(0, 40).join(', ')}.`
        : `No record has the fields of the mapping ${wanted.id}: ${wanted.headings.join(', ')}. There are: ${names.slice(0, 40).join(', ')}.`,
    );
  }

  private headingsOf(names: readonly string[]): { headings: Headings | undefined; notes: readonly InventoryPiece[] } {
    const key = JSON.stringify(names);
    if (this.headings.has(key)) return { headings: this.headings.get(key), notes: [] };
    const headings = readHeadings(names, this.mappings);
    if (this.headings.size < MOST_SHAPES) this.headings.set(key, headings);
    const fresh = (headings?.notes ?? []).filter(({ because }) => !this.notes.has(because)).slice(0, MOST_NOTES);
    for (const { because } of fresh) if (this.notes.size < MOST_NOTES) this.notes.add(because);
    return { headings, notes: fresh.map((note) => ({ kind: 'note', ...note })) };
  }
}

const MOST_SHAPES = 1_000;
const MOST_NOTES = 20;

/**
 * A value as a cell says it. Of a reference to another record, as ServiceNow writes it, what is shown counts; an address of it
 * alone says nothing.
 */
function cellOfValue(value: unknown): string {
  if (typeof value === 'string') return inertCell(wellFormed(value));
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return yesOrNoCell(value) ?? '';
  if (Array.isArray(value)) return listCell(value.filter((one) => typeof one === 'string').map(wellFormed));
  if (typeof value !== 'object' || value === null) return '';
  if ('control' in value && 'verifiedOn' in value) {
    const { control, verifiedOn } = value;
    return controlCell({ control: cellOfValue(control), verifiedOn: cellOfValue(verifiedOn) });
  }
  if ('display_value' in value) return cellOfValue(value.display_value);
  return '';
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
