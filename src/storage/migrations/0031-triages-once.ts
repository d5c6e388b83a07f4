import { type Kysely, sql } from 'kysely';

/** A case holds each decision on its assets once, and for each asset the place of its own: it was most of what a case took. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TRIAGES_ONCE).execute(db);
}

const TRIAGES_ONCE = `
  with decided as (
    select c.number, e.place, e.body->>'id' as id, e.body->'triage' as triage,
      dense_rank() over (partition by c.number order by e.body->'triage') - 1 as kind
    from wardwatch.cases c cross join jsonb_array_elements(c.body->'assets') with ordinality e(body, place)),
  kinds as (
    select number, jsonb_agg(triage order by kind) as triages
    from (select distinct number, kind, triage from decided) one group by number),
  placed as (
    select number, jsonb_agg(jsonb_build_object('id', id, 'triage', kind) order by place) as assets
    from decided group by number)
  update wardwatch.cases c set body = c.body || jsonb_build_object(
    'triages', coalesce((select triages from kinds k where k.number = c.number), '[]'),
    'assets', coalesce((select assets from placed p where p.number = c.number), '[]'))`;
