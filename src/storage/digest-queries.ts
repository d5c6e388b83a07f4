import { type Kysely, sql } from 'kysely';
import type { Case } from '../domain/case.ts';
import type { DailyCount } from '../domain/digest.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { isFilled, readCases } from './case-queries.ts';
import type { Tables } from './tables.ts';

/** Cases that are not resolved, and those that were resolved after the given instant. */
export async function readLiveCases(db: Kysely<Tables>, resolvedAfter: Instant): Promise<Case[]> {
  const rows = await db
    .selectFrom('cases')
    .select('number')
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['open', 'acknowledged', 'snoozed']),
        sql<boolean>`(handling #>> '{resolution,at}')::timestamptz > ${resolvedAfter}::timestamptz`,
      ]),
    )
    .where(isFilled('cases'))
    .execute();
  return readCases(
    db,
    rows.map((row) => row.number),
  );
}

/** What happened day by day (UTC) from one day to another, both included; a day without anything has zeros. */
export async function readDailyCounts(db: Kysely<Tables>, from: LocalDate, to: LocalDate): Promise<DailyCount[]> {
  const { rows } = await sql<{ day: LocalDate; advisories: number; alerts: Partial<Record<Priority, number>> }>`
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(a.advisories, 0) as advisories, coalesce(o.alerts, '{}') as alerts
    from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') d(day)
    left join (
      select ${dayUtc('first_seen_at')} as day, count(*)::int as advisories
      from wardwatch.advisories group by 1) a on a.day = d.day
    left join (
      select day, jsonb_object_agg(priority, cases) as alerts from (
        select ${dayUtc('attempted_at')} as day, priority, count(distinct case_number) as cases
        from wardwatch.outbox where kind = 'alert' and state = 'posted' group by 1, 2) one
      group by day) o on o.day = d.day
    order by d.day`.execute(db);
  return rows.map(({ day, advisories, alerts }) => ({
    day,
    advisories,
    alerts: Object.fromEntries(PRIORITIES.map((one) => [one, alerts[one] ?? 0])) as Record<Priority, number>,
  }));
}

function dayUtc(column: 'first_seen_at' | 'attempted_at') {
  return sql`date_trunc('day', ${sql.ref(column)} at time zone 'UTC')`;
}
