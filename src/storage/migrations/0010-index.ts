import { type Kysely, sql } from 'kysely';

/** What each version of the inventory changed, so that an index in memory is kept up by it; and re-matches that can be stopped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The assets that a version touched are those of the change, and the ones named here: what a watchlist watches for.
  `create table wardwatch.inventory_versions (
     version int primary key, change_number int references wardwatch.inventory_changes on delete cascade,
     asset_ids text[] not null default '{}')`,

  // `size`: how many advisories a re-match began with; `held`: a person stopped it.
  'alter table wardwatch.batches add column size int not null default 0, add column held boolean not null default false',

  // The inventory's version that an advisory was last matched against; -1: nobody knows.
  'alter table wardwatch.advisories add column matched_in int not null default -1',
];
