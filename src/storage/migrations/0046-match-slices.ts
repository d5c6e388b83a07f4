import { gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';

/** What an advisory says of the inventory is kept together, packed: a row an asset took twenty times the room, and most of a match's time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  const { rows } = await sql<{ advisory_id: string }>`
    select distinct advisory_id from wardwatch.matches_before`.execute(db);
  for (const { advisory_id } of rows) await move(db, advisory_id);
  await sql.raw('drop table wardwatch.matches_before').execute(db);
}

const STATEMENTS = [
  'alter table wardwatch.matches rename to matches_before',
  `create table wardwatch.matches (
     advisory_id text not null references wardwatch.advisories, slice int not null, by_product boolean not null, asset_ids text[] not null,
     affected_ids text[] not null, body bytea not null, constraint matches_slices primary key (advisory_id, slice))`,
  // Without a list of what is still to be sorted in, which every question about one asset would have to read.
  'create index matches_assets on wardwatch.matches using gin (asset_ids) with (fastupdate = off)',
  // A question about many assets asks for each of them by the index: to read all rows looks cheap, since their lists lie elsewhere.
  `create function wardwatch.matches_on(asset_id text) returns setof wardwatch.matches language sql stable rows 10
     set enable_seqscan = off as $$ select * from wardwatch.matches where asset_ids @> array[$1] $$`,
];

interface Kept {
  readonly assetId: string;
  readonly verdict: { readonly kind: string };
  readonly evidence: readonly { readonly kind: string }[];
}

const MATCHES_A_SLICE = 500;

async function move(db: Kysely<unknown>, advisoryId: string): Promise<void> {
  const { rows } = await sql<{ body: Kept }>`
    select body from wardwatch.matches_before where advisory_id = ${advisoryId}`.execute(db);
  const matches = rows.map(({ body }) => body).sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
  let slice = 0;
  for (const byProduct of [true, false]) {
    const alike = matches.filter(({ evidence }) => evidence.some(({ kind }) => kind === 'product') === byProduct);
    for (let start = 0; start < alike.length; start += MATCHES_A_SLICE) {
      const part = alike.slice(start, start + MATCHES_A_SLICE);
      const affected = part.filter(({ verdict }) => verdict.kind === 'affected').map(({ assetId }) => assetId);
      await sql`insert into wardwatch.matches (advisory_id, slice, by_product, asset_ids, affected_ids, body)
        values (${advisoryId}, ${slice}, ${byProduct}, ${part.map(({ assetId }) => assetId)}::text[], ${affected}::text[],
          ${gzipSync(JSON.stringify(part), { level: 1 })})`.execute(db);
      slice += 1;
    }
  }
}
