import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { OutboxRow } from '../ports/outbox.ts';
import type { Arrival, CaseStory, ReplayShelf, Telling } from '../ports/replay.ts';
import { caseIdOf } from './case-id.ts';
import type { Tables } from './tables.ts';

/** What a replay of the past asks of the record. */
export function replayQueries(db: Kysely<Tables>): ReplayShelf {
  return {
    arrivals: (since) => readArrivals(db, since),
    revisions: (refs) => readRevisions(db, refs),
    tellings: (since) => readTellings(db, since),
    caseStories: () => readCaseStories(db),
  };
}

/** A revision came with the document that was fetched at its instant, and so with that document's batch. */
async function readArrivals(db: Kysely<Tables>, since: string): Promise<Arrival[]> {
  const { rows } = await sql<{
    advisory_id: string;
    revision: number;
    created_at: Date;
    batch_id: number | null;
    kind: 'seed' | 'ingest' | null;
    label: string | null;
  }>`
    select r.advisory_id, r.revision, r.created_at, b.id as batch_id, b.kind, b.label
    from wardwatch.revisions r
    left join (
      select distinct on (advisory_id, fetched_at) advisory_id, fetched_at, id, batch_id from wardwatch.items
      where advisory_id is not null order by advisory_id, fetched_at, id) i
      on i.advisory_id = r.advisory_id and i.fetched_at = r.created_at
    left join wardwatch.batches b on b.id = i.batch_id
    where r.created_at >= ${since}::timestamptz or exists (
      select 1 from wardwatch.revisions n
      where n.advisory_id = r.advisory_id and n.revision = r.revision + 1 and n.created_at >= ${since}::timestamptz)
    order by r.created_at, i.id, r.advisory_id, r.revision`.execute(db);
  return rows.map(({ advisory_id, revision, created_at, batch_id, kind, label }) => ({
    advisoryId: advisory_id,
    revision,
    fetchedAt: created_at.toISOString(),
    ...(batch_id !== null && kind !== null && label !== null && { batch: { id: batch_id, kind, label } }),
  }));
}

async function readRevisions(
  db: Kysely<Tables>,
  refs: readonly Pick<Arrival, 'advisoryId' | 'revision'>[],
): Promise<Advisory[]> {
  const { rows } = await sql<{ body: Advisory }>`
    select r.body from unnest(${refs.map((ref) => ref.advisoryId)}::text[], ${refs.map((ref) => ref.revision)}::int[])
      with ordinality as asked(advisory_id, revision, position)
    join wardwatch.revisions r on r.advisory_id = asked.advisory_id and r.revision = asked.revision
    order by asked.position`.execute(db);
  return rows.map((row) => row.body);
}

async function readTellings(db: Kysely<Tables>, since: string): Promise<Telling[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['key', 'sink', 'channel', 'kind', 'case_number', 'priority', 'created_at'])
    .select([
      sql<boolean>`payload ? 'mention'`.as('has_mention'),
      sql<Tlp | null>`payload #>> '{message,tlp}'`.as('tlp'),
    ])
    .where('kind', 'in', ['alert', 'update'])
    .where('state', '<>', 'dead')
    .where('created_at', '>=', sql<Date>`${since}::timestamptz`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row): Telling[] => {
    const { key, sink, channel, kind, case_number, priority } = row;
    if (case_number === null || (kind !== 'alert' && kind !== 'update')) return [];
    const caseId = caseIdOf(case_number);
    if (key.startsWith(`${caseId}:handled:`)) return [];
    const place = `:${sink}:${channel}`;
    return [
      {
        at: row.created_at.toISOString(),
        kind,
        caseId,
        priority: priority as Telling['priority'],
        sink: sink as OutboxRow['sink'],
        channel,
        hasMention: row.has_mention,
        tlp: row.tlp ?? 'RED',
        event: key.endsWith(place) ? key.slice(0, -place.length) : key,
      },
    ];
  });
}

async function readCaseStories(db: Kysely<Tables>): Promise<CaseStory[]> {
  const { rows } = await sql<{ number: number; title: string; ids: string[] }>`
    select c.number, c.title, array_agg(m.advisory_id order by m.joined_at, m.advisory_id) as ids
    from wardwatch.cases c join wardwatch.case_advisories m on m.case_number = c.number
    group by c.number order by c.number`.execute(db);
  return rows.map(({ number, title, ids }) => ({ caseId: caseIdOf(number), title, advisoryIds: ids }));
}
