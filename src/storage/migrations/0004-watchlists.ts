import { type Kysely, sql } from 'kysely';

/** What teams watch for, and changes of the inventory that can be undone. What a list watches for is matched like an asset, and is no part of the inventory. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'create table wardwatch.watchlists (name text primary key, version int not null, body jsonb not null, updated_at timestamptz not null)',
  'alter table wardwatch.assets add column watchlist text references wardwatch.watchlists on delete cascade',
  'create index assets_watchlist on wardwatch.assets (watchlist) where watchlist is not null',

  // Each change of the inventory, with what the touched assets held before; null where there was none of this id.
  `create table wardwatch.inventory_changes (
     number int generated always as identity primary key, at timestamptz not null, actor_name text not null,
     added int not null, changed int not null, removed int not null, undone boolean not null default false)`,
  `create table wardwatch.inventory_before (
     change_number int not null references wardwatch.inventory_changes on delete cascade, asset_id text not null, body jsonb,
     primary key (change_number, asset_id))`,
];
