import { type Kysely, sql } from 'kysely';

/** What waits to be matched is found in the order in which it is taken, however much of it there is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'create index advisories_waiting on wardwatch.advisories (dated_at, id) where not matched',
    'drop index wardwatch.advisories_unmatched',
  ])
    await sql.raw(statement).execute(db);
}
