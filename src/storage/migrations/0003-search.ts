import { type Kysely, sql } from 'kysely';

/** What makes people's questions quick: the names and indicators of advisories in rows of their own, and indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table wardwatch.advisories add column tlp text,
     add column title_search tsvector generated always as (to_tsvector('english', title)) stored`,
  `update wardwatch.advisories a set tlp = r.body->>'tlp'
     from wardwatch.revisions r where r.advisory_id = a.id and r.revision = a.revision`,
  'alter table wardwatch.advisories alter column tlp set not null',
  'create index advisories_dated on wardwatch.advisories (dated_at desc, id)',
  'create index advisories_title on wardwatch.advisories using gin (title_search)',
  'create index revisions_document on wardwatch.revisions (document_id)',
  'create index matches_asset on wardwatch.matches (asset_id)',

  // Indicators that the newest revision keeps: canonical and live. Values may be longer than an index entry may be.
  `create table wardwatch.advisory_indicators (
     advisory_id text not null references wardwatch.advisories on delete cascade, type text not null, value text not null)`,
  'create index advisory_indicators_advisory on wardwatch.advisory_indicators (advisory_id)',
  'create index advisory_indicators_value on wardwatch.advisory_indicators (md5(value))',
  `insert into wardwatch.advisory_indicators (advisory_id, type, value)
     select a.id, e->>'type', e->>'value'
     from wardwatch.advisories a
     join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
     cross join jsonb_array_elements(r.body->'indicators') e`,

  // Products that the newest revision calls affected, or has under investigation.
  `create table wardwatch.advisory_products (
     advisory_id text not null references wardwatch.advisories on delete cascade, vendor text, product text not null,
     search tsvector generated always as (to_tsvector('simple', coalesce(vendor, '') || ' ' || product)) stored)`,
  'create index advisory_products_advisory on wardwatch.advisory_products (advisory_id)',
  'create index advisory_products_search on wardwatch.advisory_products using gin (search)',
  `insert into wardwatch.advisory_products (advisory_id, vendor, product)
     select distinct a.id, e->>'vendor', e->>'product'
     from wardwatch.advisories a
     join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
     cross join jsonb_array_elements(r.body->'affected') e
     where e->>'status' in ('affected', 'under-investigation')`,

  `create index assets_name on wardwatch.assets
     using gin (to_tsvector('simple', coalesce(body->>'vendor', '') || ' ' || (body->>'product')))`,
];
