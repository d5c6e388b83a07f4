import { type Kysely, sql } from 'kysely';

/** Files that were read and compared, and wait for a person to say yes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // `file` is gzipped, and gone once the import ended. What it was compared with is named by the inventory's version.
  `create table wardwatch.imports (
     id int generated always as identity primary key, at timestamptz not null, actor_id text not null, actor_name text not null,
     file_name text not null, sync boolean not null, file bytea, inventory_version int not null,
     state text not null default 'prepared' check (state in ('prepared', 'done', 'cancelled')),
     ended_at timestamptz, ended_by text, change_number int)`,
];
