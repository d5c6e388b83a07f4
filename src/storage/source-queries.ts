import type { Kysely } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Batch } from '../ports/case-desk.ts';
import type { Cursor } from '../ports/source.ts';
import type { PollPlan, SourceState } from '../ports/store.ts';
import { appendAudit } from './audit-queries.ts';
import type { Tables } from './tables.ts';

export async function readSourceState(db: Kysely<Tables>, id: string): Promise<SourceState> {
  const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? sourceStateOf(row) : { id, failures: 0, seeded: false, paused: false };
}

export async function readSourceStates(db: Kysely<Tables>): Promise<SourceState[]> {
  return (await db.selectFrom('sources').selectAll().orderBy('id').execute()).map(sourceStateOf);
}

/** The cursor moves only here, after every item it covers is stored; the first success also completes the seed batch. */
export async function recordPollSuccess(
  db: Kysely<Tables>,
  id: string,
  at: string,
  outcome: string,
  cursor: Cursor | undefined,
): Promise<void> {
  const seen = { polled_at: at, succeeded_at: at, failures: 0, outcome, seeded: true };
  const moved = cursor === undefined ? {} : { cursor: JSON.stringify(cursor) };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('sources')
      .values({ id, ...seen, ...moved })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...seen, ...moved }))
      .execute();
    await trx
      .updateTable('batches')
      .set({ complete: true })
      .where('kind', '=', 'seed')
      .where('label', '=', id)
      .execute();
  });
}

export async function recordPollRefusal(
  db: Kysely<Tables>,
  id: string,
  at: string,
  because: string,
  cursor: Cursor | undefined,
): Promise<void> {
  const moved = cursor === undefined ? {} : { cursor: JSON.stringify(cursor) };
  await db
    .insertInto('sources')
    .values({ id, polled_at: at, failures: 1, outcome: because, ...moved })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        polled_at: at,
        failures: eb('sources.failures', '+', 1),
        outcome: because,
        ...moved,
      })),
    )
    .execute();
}

export async function planPoll(db: Kysely<Tables>, id: string, plan: PollPlan): Promise<void> {
  const planned = { plan: JSON.stringify(plan) };
  await db
    .insertInto('sources')
    .values({ id, ...planned })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(planned))
    .execute();
}

/** Stops or resumes a source's polling, with its audit entry; false where it stood so already. */
export async function setPaused(
  db: Kysely<Tables>,
  id: string,
  paused: boolean,
  actor: Actor,
  at: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await trx
      .insertInto('sources')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const changed = await trx
      .updateTable('sources')
      .set({ paused, ...(!paused && { plan: null }) })
      .where('id', '=', id)
      .where('paused', '=', !paused)
      .returning('id')
      .execute();
    if (changed.length === 0) return false;
    const action = paused ? 'source.pause' : 'source.resume';
    await appendAudit(trx, { at, actor, action, subject: id, before: { paused: !paused }, after: { paused } });
    return true;
  });
}

/** A source's seed batch survives an interrupted first poll, so it is found again instead of opened twice. */
export async function openBatch(db: Kysely<Tables>, kind: Batch['kind'], label: string, at: string): Promise<number> {
  if (kind === 'seed') {
    const open = await db
      .selectFrom('batches')
      .select('id')
      .where('kind', '=', 'seed')
      .where('label', '=', label)
      .where('complete', '=', false)
      .executeTakeFirst();
    if (open) return open.id;
  }
  const row = await db
    .insertInto('batches')
    .values({ kind, label, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

function sourceStateOf(row: {
  id: string;
  cursor: Record<string, unknown> | null;
  polled_at: Date | null;
  succeeded_at: Date | null;
  failures: number;
  outcome: string | null;
  seeded: boolean;
  paused: boolean;
  plan: unknown;
}): SourceState {
  return {
    id: row.id,
    ...(row.cursor && { cursor: row.cursor }),
    ...(row.polled_at && { polledAt: row.polled_at.toISOString() }),
    ...(row.succeeded_at && { succeededAt: row.succeeded_at.toISOString() }),
    failures: row.failures,
    ...(row.outcome !== null && { outcome: row.outcome }),
    seeded: row.seeded,
    paused: row.paused,
    ...(row.plan !== null && { plan: row.plan as PollPlan }),
  };
}
