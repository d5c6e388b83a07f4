import { type Kysely, sql } from 'kysely';
import type { ChannelRef, OutboxRow } from '../ports/outbox.ts';
import { outboxRowOf } from './outbox-row.ts';
import type { Tables } from './tables.ts';

/** The channels in which a row waits to be said. */
export async function readWaitingChannels(db: Kysely<Tables>): Promise<ChannelRef[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['sink', 'channel'])
    .distinct()
    .where('state', 'in', ['pending', 'unknown'])
    .execute();
  return rows.map((row) => ({ sink: row.sink as ChannelRef['sink'], channel: row.channel }));
}

/** How many rows are in each state. */
export async function countOutbox(db: Kysely<Tables>): Promise<Record<OutboxRow['state'], number>> {
  const rows = await db
    .selectFrom('outbox')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute();
  const counts = { pending: 0, sending: 0, posted: 0, unknown: 0, dead: 0 };
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}

/** Rows that a person must look at: refused, unknown, or tried again and again. */
export async function readTroubled(db: Kysely<Tables>, limit: number): Promise<OutboxRow[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where((eb) => eb.or([eb('state', 'in', ['unknown', 'dead']), eb('attempts', '>', 3)]))
    .where('state', '!=', 'posted')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => outboxRowOf(row, undefined));
}

/** Parked rows wait again; an alert of a case that the channel has another conversation about meanwhile stays parked. */
export async function reviveDead(db: Kysely<Tables>, at: string, channel: string | undefined): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let revived = trx
      .updateTable('outbox as o')
      .set({ state: 'pending', due_at: at, attempted_at: null })
      .where('o.state', '=', 'dead')
      .where(
        sql<boolean>`(o.kind <> 'alert' or not exists (select 1 from wardwatch.alerts a
          where a.case_number = o.case_number and a.sink = o.sink and a.channel = o.channel))`,
      );
    if (channel !== undefined) revived = revived.where('o.channel', '=', channel);
    const rows = await revived.returning(['o.kind', 'o.sink', 'o.channel', 'o.case_number', 'o.storm_id']).execute();
    for (const row of rows) {
      if (row.kind !== 'alert' || row.case_number === null) continue;
      const { sink, channel: place, case_number, storm_id } = row;
      await trx.insertInto('alerts').values({ sink, channel: place, case_number, storm_id, opened_at: at }).execute();
    }
    return rows.length;
  });
}
