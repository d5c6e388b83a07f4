import { type Kysely, sql } from 'kysely';

/** What people do not want to be told of for a time. A row that was taken away stays, so that the audit's words keep their meaning. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table wardwatch.suppressions (
         number int generated always as identity primary key, scope jsonb not null, reason text not null,
         expires_on text not null, actor jsonb not null, at timestamptz not null, removed boolean not null default false)`,
    )
    .execute(db);
}
