import { type Kysely, sql } from 'kysely';

/** What makes finding and editing assets quick: all words of an asset in one small text, and the changes of one asset. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The values without the names of the fields, which nobody means by "managed" or "site".
  `alter table wardwatch.assets add column words text generated always as
     (lower(jsonb_path_query_array(body, '$.*')::text)) stored`,
  'create index inventory_before_asset on wardwatch.inventory_before (asset_id)',
];
