import { type Kysely, sql } from 'kysely';

/**
 * What is known of flaws beside the words of advisories: rows of catalogues of exploited flaws (an advisory's own among them,
 * under its id), CISA's readings, and EPSS scores, those of a thousand CVE ids in one row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table wardwatch.flaw_facts (
    source text not null, cve text not null, kind text not null check (kind in ('kev', 'reading')), body jsonb not null,
    primary key (source, cve, kind))`,
  'create index flaw_facts_cve on wardwatch.flaw_facts (cve)',
  'create table wardwatch.epss (block text primary key, model text, day text, scores text not null)',
  'alter table wardwatch.advisories add column facts_round int not null default 0',
  `insert into wardwatch.flaw_facts (source, cve, kind, body)
    select distinct on (a.id, e->>'cve') a.id, e->>'cve', 'kev', e || '{"catalogue": "CISA"}'
    from wardwatch.advisories a
    join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
    cross join jsonb_array_elements(r.body->'kev') e
    where not coalesce((r.body->>'withdrawn')::boolean, false)`,
];
