import { type Kysely, sql } from 'kysely';

/** The few cases in which people said something of remedies, which every decision asks for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create index cases_remedied on wardwatch.cases (number) where handling->'remediations' <> '[]'`)
    .execute(db);
}
