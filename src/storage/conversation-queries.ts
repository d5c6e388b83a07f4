import { type Kysely, sql } from 'kysely';
import type { StormRow } from '../domain/alert.ts';
import type { ChannelRef, OutboxRow } from '../ports/outbox.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Opens the conversation about a case in a channel, unless it is open. */
export async function openConversation(
  db: Kysely<Tables>,
  row: ChannelRef & { readonly caseId: string },
  stormId: number | null,
  at: string,
): Promise<void> {
  await db
    .insertInto('alerts')
    .values({
      case_number: caseNumber(row.caseId),
      sink: row.sink,
      channel: row.channel,
      storm_id: stormId,
      opened_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Where cases are talked about, by their numbers. */
export async function readConversations(
  db: Kysely<Tables>,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, readonly ChannelRef[]>> {
  const rows = await db
    .selectFrom('alerts')
    .select(['case_number', 'sink', 'channel'])
    .where('case_number', '=', sql<number>`any(${[...numbers]}::int[])`)
    .orderBy('sink')
    .orderBy('channel')
    .execute();
  const places = new Map<number, ChannelRef[]>();
  for (const row of rows) places.set(row.case_number, [...(places.get(row.case_number) ?? []), channelRefOf(row)]);
  return places;
}

export async function countRecentAlerts(
  db: Kysely<Tables>,
  sink: string,
  channel: string,
  since: string,
): Promise<number> {
  const row = await db
    .selectFrom('alerts')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('sink', '=', sink)
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('posted_at', 'is', null), eb('opened_at', '>=', sql<Date>`${since}::timestamptz`)]))
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function joinStorm(
  db: Kysely<Tables>,
  { sink, channel }: ChannelRef,
  row: StormRow,
  since: string,
  at: string,
): Promise<{ stormId: number; rows: StormRow[] }> {
  const going = await db
    .updateTable('storms')
    .set({ last_at: at })
    .where('sink', '=', sink)
    .where('channel', '=', channel)
    .where('last_at', '>=', sql<Date>`${since}::timestamptz`)
    .returning('id')
    .executeTakeFirst();
  const { id } =
    going ??
    (await db.insertInto('storms').values({ sink, channel, last_at: at }).returning('id').executeTakeFirstOrThrow());
  await db
    .insertInto('storm_cases')
    .values({ storm_id: id, case_number: caseNumber(row.caseId), row: jsonOf(row) })
    .execute();
  const rows = await db
    .selectFrom('storm_cases')
    .select('row')
    .where('storm_id', '=', id)
    .orderBy('case_number')
    .execute();
  return { stormId: id, rows: rows.map((each) => each.row as StormRow) };
}

/** P1 alerts whose group was called by then and that nobody took up; marked, so that each is escalated once. */
export async function takeUnacknowledged(
  db: Kysely<Tables>,
  calledBefore: string,
  now: string,
): Promise<(ChannelRef & { caseId: string })[]> {
  const rows = await db
    .updateTable('alerts as a')
    .from('cases as c')
    .set({ escalated_at: now })
    .whereRef('c.number', '=', 'a.case_number')
    .where('c.priority', '=', 'P1')
    .where('c.status', '=', 'open')
    .where('a.escalated_at', 'is', null)
    .where('a.called_at', '<=', sql<Date>`${calledBefore}::timestamptz`)
    .returning(['a.case_number', 'a.sink', 'a.channel'])
    .execute();
  return rows.map((row) => ({ ...channelRefOf(row), caseId: caseIdOf(row.case_number) }));
}

export async function readEndedSnoozes(db: Kysely<Tables>, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('cases')
    .select('number')
    .where('status', '=', 'snoozed')
    .where(sql<boolean>`(handling->'snooze'->>'until')::timestamptz <= ${now}::timestamptz`)
    .orderBy('number')
    .execute();
  return rows.map((row) => caseIdOf(row.number));
}

function channelRefOf(row: { sink: string; channel: string }): ChannelRef {
  return { sink: row.sink as OutboxRow['sink'], channel: row.channel };
}
