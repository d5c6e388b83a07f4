import { COLUMNS, type Column, DAY_COLUMNS } from '../domain/asset-columns.ts';
import type { InventoryMapping } from '../ports/inventory-file.ts';
import { readText } from './cells.ts';
import { bareWords } from './columns.ts';

/** Gives what fills a column of a row; empty where nothing does. */
export type Source = (cells: readonly string[]) => string;

/** What fills the columns of a file by a mapping, and which of its headings that uses, counted from 0. */
export function mappedSources(
  written: readonly string[],
  { columns, constants, skip, days }: InventoryMapping,
): { readonly sources: ReadonlyMap<Column, Source>; readonly used: ReadonlySet<number> } {
  const at = new Map(written.map((heading, index): [string, number] => [bareWords(heading), index]).reverse());
  const used = new Set(skip.flatMap(({ heading }) => at.get(bareWords(heading)) ?? []));
  const sources = new Map<Column, Source>();
  for (const column of COLUMNS) {
    const ways = (columns[column] ?? []).flatMap((text) => sourceOf(text, at, used) ?? []);
    const constant = constants[column] ?? '';
    if (ways.length === 0 && constant === '') continue;
    const first: Source = (cells) => {
      for (const way of ways) {
        const cell = way(cells);
        if (readText(cell) !== undefined) return cell;
      }
      return constant;
    };
    const isDayFirst = days === 'day-first' && DAY_COLUMNS.includes(column);
    sources.set(column, isDayFirst ? (cells) => yearFirst(first(cells)) : first);
  }
  return { sources, used };
}

/** Undefined where a heading that it needs is not there. */
function sourceOf(text: string, at: ReadonlyMap<string, number>, used: Set<number>): Source | undefined {
  const parts = text.includes('{') ? text.split(/[{}]/) : ['', text];
  const places = parts.map((part, index) => (index % 2 === 1 ? at.get(bareWords(part)) : undefined));
  if (places.some((place, index) => index % 2 === 1 && place === undefined)) return undefined;
  for (const place of places) if (place !== undefined) used.add(place);
  return (cells) => {
    const filled = parts.map((part, index) => (index % 2 === 0 ? part : (cells[places[index] ?? -1] ?? '').trim()));
    return filled.some((part, index) => index % 2 === 1 && readText(part) === undefined) ? '' : filled.join('');
  };
}

/** "3/4/2024", where the day comes first, as "2024-04-03"; anything else as it is. */
function yearFirst(cell: string): string {
  return cell.trim().replace(/^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=\D|$)/, '$4-$3-$1');
}
