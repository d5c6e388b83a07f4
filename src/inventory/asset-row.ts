import type { Asset } from '../domain/asset.ts';
import type { Column } from '../domain/asset-columns.ts';
import { ORGANISATION_ID } from '../domain/organisation.ts';
import {
  readCompensating,
  readDay,
  readExposure,
  readList,
  readMission,
  readObservables,
  readSafety,
  readText,
  readYesNo,
} from './cells.ts';

/** A row that became an asset. */
export interface AssetRow {
  readonly kind: 'read';
  readonly asset: Asset;
  readonly unread: readonly UnreadCell[];
}

/** A cell that says something that could not be read. */
export interface UnreadCell {
  readonly column: Column;
  /** As it was written, cut to 60 characters. */
  readonly written: string;
  /** What would be right. */
  readonly expected: string;
}

/** A row that names no asset. */
export interface NoAssetRow {
  readonly kind: 'refused';
  readonly because: string;
}

/** Reads one row; `cell` gives the cell of a column as it is written, empty where there is none. */
export function readAssetRow(cell: (column: Column) => string): AssetRow | NoAssetRow {
  const text = (column: Column): string | undefined => readText(cell(column));
  const id = text('id');
  const product = text('product');
  if (id === undefined) return { kind: 'refused', because: 'It has no id.' };
  if (id.startsWith('watch:')) {
    return { kind: 'refused', because: `The id "${id}" begins with "watch:", which is kept for watchlists.` };
  }
  if (id === ORGANISATION_ID) {
    return { kind: 'refused', because: `The id "${id}" is kept for the organisation itself.` };
  }
  if (product === undefined) return { kind: 'refused', because: `The asset "${id}" has no product.` };
  const unread: UnreadCell[] = [];
  const value = <T>(column: Column, read: (text: string) => T | undefined, expected: string): T | undefined => {
    const written = text(column);
    const found = written === undefined ? undefined : read(written);
    if (written !== undefined && found === undefined) {
      unread.push({ column, written: written.slice(0, 60), expected });
    }
    return found;
  };
  const asset: Asset = {
    id,
    ...present('hostname', text('hostname')),
    ...present('ip', text('ip')),
    ...present('vendor', text('vendor')),
    product,
    ...present('version', text('version')),
    ...present('versionConfirmedAt', value('version_confirmed_at', readDay, A_DAY)),
    ...present('lastUpdatedAt', value('last_updated_at', readDay, A_DAY)),
    ...present('managed', value('managed', readYesNo, YES_OR_NO)),
    ...present('supplier', text('supplier')),
    ...present('owner', text('owner')),
    ...present('site', text('site')),
    ...present('clinicalUse', text('clinical_use')),
    ...present('exposure', value('exposure', readExposure, 'open, controlled or small')),
    ...present('safety', value('safety', readSafety, 'negligible, marginal, critical or catastrophic')),
    ...present(
      'mission',
      value('mission', readMission, 'degraded, mef support crippled, mef failure or mission failure'),
    ),
    ...present('phi', value('phi', readYesNo, YES_OR_NO)),
    ...present(
      'compensating',
      value('compensating', readCompensating, 'the control and the day it was checked, "… (verified 2023-09-01)"'),
    ),
    observables: readObservables(text('observables') ?? ''),
    ...present('cpe', text('cpe')),
    ...present('purl', text('purl')),
    ...present('udi', text('udi')),
    ...present('model', text('model')),
    ...present('serial', text('serial')),
    tags: readList(text('tags') ?? ''),
  };
  return { kind: 'read', asset, unread };
}

const A_DAY = 'a day such as 2019-03-15';
const YES_OR_NO = 'yes or no';

/** One for all: most of millions of cells say nothing. */
const NOTHING = {};

/** The field, or nothing where its value is unknown. */
function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? NOTHING : ({ [key]: value } as Record<K, V>);
}
