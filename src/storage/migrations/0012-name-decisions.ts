import { type Kysely, sql } from 'kysely';

/** What people decided of names: that a name of the inventory and one of advisories mean one product, or two. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // One row for two names, by the key of both; `body` is null once the decision is forgotten, `before` what held before the last change.
  `create table wardwatch.name_decisions (
     id int generated always as identity primary key, key text not null unique, version int not null default 1,
     body jsonb, before jsonb, changed_at timestamptz not null)`,
  'create index advisory_products_name on wardwatch.advisory_products (product)',
];
