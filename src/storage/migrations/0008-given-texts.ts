import { type Kysely, sql } from 'kysely';

/** Who speaks in a document that came by a person's hand, where nothing else says it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table wardwatch.items add column publisher_name text').execute(db);
}
