import { type Kysely, sql } from 'kysely';
import type { Batch } from '../ports/case-desk.ts';
import { caseIdOf } from './case-id.ts';
import type { Tables } from './tables.ts';

/** The cases that a batch touched, once it is complete and nothing of it is pending; undefined when it is closed or not ready. */
export async function readReadyBatch(db: Kysely<Tables>, batchId: number): Promise<string[] | undefined> {
  const ready = await db
    .selectFrom('batches')
    .select('id')
    .where('id', '=', batchId)
    .where('state', '=', 'open')
    .where('complete', '=', true)
    .where('held', '=', false)
    .where(sql<boolean>`not (${pendingIn(batchId)})`)
    .executeTakeFirst();
  return ready && readTouched(db, batchId);
}

/** Closes such a batch, and says what it touched. */
export async function closeBatch(
  db: Kysely<Tables>,
  batchId: number,
): Promise<{ batch: Batch; caseIds: string[]; items: number; refused: number } | undefined> {
  const closed = await db
    .updateTable('batches')
    .set({ state: 'closed' })
    .where('id', '=', batchId)
    .where('state', '=', 'open')
    .where('complete', '=', true)
    .where('held', '=', false)
    .where(sql<boolean>`not (${pendingIn(batchId)})`)
    .returning(['id', 'kind', 'label'])
    .executeTakeFirst();
  if (!closed) return undefined;
  const counts = await db
    .selectFrom('items')
    .select([
      sql<number>`count(*)::int`.as('items'),
      sql<number>`count(*) filter (where state = 'refused')::int`.as('refused'),
    ])
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow();
  return { batch: closed, caseIds: await readTouched(db, batchId), ...counts };
}

function pendingIn(batchId: number) {
  return sql<boolean>`
    exists (select 1 from wardwatch.items where batch_id = ${batchId} and state = 'pending')
    or exists (select 1 from wardwatch.advisories where batch_id = ${batchId} and not matched)`;
}

async function readTouched(db: Kysely<Tables>, batchId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('batch_cases')
    .select('case_number')
    .where('batch_id', '=', batchId)
    .orderBy('case_number')
    .execute();
  return rows.map((row) => caseIdOf(row.case_number));
}
