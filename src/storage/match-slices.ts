import { gunzipSync, gzipSync } from 'node:zlib';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Match } from '../domain/match.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

export type SliceRow = Insertable<Tables['matches']>;

/** Matches kept in one row: their quotes and sentences repeat, so that together they take a twentieth. */
const MATCHES_A_SLICE = 500;

/** The rows in which what an advisory says of the inventory is kept: what a product's name brought in, and the rest. */
export function* slicesOf(advisoryId: string, matches: readonly Match[]): Generator<SliceRow> {
  let slice = 0;
  for (const byProduct of [true, false]) {
    const alike = matches.filter((match) => namesIn(match).length > 0 === byProduct);
    for (let start = 0; start < alike.length; start += MATCHES_A_SLICE) {
      yield rowOf(advisoryId, slice, byProduct, alike.slice(start, start + MATCHES_A_SLICE));
      slice += 1;
    }
  }
}

function rowOf(advisoryId: string, slice: number, byProduct: boolean, matches: readonly Match[]): SliceRow {
  const packed = gzipSync(jsonOf(matches), { level: 1 });
  const affected = matches.filter(({ verdict }) => verdict.kind === 'affected');
  return {
    ...{ advisory_id: advisoryId, slice, by_product: byProduct },
    asset_ids: matches.map(({ assetId }) => assetId),
    affected_ids: affected.map(({ assetId }) => assetId),
    body: sql<Buffer>`decode(${packed.toString('base64')}, 'base64')`,
  };
}

/** The products, as the advisory writes them, by which a match was found; none where it rests on a supplier or an indicator. */
export function namesIn({ evidence }: Match): readonly string[] {
  return evidence.flatMap((one) => (one.kind === 'product' ? one.advisoryName : []));
}

/** The matches in rows, by advisory, each in the order of assets. */
export function matchesIn(
  rows: readonly Pick<Selectable<Tables['matches']>, 'advisory_id' | 'body'>[],
): ReadonlyMap<string, readonly Match[]> {
  const byAdvisory = new Map<string, Match[]>();
  for (const { advisory_id, body } of rows) {
    const matches = byAdvisory.get(advisory_id) ?? [];
    byAdvisory.set(advisory_id, matches);
    for (const match of JSON.parse(gunzipSync(body).toString()) as Match[]) matches.push(match);
  }
  for (const matches of byAdvisory.values()) matches.sort(byAsset);
  return byAdvisory;
}

function byAsset(a: Match, b: Match): number {
  return a.assetId < b.assetId ? -1 : 1;
}
