import { type Kysely, sql } from 'kysely';

/**
 * Since when and why a source is as it is, when something new came last, and of which trouble the operator was told. What was
 * polled before is taken as it stands.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table wardwatch.sources
    add column failing_since timestamptz, add column cause text, add column well_since timestamptz,
    add column news_at timestamptz, add column paused_at timestamptz,
    add column told text, add column told_at timestamptz`,
  'update wardwatch.sources set failing_since = polled_at where failures > 0',
  'update wardwatch.sources set well_since = succeeded_at where failures = 0',
  `update wardwatch.sources s set news_at = coalesce(
    (select max(fetched_at) from wardwatch.items i where i.source_id = s.id), succeeded_at)`,
];
