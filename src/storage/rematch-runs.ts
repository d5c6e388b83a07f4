import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { RematchRun } from '../domain/rematch-run.ts';
import { appendAudit } from './audit-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import type { Tables } from './tables.ts';

/** What is being matched again, and what was stopped of it, the oldest first. */
export async function readRematchRuns(db: Kysely<Tables>): Promise<RematchRun[]> {
  const { rows } = await sql<RunRow>`
    select b.id, b.label, b.created_at, b.started_by, b.size, w.count as waiting, b.stopped_by, b.stopped_at
    from wardwatch.batches b join (
      select batch_id, count(*)::int as count from wardwatch.advisories where not matched group by batch_id) w
      on w.batch_id = b.id
    where b.kind = 'rematch' order by b.id`.execute(db);
  return rows.map(({ id, label, created_at, started_by, size, waiting, stopped_by, stopped_at }) => ({
    ...{ batchId: id, label, startedAt: created_at.toISOString(), total: size, waiting },
    ...(started_by !== null && { startedBy: started_by }),
    ...(stopped_by !== null && stopped_at !== null && { stopped: { by: stopped_by, at: stopped_at.toISOString() } }),
  }));
}

interface RunRow {
  readonly id: number;
  readonly label: string;
  readonly created_at: Date;
  readonly started_by: string | null;
  readonly size: number;
  readonly waiting: number;
  readonly stopped_by: string | null;
  readonly stopped_at: Date | null;
}

/**
 * Stops what is being matched again, up to a batch where one is given. What is left waits in a batch of its own and keeps its matches
 * of before; what was found until then is told as ever. How many advisories are left.
 */
export async function holdRematch(db: Kysely<Tables>, actor: Actor, at: string, upTo?: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const running = (await readRematchRuns(trx)).filter(
      ({ batchId, stopped }) => stopped === undefined && batchId <= (upTo ?? batchId),
    );
    for (const { batchId } of running) await setRestAside(trx, batchId, actor.name, at);
    const waiting = running.reduce((sum, run) => sum + run.waiting, 0);
    if (waiting === 0) return 0;
    await appendAudit(trx, { at, actor, action: 'assets.rematch-stop', subject: 'assets', after: { waiting } });
    return waiting;
  });
}

async function setRestAside(trx: Kysely<Tables>, batchId: number, by: string, at: string): Promise<void> {
  await sql`
    with rest as (
      insert into wardwatch.batches
        (kind, label, complete, created_at, size, started_by, held, stopped_by, stopped_at, rest_of)
      select kind, label, complete, created_at, size, started_by, true, ${by}, ${at}::timestamptz, id
      from wardwatch.batches where id = ${batchId} returning id)
    update wardwatch.advisories set batch_id = rest.id from rest where batch_id = ${batchId} and not matched`.execute(
    trx,
  );
}

/** Lets what was stopped go on where it stood, up to a batch. How many advisories that are. */
export async function resumeRematch(db: Kysely<Tables>, actor: Actor, at: string, upTo: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const held = (await readRematchRuns(trx)).filter(({ batchId, stopped }) => stopped && batchId <= upTo);
    const waiting = held.reduce((sum, run) => sum + run.waiting, 0);
    if (waiting === 0) return 0;
    await trx.updateTable('batches').set(GOING_ON).where('held', '=', true).where('id', '<=', upTo).execute();
    await appendAudit(trx, { at, actor, action: 'assets.rematch-resume', subject: 'assets', after: { waiting } });
    return waiting;
  });
}

/** What says of a batch that nobody stopped it. */
export const GOING_ON = { held: false, stopped_by: null, stopped_at: null };
