import { type Kysely, sql } from 'kysely';

/** What every decision asks of other cases and advisories is found at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The few cases in which people said something of remedies.
  `create index cases_remedied on wardwatch.cases (number) where handling->'remediations' <> '[]'`,
  // The embedded database is never vacuumed: what such an index keeps to be sorted in later, each question reads through.
  ...['advisories_aliases', 'cases_aliases'].flatMap((index) => [
    `alter index wardwatch.${index} set (fastupdate = off)`,
    `select gin_clean_pending_list('wardwatch.${index}')`,
  ]),
];
