import { type Kysely, sql } from 'kysely';

/** When each source is asked next, and what of it the source said itself. Null: as soon as may be. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table wardwatch.sources add column plan jsonb').execute(db);
}
