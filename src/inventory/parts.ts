import type { Asset } from '../domain/asset.ts';
import type { LocalDate } from '../domain/time.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { InventoryPiece } from '../ports/inventory-file.ts';
import { readAssetRow } from './asset-row.ts';
import { unreadable } from './unreadable.ts';

/** One thing that a list of parts (SBOM) names. */
export interface Part {
  /** Its number in the list, counted from 1. */
  readonly number: number;
  readonly name: string;
  readonly version?: string;
  readonly vendor?: string;
  readonly cpe?: string;
  readonly purl?: string;
  /** The parts that it is a part of, outermost first. */
  readonly within: readonly string[];
}

/** A list of parts, as its format says it. */
export interface PartsList {
  /** What the list is of; absent where it does not say. */
  readonly whole?: Omit<Part, 'within'>;
  /** Names the list where it does not say of what it is. */
  readonly serial?: string;
  readonly day?: LocalDate;
  readonly parts: Iterable<Part>;
}

/**
 * The assets that a list of parts names. Their ids begin with the asset that runs them: the one that was named, else the whole
 * by its name, since serial numbers are new in each list; then follows the package without its version, so that a newer list
 * changes an asset and adds none. Where one list has several versions of a package, each has its version in its id.
 *
 * The parts share place, owner and exposure with the asset that was named, and are tagged with what they are a part of.
 */
export function* assetsOfParts(list: PartsList, host: Asset | undefined): Generator<InventoryPiece> {
  const { whole, serial, day } = list;
  const root = host?.id ?? (whole === undefined ? serial : named(whole));
  if (root === undefined) {
    throw unreadable('The list of parts does not say what it is of. Name the asset that runs it: --asset ID.');
  }
  yield { kind: 'scope', idsBeginWith: `${root}/` };
  const parts = [...list.parts];
  const keys = severalVersions(parts);
  if (whole !== undefined && host === undefined) yield* assetOf({ ...whole, within: [] }, root, [], day, host);
  const seen = new Set<string>();
  for (const part of parts) {
    const key = keyOf(part);
    const id = `${root}/${keys.has(key) ? `${key}@${part.version ?? ''}` : key}`;
    if (seen.has(id)) continue;
    seen.add(id);
    yield* assetOf(part, id, [root, ...part.within], day, host);
  }
}

function named({ name, vendor }: Omit<Part, 'within'>): string {
  return vendor === undefined ? name : `${vendor} ${name}`;
}

/** A package without its version and what qualifies it (package-url/purl-spec); else its name. */
function keyOf({ purl, name }: Part): string {
  const bare = /^pkg:[^@?#]+/i.exec(purl ?? '')?.[0];
  // A scope of npm is written with an @ that is not always encoded.
  const scoped = /^pkg:npm\/@[^@?#]+/i.exec(purl ?? '')?.[0];
  return scoped ?? bare ?? name;
}

function severalVersions(parts: readonly Part[]): ReadonlySet<string> {
  const versions = new Map<string, string>();
  const several = new Set<string>();
  for (const part of parts) {
    const key = keyOf(part);
    const first = versions.get(key);
    if (first === undefined) versions.set(key, part.version ?? '');
    else if (first !== (part.version ?? '')) several.add(key);
  }
  return several;
}

function* assetOf(
  part: Part,
  id: string,
  path: readonly string[],
  day: LocalDate | undefined,
  host: Asset | undefined,
): Generator<InventoryPiece> {
  const cells: Readonly<Record<string, string | undefined>> = {
    id: visibleText(id),
    product: part.name,
    vendor: part.vendor,
    version: part.version,
    version_confirmed_at: part.version === undefined ? undefined : day,
    cpe: part.cpe,
    purl: part.purl,
    tags: path.length === 0 ? undefined : `${IN} ${path.join(' > ').replace(/[;|\n]/g, ' ')};`,
  };
  const row = readAssetRow((column) => cells[column] ?? '');
  if (row.kind === 'refused') yield { kind: 'refused', line: part.number, because: row.because, row: part.name };
  else yield { kind: 'asset', line: part.number, asset: { ...shared(host), ...row.asset } };
}

const IN = 'part of';

/** What is true of a part because it is true of what runs it. */
function shared(host: Asset | undefined): Partial<Asset> {
  if (host === undefined) return {};
  const { hostname, ip, managed, owner, site, clinicalUse, exposure, safety, mission, phi, compensating } = host;
  const facts = { hostname, ip, managed, owner, site, clinicalUse, exposure, safety, mission, phi, compensating };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
