import { type Kysely, sql } from 'kysely';
import type { ChannelRef, Claim, NewOutboxRow, OutboxRow, Settlement } from '../ports/outbox.ts';
import type { Receipt } from '../ports/sink.ts';
import { caseNumber } from './case-id.ts';
import { openConversation } from './conversation-queries.ts';
import { jsonOf } from './item-queries.ts';
import { outboxRowOf, payloadOf, type Row } from './outbox-row.ts';
import type { Tables } from './tables.ts';

/**
 * Writes what is to be said; an `alert` also opens the conversation that later rows of the case go to. What waits of the same
 * case becomes as urgent as the newcomer, so that the order within a case holds and nothing urgent waits behind it.
 */
export async function insertOutboxRow(db: Kysely<Tables>, row: NewOutboxRow, at: string): Promise<void> {
  const rank = row.byPerson ? 0 : RANKS.indexOf(row.priority) + 1;
  const number = 'caseId' in row ? caseNumber(row.caseId) : null;
  const stormId = ('stormId' in row && row.stormId) || null;
  if (row.kind === 'alert') await openConversation(db, row, stormId, at);
  if (number !== null) await raiseRank(db, row, number, rank);
  const digestKey = 'digestKey' in row ? row.digestKey : null;
  if (REPLACED.has(row.kind) && (await replaceWaiting(db, row, { number, stormId, digestKey }))) return;
  await db
    .insertInto('outbox')
    .values({
      key: row.key,
      sink: row.sink,
      channel: row.channel,
      kind: row.kind,
      case_number: number,
      storm_id: stormId,
      digest_key: digestKey,
      priority: row.priority,
      rank,
      payload: jsonOf(payloadOf(row)),
      created_at: at,
      due_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

const RANKS: readonly string[] = ['P1', 'P2', 'P3', 'P4', 'INFO'];

async function raiseRank(db: Kysely<Tables>, row: ChannelRef, number: number, rank: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ rank })
    .where('sink', '=', row.sink)
    .where('channel', '=', row.channel)
    .where('case_number', '=', number)
    .where('state', 'in', ['pending', 'sending', 'unknown'])
    .where('rank', '>', rank)
    .execute();
}

/** What shows a state as it is now, and not what happened. */
const REPLACED: ReadonlySet<string> = new Set(['edit', 'storm', 'digest']);

interface Belongings {
  readonly number: number | null;
  readonly stormId: number | null;
  readonly digestKey: string | null;
}

/** The latest state wins: a redrawing that waits takes the newer content, and nothing is added. */
async function replaceWaiting(
  db: Kysely<Tables>,
  row: NewOutboxRow,
  { number, stormId, digestKey }: Belongings,
): Promise<boolean> {
  const replaced = await db
    .updateTable('outbox')
    .set({ payload: jsonOf(payloadOf(row)), priority: row.priority })
    .where('sink', '=', row.sink)
    .where('channel', '=', row.channel)
    .where('kind', '=', row.kind)
    .where('state', '=', 'pending')
    .where((eb) => {
      if (number !== null) return eb('case_number', '=', number);
      return digestKey === null ? eb('storm_id', '=', stormId) : eb('digest_key', '=', digestKey);
    })
    .returning('id')
    .execute();
  return replaced.length > 0;
}

/**
 * Claims the most urgent row that is due. A row waits while an earlier one of its case or its digest, or the message of its
 * storm, is on its way: an update never overtakes its alert. The channel's own row is locked, so that two workers together keep its pace.
 */
export async function claimNext(
  db: Kysely<Tables>,
  { sink, channel }: ChannelRef,
  { now, paceMs, isQuiet }: Claim,
): Promise<OutboxRow | undefined> {
  return db.transaction().execute(async (trx) => {
    if ((await channelFreeAt(trx, sink, channel, now)) > now) return undefined;
    const head = await trx
      .selectFrom('outbox as o')
      .selectAll()
      .where('o.sink', '=', sink)
      .where('o.channel', '=', channel)
      .where('o.state', 'in', ['pending', 'unknown'])
      .where('o.due_at', '<=', sql<Date>`${now}::timestamptz`)
      .where('o.rank', '<=', isQuiet ? URGENT_RANK : RANKS.length)
      .where(NOT_BLOCKED)
      .orderBy('o.rank')
      .orderBy('o.id')
      .limit(1)
      .executeTakeFirst();
    if (!head) return undefined;
    const nextAt = new Date(Date.parse(now) + paceMs).toISOString();
    await sql`
      with paced as (
        update wardwatch.channels set next_at = ${nextAt}::timestamptz where sink = ${sink} and channel = ${channel})
      update wardwatch.outbox
      set state = 'sending', attempts = attempts + 1, attempted_at = coalesce(attempted_at, ${now}::timestamptz)
      where id = ${head.id}`.execute(trx);
    return outboxRowOf(head, await rootReceipt(trx, head));
  });
}

/** P1, and what a person just did. */
const URGENT_RANK = 1;

/** Nothing that the row builds on is still on its way. */
const NOT_BLOCKED = sql<boolean>`not exists (
  select 1 from wardwatch.outbox e
  where e.sink = o.sink and e.channel = o.channel and e.id < o.id and e.state in ('pending', 'sending', 'unknown')
    and (e.case_number = o.case_number or e.digest_key = o.digest_key or (e.storm_id = o.storm_id and e.kind = 'storm')))`;

/** Locks the channel for this transaction and says when it may be spoken to. */
async function channelFreeAt(trx: Kysely<Tables>, sink: string, channel: string, now: string): Promise<string> {
  const lock = trx
    .selectFrom('channels')
    .select('next_at')
    .where('sink', '=', sink)
    .where('channel', '=', channel)
    .forUpdate();
  const known = await lock.executeTakeFirst();
  if (known !== undefined) return known.next_at.toISOString();
  await trx
    .insertInto('channels')
    .values({ sink, channel, next_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { next_at: freeAt } = await lock.executeTakeFirstOrThrow();
  return freeAt.toISOString();
}

/** Records how an attempt ended. Must run in a transaction. */
export async function settle(trx: Kysely<Tables>, rowId: number, settlement: Settlement, at: string): Promise<void> {
  if (settlement.kind === 'posted') return settlePosted(trx, rowId, settlement.receipt, at);
  const row = await trx
    .updateTable('outbox')
    .set(changesFor(settlement))
    .where('id', '=', rowId)
    .returning(['kind', 'sink', 'channel', 'case_number'])
    .executeTakeFirst();
  if (!row) return;
  if (settlement.kind === 'gone' || (settlement.kind === 'dead' && row.kind === 'alert')) {
    await forgetConversation(trx, row);
  }
  if (settlement.kind === 'retry' && settlement.holdsChannel) {
    await trx
      .updateTable('channels')
      .set({ next_at: settlement.dueAt })
      .where('sink', '=', row.sink)
      .where('channel', '=', row.channel)
      .execute();
  }
}

/** The receipt is kept with the row, and with the conversation or the storm that later rows go to; so is when somebody was called first. */
export async function settlePosted(db: Kysely<Tables>, rowId: number, receipt: Receipt, at: string): Promise<void> {
  const given = jsonOf(receipt);
  await sql`
    with posted as (
      update wardwatch.outbox set state = 'posted', receipt = ${given}::jsonb, because = null where id = ${rowId}
      returning kind, sink, channel, case_number, storm_id, payload),
    conversation as (
      update wardwatch.alerts a set
        receipt = case when p.kind = 'alert' then ${given}::jsonb else a.receipt end,
        posted_at = case when p.kind = 'alert' then ${at}::timestamptz else a.posted_at end,
        called_at = case when p.payload ? 'mention' then coalesce(a.called_at, ${at}::timestamptz) else a.called_at end
      from posted p
      where p.kind in ('alert', 'update') and a.case_number = p.case_number and a.sink = p.sink and a.channel = p.channel)
    update wardwatch.storms s set receipt = ${given}::jsonb from posted p where p.kind = 'storm' and s.id = p.storm_id`.execute(
    db,
  );
}

interface SettledRow {
  readonly sink: string;
  readonly channel: string;
  readonly case_number: number | null;
}

/** Without its alert there is no conversation: the next thing worth telling is an alert again. */
async function forgetConversation(trx: Kysely<Tables>, row: SettledRow): Promise<void> {
  if (row.case_number === null) return;
  await trx
    .deleteFrom('alerts')
    .where('case_number', '=', row.case_number)
    .where('sink', '=', row.sink)
    .where('channel', '=', row.channel)
    .execute();
}

export async function nextDue(
  db: Kysely<Tables>,
  { sink, channel }: ChannelRef,
  quietUntil: string | undefined,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox as o')
    .leftJoin('channels as c', (join) => join.onRef('c.sink', '=', 'o.sink').onRef('c.channel', '=', 'o.channel'))
    .select(
      sql<Date | null>`min(greatest(o.due_at, c.next_at,
        case when o.rank > ${URGENT_RANK} then ${quietUntil ?? null}::timestamptz end))`.as('due'),
    )
    .where('o.sink', '=', sink)
    .where('o.channel', '=', channel)
    .where('o.state', 'in', ['pending', 'unknown'])
    .where(NOT_BLOCKED)
    .executeTakeFirst();
  return row?.due?.toISOString();
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

/** The message below or over which the row is said: its storm's for an alert and a storm, its digest's, else its case's alert. */
async function rootReceipt(db: Kysely<Tables>, row: Row): Promise<Receipt | undefined> {
  if (row.digest_key !== null) {
    const first = await db.selectFrom('outbox').select('receipt').where('key', '=', row.digest_key).executeTakeFirst();
    return row.key === row.digest_key ? undefined : (first?.receipt ?? undefined);
  }
  if (row.kind === 'alert' || row.kind === 'storm') {
    if (row.storm_id === null) return undefined;
    const storm = await db.selectFrom('storms').select('receipt').where('id', '=', row.storm_id).executeTakeFirst();
    return storm?.receipt ?? undefined;
  }
  if (row.case_number === null) return undefined;
  const alert = await db
    .selectFrom('alerts')
    .select('receipt')
    .where('case_number', '=', row.case_number)
    .where('sink', '=', row.sink)
    .where('channel', '=', row.channel)
    .executeTakeFirst();
  return alert?.receipt ?? undefined;
}

function changesFor(settlement: Exclude<Settlement, { readonly kind: 'posted' }>) {
  switch (settlement.kind) {
    case 'retry':
      return { state: 'pending' as const, due_at: settlement.dueAt, because: settlement.because, attempted_at: null };
    case 'unknown':
      return { state: 'unknown' as const, due_at: settlement.dueAt, because: settlement.because };
    case 'dead':
    case 'gone':
      return { state: 'dead' as const, because: settlement.because };
  }
}
