import type { Asset } from '../domain/asset.ts';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import { csvText } from '../domain/csv-text.ts';

/** Writes an inventory as CSV with every column, so that importing it again changes nothing. */
export function assetsToCsv(assets: Iterable<Asset>): string {
  return csvText([COLUMNS, ...Array.from(assets, (asset) => COLUMNS.map((column) => CELL_OF[column](asset)))]);
}

/** The same without the line of headings, for an inventory that is written in pieces. */
export function assetsToCsvRows(assets: Iterable<Asset>): string {
  return csvText(Array.from(assets, (asset) => COLUMNS.map((column) => CELL_OF[column](asset))));
}

/** What a column says of an asset, as the import reads it back. */
export function cellOf(asset: Asset, column: Column): string {
  return CELL_OF[column](asset) ?? '';
}

const CELL_OF: Readonly<Record<Column, (asset: Asset) => string | undefined>> = {
  id: (asset) => asset.id,
  hostname: (asset) => asset.hostname,
  ip: (asset) => asset.ip,
  vendor: (asset) => asset.vendor,
  product: (asset) => asset.product,
  version: (asset) => asset.version,
  version_confirmed_at: (asset) => asset.versionConfirmedAt,
  last_updated_at: (asset) => asset.lastUpdatedAt,
  managed: (asset) => yesOrNoCell(asset.managed),
  supplier: (asset) => asset.supplier,
  owner: (asset) => asset.owner,
  site: (asset) => asset.site,
  clinical_use: (asset) => asset.clinicalUse,
  exposure: (asset) => asset.exposure,
  safety: (asset) => asset.safety,
  mission: (asset) => asset.mission,
  phi: (asset) => yesOrNoCell(asset.phi),
  compensating: ({ compensating }) => compensating && controlCell(compensating),
  observables: (asset) => listCell(asset.observables),
  cpe: (asset) => asset.cpe,
  purl: (asset) => asset.purl,
  udi: (asset) => asset.udi,
  model: (asset) => asset.model,
  serial: (asset) => asset.serial,
  tags: (asset) => listCell(asset.tags),
};

/** Yes or no as a cell says it. */
export function yesOrNoCell(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? 'yes' : 'no';
}

/** Members apart by `;`, with one at the end where a lone member holds a comma, which would be read as two. */
export function listCell(members: readonly string[]): string {
  const [only] = members;
  return members.length === 1 && only?.includes(',') ? `${only};` : members.join('; ');
}

/** A control and the day of its check as a cell says them. */
export function controlCell({
  control,
  verifiedOn,
}: {
  readonly control: string;
  readonly verifiedOn: string;
}): string {
  return `${control} (verified ${verifiedOn})`;
}
