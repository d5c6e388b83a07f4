import { type Kysely, sql } from 'kysely';
import type { Outgoing, Receipt } from '../ports/sink.ts';
import type { NewOutboxRow, OutboxRow, Settlement } from '../ports/store.ts';
import { caseNumber } from './case-id.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Writes what is to be said; an `alert` also opens the conversation that later rows of the case go to. */
export async function insertOutboxRow(db: Kysely<Tables>, row: NewOutboxRow, at: string): Promise<void> {
  const number = 'caseId' in row ? caseNumber(row.caseId) : null;
  if (row.kind === 'alert') {
    await db
      .insertInto('alerts')
      .values({ case_number: caseNumber(row.caseId), sink: row.sink, channel: row.channel })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await db
    .insertInto('outbox')
    .values({
      key: row.key,
      sink: row.sink,
      channel: row.channel,
      kind: row.kind,
      case_number: number,
      priority: row.priority,
      payload: jsonOf(payloadOf(row)),
      created_at: at,
      due_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/**
 * Claims the channel's oldest waiting row if it is due. While a row is being sent, waits for a retry or has an unknown
 * outcome, nothing behind it in the channel goes out, so that an update never overtakes its alert.
 */
export async function claimNext(
  db: Kysely<Tables>,
  sink: OutboxRow['sink'],
  channel: string,
  now: string,
): Promise<OutboxRow | undefined> {
  return db.transaction().execute(async (trx) => {
    const head = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('sink', '=', sink)
      .where('channel', '=', channel)
      .where('state', 'in', ['pending', 'sending', 'unknown'])
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (!head || head.state === 'sending' || head.due_at.toISOString() > now) return undefined;
    const root = await rootReceipt(trx, head);
    const attempted = head.attempted_at?.toISOString();
    await trx
      .updateTable('outbox')
      .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), attempted_at: attempted ?? now }))
      .where('id', '=', head.id)
      .execute();
    return outboxRowOf(head, root);
  });
}

export async function settle(db: Kysely<Tables>, rowId: number, settlement: Settlement): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('outbox')
      .set(changesFor(settlement))
      .where('id', '=', rowId)
      .returning(['kind', 'sink', 'channel', 'case_number'])
      .executeTakeFirst();
    if (settlement.kind !== 'posted' || row?.kind !== 'alert' || row.case_number === null) return;
    await trx
      .updateTable('alerts')
      .set({ receipt: JSON.stringify(settlement.receipt) })
      .where('case_number', '=', row.case_number)
      .where('sink', '=', row.sink)
      .where('channel', '=', row.channel)
      .execute();
  });
}

export async function nextDue(db: Kysely<Tables>, sink: string, channel: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('due_at')
    .where('sink', '=', sink)
    .where('channel', '=', channel)
    .where('state', 'in', ['pending', 'unknown'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at.toISOString();
}

export async function abandonSending(db: Kysely<Tables>, attemptedBefore: string): Promise<number> {
  const rows = await db
    .updateTable('outbox')
    .set({ state: 'unknown', because: 'the process that was sending it ended' })
    .where('state', '=', 'sending')
    .where('attempted_at', '<=', sql<Date>`${attemptedBefore}::timestamptz`)
    .returning('id')
    .execute();
  return rows.length;
}

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

type Row = {
  id: number;
  key: string;
  sink: string;
  channel: string;
  kind: Outgoing['kind'];
  case_number: number | null;
  payload: unknown;
  state: OutboxRow['state'];
  attempts: number;
  because: string | null;
  attempted_at: Date | null;
};

async function rootReceipt(db: Kysely<Tables>, row: Row): Promise<Receipt | undefined> {
  if (row.case_number === null || row.kind === 'alert') return undefined;
  const alert = await db
    .selectFrom('alerts')
    .select('receipt')
    .where('case_number', '=', row.case_number)
    .where('sink', '=', row.sink)
    .where('channel', '=', row.channel)
    .executeTakeFirst();
  return alert?.receipt ?? undefined;
}

function outboxRowOf(row: Row, root: Receipt | undefined): OutboxRow {
  const outgoing = {
    ...(row.payload as object),
    key: row.key,
    channel: row.channel,
    kind: row.kind,
    ...(root && { root }),
  } as Outgoing;
  return {
    id: row.id,
    sink: row.sink as OutboxRow['sink'],
    outgoing,
    state: row.state,
    attempts: row.attempts + 1,
    ...(row.because !== null && { because: row.because }),
    ...(row.attempted_at && { attemptedAt: row.attempted_at.toISOString() }),
  };
}

function payloadOf(row: NewOutboxRow): unknown {
  if (row.kind === 'summary') return { title: row.title, lines: row.lines };
  if (row.kind === 'update') return { message: row.message, changes: row.changes };
  return { message: row.message };
}

function changesFor(settlement: Settlement) {
  switch (settlement.kind) {
    case 'posted':
      return { state: 'posted' as const, receipt: JSON.stringify(settlement.receipt), because: null };
    case 'retry':
      return { state: 'pending' as const, due_at: settlement.dueAt, because: settlement.because, attempted_at: null };
    case 'unknown':
      return { state: 'unknown' as const, due_at: settlement.dueAt, because: settlement.because };
    case 'dead':
      return { state: 'dead' as const, because: settlement.because };
  }
}
