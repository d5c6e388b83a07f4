import { type Kysely, sql } from 'kysely';

/** Dates that sources give and that cannot be dates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table wardwatch.items add column date_not_read text').execute(db);
}
