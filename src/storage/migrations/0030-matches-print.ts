import { type Kysely, sql } from 'kysely';

/** A fingerprint of all that an advisory says of the inventory, so that what says the same again need not be read back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Absent: its matches were stored before there were fingerprints, and nobody knows whether they say the same.
  await sql.raw('alter table wardwatch.advisories add column matches_print text').execute(db);
}
