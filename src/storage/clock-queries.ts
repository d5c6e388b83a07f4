import { type Kysely, sql } from 'kysely';
import type { DigestLook, DigestRecord, NewsCount, WaitingReminder } from '../ports/told-by-clock.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

export async function readDigestRecord(db: Kysely<Tables>, key: string): Promise<DigestRecord | undefined> {
  const row = await db
    .selectFrom('digests')
    .select(['since', 'hash', 'looked_at'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('outbox')
            .select('id')
            .where('digest_key', '=', key)
            .where('kind', '=', 'digest')
            .where('state', '=', 'dead'),
        )
        .as('is_over'),
    )
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  const { since, hash, looked_at, is_over } = row;
  return { since: since.toISOString(), hash, lookedAt: looked_at.toISOString(), isOver: Boolean(is_over) };
}

export async function readLastDigestAt(db: Kysely<Tables>, channel: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('digests')
    .select('made_at')
    .where('channel', '=', channel)
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.made_at.toISOString();
}

/** Records a look unless somebody else looked since `seenAt` (undefined: nobody had told this digest). */
export async function recordDigest(
  db: Kysely<Tables>,
  { key, channel, since, hash, at }: DigestLook,
  seenAt: string | undefined,
): Promise<boolean> {
  const rows =
    seenAt === undefined
      ? await db
          .insertInto('digests')
          .values({ key, channel, since, hash, made_at: at, looked_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .returning('key')
          .execute()
      : await db
          .updateTable('digests')
          .set({ hash, looked_at: at })
          .where('key', '=', key)
          .where('looked_at', '=', sql<Date>`${seenAt}::timestamptz`)
          .returning('key')
          .execute();
  return rows.length > 0;
}

const ROUND = 'stale-reminders';

export async function readReminderRound(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', ROUND).executeTakeFirst();
  return row?.value as string | undefined;
}

const HEARTBEAT = 'heartbeat';

export async function readHeartbeatDay(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', HEARTBEAT).executeTakeFirst();
  return row?.value as string | undefined;
}

/** Begins the heartbeat of a day; false where somebody was faster. */
export async function openHeartbeat(db: Kysely<Tables>, day: string): Promise<boolean> {
  if ((await readHeartbeatDay(db)) === day) return false;
  await db
    .insertInto('settings')
    .values({ key: HEARTBEAT, value: jsonOf(day) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: jsonOf(day) }))
    .execute();
  return true;
}

/** What came and was told since an instant. */
export async function readNewsSince(db: Kysely<Tables>, at: string): Promise<NewsCount> {
  const { rows } = await sql<NewsCount>`
    select
      (select count(*)::int from wardwatch.items where fetched_at > ${at}::timestamptz) as documents,
      (select count(distinct advisory_id)::int from wardwatch.revisions where created_at > ${at}::timestamptz) as advisories,
      (select count(distinct case_number)::int from wardwatch.outbox
        where kind = 'alert' and state = 'posted' and attempted_at > ${at}::timestamptz) as alerts`.execute(db);
  return rows[0] ?? { documents: 0, advisories: 0, alerts: 0 };
}

/** Begins the round of a month, with whom it is for; nothing happens where somebody was faster. */
export async function openReminderRound(db: Kysely<Tables>, month: string, owners: readonly string[]): Promise<void> {
  if ((await readReminderRound(db)) === month) return;
  await db
    .insertInto('settings')
    .values({ key: ROUND, value: jsonOf(month) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: jsonOf(month) }))
    .execute();
  for (const owner of owners) await db.insertInto('stale_reminders').values({ month, owner }).execute();
}

export async function readWaitingReminders(db: Kysely<Tables>): Promise<WaitingReminder[]> {
  return db
    .selectFrom('stale_reminders')
    .select(['month', 'owner'])
    .where('is_waiting', '=', true)
    .orderBy('month')
    .orderBy('owner')
    .execute();
}

/** Takes a reminder off the round; false where somebody was faster. */
export async function takeReminder(
  db: Kysely<Tables>,
  { month, owner }: WaitingReminder,
  unreached: string | undefined,
): Promise<boolean> {
  const rows = await db
    .updateTable('stale_reminders')
    .set({ is_waiting: false, unreached: unreached ?? null })
    .where('month', '=', month)
    .where('owner', '=', owner)
    .where('is_waiting', '=', true)
    .returning('owner')
    .execute();
  return rows.length > 0;
}

/** Who could not be reminded in a round, and why; none while somebody still waits. */
export async function readUnreached(db: Kysely<Tables>, month: string): Promise<string[]> {
  const rows = await db
    .selectFrom('stale_reminders')
    .select(['is_waiting', 'unreached'])
    .where('month', '=', month)
    .orderBy('owner')
    .execute();
  return rows.some((row) => row.is_waiting) ? [] : rows.flatMap((row) => row.unreached ?? []);
}
