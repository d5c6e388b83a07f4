import { type Kysely, sql } from 'kysely';

/** The organisation itself is matched like an asset: a row of its own, whose watchlist is the empty text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table wardwatch.assets drop constraint assets_watchlist_fkey').execute(db);
}
