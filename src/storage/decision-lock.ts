import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** The number is wardwatch's own. */
const CASES_LOCK = 7_712_004;

/**
 * Lets one transaction at a time, over all processes, decide cases or change what they are matched against: so no decision is
 * taken on an inventory that is being changed. To be taken before anything else.
 */
export async function lockDecisions(trx: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CASES_LOCK})`.execute(trx);
}
