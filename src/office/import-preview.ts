import type { Asset } from '../domain/asset.ts';
import type { AssetsDiff, ChangedAsset } from '../domain/assets-diff.ts';
import { csvText } from '../domain/csv-text.ts';
import type { Instant } from '../domain/time.ts';
import type { ImportLine, ImportPreview } from '../ports/import-office.ts';
import type { ImportFile } from '../ports/import-shelf.ts';
import type { AssetsCsv } from '../ports/inventory-file.ts';

/** So many of each kind are shown; the report has them all. */
const SHOWN = 5;
const MOST_FIELDS = 3;
const MOST_REPORT_LINES = 20_000;

/** What an import would do, in words. */
export function importPreview(
  file: Omit<ImportFile, 'bytes'>,
  csv: AssetsCsv,
  diff: AssetsDiff & { readonly inventory: number },
  until: Instant,
): ImportPreview {
  const { added, changed, removed, unchanged, inventory } = diff;
  const blocked = whyBlocked(file, csv, diff);
  const isLong = [added, changed, removed, csv.refused, csv.notes].some((list) => list.length > SHOWN);
  return {
    ...(blocked !== undefined && { blocked }),
    fileName: file.name,
    sync: file.sync,
    counts: { added: added.length, changed: changed.length, removed: removed.length, unchanged },
    inventory,
    added: added.slice(0, SHOWN).map(assetLine),
    changed: changed.slice(0, SHOWN).map(changedLine),
    removed: removed.slice(0, SHOWN).map(assetLine),
    refused: { count: csv.refused.length, first: csv.refused.slice(0, SHOWN) },
    notes: { count: csv.notes.length, first: csv.notes.slice(0, SHOWN) },
    ...(isLong && { report: report(file, csv, diff) }),
    until,
  };
}

/** The rules that keep a sync from removing what could only not be read, as in the command line. */
function whyBlocked({ sync }: Omit<ImportFile, 'bytes'>, csv: AssetsCsv, diff: AssetsDiff): string | undefined {
  if (sync && csv.refused.length > 0) {
    return 'A sync would remove the assets of rows that cannot be read. Correct these rows and share the file again, or import it without sync.';
  }
  if (diff.added.length + diff.changed.length + diff.removed.length > 0) return undefined;
  return csv.assets.length === 0
    ? 'No row of the file can be imported.'
    : 'The inventory says all of this already; there is nothing to import.';
}

function assetLine(asset: Asset): ImportLine {
  const name = [asset.vendor, asset.product, asset.version].filter((part) => part !== undefined).join(' ');
  return { id: asset.id, words: asset.site === undefined ? name : `${name}, ${asset.site}` };
}

function changedLine({ before, after, fields }: ChangedAsset): ImportLine {
  const shown = fields.slice(0, MOST_FIELDS).map((field) => fieldWords(field, before, after));
  const left = fields.length - shown.length;
  return { id: after.id, words: [...shown, ...(left > 0 ? [`and ${left} more fields`] : [])].join('; ') };
}

/** What is seen on an asset may be an attacker's address, and is only named. */
function fieldWords(field: string, before: Asset, after: Asset): string {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (field === 'observables') return name;
  return `${name} ${valueWords(field, before)} → ${valueWords(field, after)}`;
}

function valueWords(field: string, asset: Asset): string {
  const value = (asset as unknown as Readonly<Record<string, unknown>>)[field];
  if (value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : 'a control';
}

function report(file: Omit<ImportFile, 'bytes'>, csv: AssetsCsv, diff: AssetsDiff) {
  const most = MOST_REPORT_LINES;
  const rows = [
    ...csv.refused.slice(0, most).map(({ line, because }) => ['refused', `${line}`, '', because]),
    ...csv.notes.slice(0, most).map(({ line, because }) => ['note', line === undefined ? '' : `${line}`, '', because]),
    ...diff.removed.slice(0, most).map((asset) => listRow('removed', assetLine(asset))),
    ...diff.changed.slice(0, most).map((change) => listRow('changed', changedLine(change))),
    ...diff.added.slice(0, most).map((asset) => listRow('added', assetLine(asset))),
  ].slice(0, most);
  const lists = [csv.refused, csv.notes, diff.removed, diff.changed, diff.added];
  const left = lists.reduce((sum, list) => sum + list.length, 0) - rows.length;
  return {
    name: 'import-preview.csv',
    title: `What an import of ${file.name} would change`,
    content: csvText([
      ['what', 'line', 'id', 'why'],
      ...rows,
      ...(left > 0 ? [['more', '', '', `${left} lines more, which this list leaves out`]] : []),
    ]),
  };
}

function listRow(what: string, { id, words }: ImportLine): readonly string[] {
  return [what, '', id, words];
}
