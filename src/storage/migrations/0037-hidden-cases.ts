import { type Kysely, sql } from 'kysely';

/** The suppression that kept a case from being told, until it is told after all or need not be. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table wardwatch.cases add column hidden_by text').execute(db);
}
