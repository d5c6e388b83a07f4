import type { ImportReport } from '../ports/inventory-import.ts';
import { print, printJson, printTable } from './print.ts';

/** Prints what a change of the inventory did or would do: the numbers, the first of each kind, and what was not taken. */
export function printReport(
  report: ImportReport,
  options: { readonly json?: true; readonly dryRun?: true; readonly sync?: true },
  effect?: string,
): void {
  if (options.json) printJson(reportAsJson(report, options, effect));
  else printWords(report, options, effect);
}

function reportAsJson(report: ImportReport, options: { readonly dryRun?: true }, effect: string | undefined) {
  const { counts, added, changed, removed, refused, notes } = report;
  return {
    dryRun: options.dryRun === true,
    counts: { ...counts, refused: refused.count, notes: notes.count },
    added: added.map((asset) => asset.id),
    changed: changed.map((change) => ({ id: change.after.id, fields: change.fields })),
    removed: removed.map((asset) => asset.id),
    unchanged: counts.unchanged,
    refused: refused.first,
    notes: notes.first,
    ...(effect !== undefined && { effect }),
  };
}

const MOST_LINES = 100;

function printWords(
  { counts, added, changed, removed, refused, notes }: ImportReport,
  options: { readonly dryRun?: true; readonly sync?: true },
  effect: string | undefined,
): void {
  const verb = options.dryRun ? 'would be ' : '';
  const removedWords = options.sync ? ` ${counts.removed} ${verb}removed,` : '';
  print(
    `${counts.added} ${verb}added, ${counts.changed} ${verb}changed,${removedWords} ${counts.unchanged} unchanged, ${refused.count} refused.`,
  );
  printShort(
    ['', 'id', 'what'],
    [
      ...removed.map((asset) => ['removed', asset.id, asset.product]),
      ...changed.map((change) => ['changed', change.after.id, change.fields.join(', ')]),
      ...added.map((asset) => [
        'added',
        asset.id,
        [asset.vendor, asset.product, asset.version].filter(Boolean).join(' '),
      ]),
    ],
    counts.added + counts.changed + counts.removed,
  );
  if (refused.count > 0) print('\nRefused:');
  printShort(
    ['line', 'because', 'row'],
    refused.first.map((row) => [`${row.line}`, row.because, row.row ?? '']),
    refused.count,
  );
  if (notes.count > 0) print('\nNotes:');
  printShort(
    ['line', 'note'],
    notes.first.map((note) => [note.line === undefined ? '' : `${note.line}`, note.because]),
    notes.count,
  );
  if (effect !== undefined) print(effect);
}

function printShort(head: readonly string[], rows: readonly (readonly string[])[], count: number): void {
  const shown = rows.slice(0, MOST_LINES);
  printTable(head, shown);
  if (count > shown.length) print(`… and ${count - shown.length} more; --json lists the first 1000 of each kind.`);
}
