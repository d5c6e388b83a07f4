import { type Kysely, sql } from 'kysely';

/** What makes people's questions quick: the names and indicators of advisories in rows of their own, and indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Names are compared word by word, whatever stands between the words; a word that is asked for may be the beginning of one.
  String.raw`create function wardwatch.plain_words(text) returns text language sql immutable parallel safe
     as $$ select regexp_replace($1, '[\s!-/:-@\[-\x60{-~]+', ' ', 'g') $$`,
  `create function wardwatch.words_query(text) returns tsquery language sql immutable parallel safe
     as $$ select to_tsquery('simple', nullif(replace(btrim(wardwatch.plain_words($1)), ' ', ':* & '), '') || ':*') $$`,

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

  // Products that the newest revision names, with the CVEs that it ties to them; none where it speaks of them all.
  `create table wardwatch.advisory_products (
     advisory_id text not null references wardwatch.advisories on delete cascade,
     vendor text, product text not null, cves text[] not null,
     search tsvector generated always as
       (to_tsvector('simple', wardwatch.plain_words(coalesce(vendor, '') || ' ' || product))) stored,
     vendor_search tsvector generated always as (to_tsvector('simple', wardwatch.plain_words(coalesce(vendor, '')))) stored)`,
  'create index advisory_products_advisory on wardwatch.advisory_products (advisory_id)',
  'create index advisory_products_search on wardwatch.advisory_products using gin (search)',
  'create index advisory_products_vendor on wardwatch.advisory_products using gin (vendor_search)',
  `insert into wardwatch.advisory_products (advisory_id, vendor, product, cves)
     select distinct a.id, e->>'vendor', e->>'product', array(select jsonb_array_elements_text(e->'cves'))
     from wardwatch.advisories a
     join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
     cross join jsonb_array_elements(r.body->'affected') e`,

  `alter table wardwatch.assets add column search tsvector generated always as
     (to_tsvector('simple', wardwatch.plain_words(coalesce(body->>'vendor', '') || ' ' || (body->>'product')))) stored`,
  'create index assets_search on wardwatch.assets using gin (search)',
];
