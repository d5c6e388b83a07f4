import { type Kysely, sql } from 'kysely';

/** Who let what is stored be matched again and who stopped it, and where what was stopped waits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // `rest_of`: the batch of which a person stopped what was left.
  `alter table wardwatch.batches add column started_by text, add column stopped_by text,
    add column stopped_at timestamptz, add column rest_of integer`,
  `update wardwatch.batches set stopped_by = 'somebody', stopped_at = created_at where held`,
  // The stopped batch that a waiting advisory was in when a later change took it into its own; null: in none.
  'alter table wardwatch.advisories add column stopped_in integer',
];
