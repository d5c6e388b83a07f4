import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import type { ImportNote, InventoryMapping } from '../ports/inventory-file.ts';
import { bareWords, type Heading, readHeading } from './columns.ts';
import { mappedSources, type Source } from './mapped-sources.ts';
import { unreadable } from './unreadable.ts';

/** What the headings of a file mean. */
export interface Headings {
  readonly count: number;
  readonly sources: ReadonlyMap<Column, Source>;
  /** The reason why a row is not wanted, in words for a count of them; undefined: it is. */
  readonly leftOut: (cells: readonly string[]) => string | undefined;
  readonly notes: readonly ImportNote[];
}

/** The mappings that are known, and the one that somebody named. */
export interface Mappings {
  readonly all: readonly InventoryMapping[];
  readonly wanted?: InventoryMapping;
}

/**
 * Reads headings; undefined where they are none that name at least an id and a product. Throws INVENTORY_UNREADABLE for one
 * that looks like patient data.
 */
export function readHeadings(written: readonly string[], mappings: Mappings): Headings | undefined {
  const read = written.map(readHeading);
  refusePatients(read);
  const mapping = mappings.wanted ?? mappingFor(written, read, mappings.all);
  if (mapping !== undefined) return hasAll(written, mapping.headings) ? mapped(written, mapping) : undefined;
  const known = new Set(read.flatMap((heading) => (heading.kind === 'known' ? [heading.column] : [])));
  return known.has('id') && known.has('product') ? settled(written, read) : undefined;
}

/** Throws INVENTORY_UNREADABLE where a heading looks like patient data. */
export function refusePatients(headings: readonly Heading[]): void {
  const patient = headings.find((heading) => heading.kind === 'patient');
  if (patient?.kind !== 'patient') return;
  throw unreadable(
    `The column "${patient.written}" looks like patient data, which wardwatch must not hold. Nothing was read. Remove the column and import again.`,
  );
}

/** The mapping whose headings are all there; of several, the one that asks for most. The project's own columns need none. */
function mappingFor(
  written: readonly string[],
  read: readonly Heading[],
  all: readonly InventoryMapping[],
): InventoryMapping | undefined {
  const isOwn = (column: Column) =>
    read.some((heading, index) => heading.kind === 'known' && isExact(written[index], column));
  if (isOwn('id') && isOwn('product')) return undefined;
  const fitting = all.filter((mapping) => hasAll(written, mapping.headings));
  return fitting.reduce<InventoryMapping | undefined>(
    (best, one) => (best === undefined || one.headings.length > best.headings.length ? one : best),
    undefined,
  );
}

function hasAll(written: readonly string[], wanted: readonly string[]): boolean {
  const there = new Set(written.map(bareWords));
  return wanted.every((heading) => there.has(bareWords(heading)));
}

function isExact(written: string | undefined, column: Column): boolean {
  return written?.trim().toLowerCase() === column;
}

function mapped(written: readonly string[], mapping: InventoryMapping): Headings {
  const { sources, used } = mappedSources(written, mapping);
  const leftOut = written.map((heading) => heading.trim()).filter((heading, at) => heading !== '' && !used.has(at));
  const skips = mapping.skip.map(({ heading, is }) => ({
    at: written.findIndex((one) => bareWords(one) === bareWords(heading)),
    heading,
    is: new Set(is.map((word) => word.toLowerCase())),
  }));
  const because = `Read as ${mapping.title} (mapping ${mapping.id}).${leftOut.length > 0 ? ` Columns left out: ${quoted(leftOut)}.` : ''}`;
  return {
    count: written.length,
    sources,
    leftOut: (cells) => {
      const skip = skips.find(({ at, is }) => is.has((cells[at] ?? '').trim().toLowerCase()));
      return skip && `whose ${skip.heading} is ${(cells[skip.at] ?? '').trim()}`;
    },
    notes: [{ because }],
  };
}

/** Gives each column its place. The project's own name for it goes before a synonym, then the first one counts. */
function settled(written: readonly string[], read: readonly Heading[]): Headings {
  const at = new Map<Column, number>();
  const leftOut: string[] = [];
  for (const exact of [true, false]) {
    read.forEach((heading, index) => {
      if (heading.kind === 'unknown' && exact) leftOut.push(heading.written);
      if (heading.kind !== 'known' || at.get(heading.column) === index) return;
      if (isExact(written[index], heading.column) !== exact) return;
      if (at.has(heading.column)) leftOut.push((written[index] ?? '').trim());
      else at.set(heading.column, index);
    });
  }
  const because = `Columns left out: ${quoted(leftOut)}. Known columns: ${COLUMNS.join(', ')}.`;
  return {
    count: written.length,
    sources: new Map([...at].map(([column, index]): [Column, Source] => [column, (cells) => cells[index] ?? ''])),
    leftOut: () => undefined,
    notes: leftOut.length > 0 ? [{ because }] : [],
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
