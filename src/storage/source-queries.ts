import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { type Actor, WARDWATCH } from '../domain/actor.ts';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import type { SourceCondition } from '../domain/source-condition.ts';
import type { Batch } from '../ports/case-desk.ts';
import type { Cursor } from '../ports/source.ts';
import type { Inflow, PollPlan, SourceState } from '../ports/source-shelf.ts';
import type { SourceTold } from '../ports/told-by-clock.ts';
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
  isNews: boolean,
): Promise<void> {
  const seen = {
    ...{ polled_at: at, succeeded_at: at, failures: 0, outcome, seeded: true, failing_since: null, cause: null },
    ...(isNews && { news_at: at }),
    ...(cursor !== undefined && { cursor: JSON.stringify(cursor) }),
  };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('sources')
      .values({ id, ...seen, well_since: at })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          ...seen,
          well_since: eb
            .case()
            .when('sources.failures', '=', 0)
            .then(eb.fn.coalesce('sources.well_since', 'excluded.well_since'))
            .else(eb.ref('excluded.well_since'))
            .end(),
        })),
      )
      .execute();
    await trx
      .updateTable('batches')
      .set({ complete: true })
      .where('kind', 'in', ['seed', 'flood'])
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
  cause: RefusalCause | undefined,
): Promise<void> {
  const seen = {
    ...{ polled_at: at, outcome: because, cause: cause ?? null },
    ...(cursor !== undefined && { cursor: JSON.stringify(cursor) }),
  };
  await db.transaction().execute(async (trx) => {
    if (cause === 'off-limits') await auditOffLimits(trx, id, because, at);
    await trx
      .insertInto('sources')
      .values({ id, ...seen, failures: 1, failing_since: at })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          ...seen,
          failures: eb('sources.failures', '+', 1),
          failing_since: eb.fn.coalesce('sources.failing_since', 'excluded.failing_since'),
        })),
      )
      .execute();
  });
}

/** Where a source leads to an address that is never asked is written down once, until it leads elsewhere. */
async function auditOffLimits(trx: Transaction<Tables>, id: string, because: string, at: string): Promise<void> {
  const before = await trx.selectFrom('sources').select('outcome').where('id', '=', id).executeTakeFirst();
  if (before?.outcome === because) return;
  await appendAudit(trx, { at, actor: WARDWATCH, action: 'source.off-limits', subject: id, after: { because } });
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
      .set({ paused, paused_at: paused ? at : null, ...(!paused && { plan: null }) })
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

/** Records of which trouble the operator is told now (undefined: that it is over); false where somebody was faster. */
export async function markSourceTold(db: Kysely<Tables>, look: SourceTold, at: string): Promise<boolean> {
  const rows = await db
    .updateTable('sources')
    .set({ told: look.told ?? null, told_at: at })
    .where('id', '=', look.id)
    .where('told', 'is not distinct from', look.before ?? null)
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** A batch of a source survives an interrupted poll, so it is found again instead of opened twice. */
export async function openBatch(db: Kysely<Tables>, kind: Batch['kind'], label: string, at: string): Promise<number> {
  const open = kind === 'seed' || kind === 'flood' ? await findOpenBatch(db, kind, label) : undefined;
  if (open !== undefined) return open;
  const row = await db
    .insertInto('batches')
    .values({ kind, label, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function findOpenBatch(db: Kysely<Tables>, kind: Batch['kind'], label: string): Promise<number | undefined> {
  const open = await db
    .selectFrom('batches')
    .select('id')
    .where('kind', '=', kind)
    .where('label', '=', label)
    .where('complete', '=', false)
    .executeTakeFirst();
  return open?.id;
}

/** How many of these documents a source never offered before, what is usual there, and whether a flood of it was begun. */
export async function readInflow(
  db: Kysely<Tables>,
  id: string,
  guids: readonly string[],
  since: string,
): Promise<Inflow> {
  const { rows } = await sql<{ known: number; recent: number }>`
    select
      (select count(distinct guid)::int from wardwatch.items
        where source_id = ${id} and guid = any(${[...guids]}::text[])) as known,
      (select count(*)::int from wardwatch.items
        where source_id = ${id} and batch_id is null and fetched_at > ${since}::timestamptz) as recent`.execute(db);
  const { known = 0, recent = 0 } = rows[0] ?? {};
  const newcomers = new Set(guids).size - known;
  return { newcomers, recent, isFlooding: (await findOpenBatch(db, 'flood', id)) !== undefined };
}

function sourceStateOf(row: Selectable<Tables['sources']>): SourceState {
  const instant = <Name extends string>(name: Name, at: Date | null) =>
    (at === null ? {} : { [name]: at.toISOString() }) as { readonly [name in Name]?: string };
  return {
    id: row.id,
    ...(row.cursor && { cursor: row.cursor }),
    ...instant('polledAt', row.polled_at),
    ...instant('succeededAt', row.succeeded_at),
    failures: row.failures,
    ...instant('failingSince', row.failing_since),
    ...(row.cause !== null && { cause: row.cause as RefusalCause }),
    ...instant('wellSince', row.well_since),
    ...instant('newsAt', row.news_at),
    ...(row.outcome !== null && { outcome: row.outcome }),
    seeded: row.seeded,
    paused: row.paused,
    ...instant('pausedAt', row.paused_at),
    ...(row.told !== null && { told: row.told as SourceCondition }),
    ...instant('toldAt', row.told_at),
    ...(row.plan !== null && { plan: row.plan as PollPlan }),
  };
}
