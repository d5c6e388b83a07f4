import { type Kysely, sql } from 'kysely';

/** How long makers mend their products: one row a cycle of a product's releases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table wardwatch.release_cycles (
      source text not null, product text not null, cycle text not null, body jsonb not null,
      primary key (source, product, cycle))`)
    .execute(db);
}
