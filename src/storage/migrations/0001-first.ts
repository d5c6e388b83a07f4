import { type Kysely, sql } from 'kysely';

/** The first schema. Dates are instants in UTC; `body` columns hold one domain object each, as JSON. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'create schema if not exists wardwatch',

  // Small facts about this installation, such as the inventory's version.
  'create table wardwatch.settings (key text primary key, value jsonb not null)',

  // What is known of each source between polls.
  `create table wardwatch.sources (
     id text primary key, cursor jsonb, polled_at timestamptz, succeeded_at timestamptz,
     failures int not null default 0, outcome text, seeded boolean not null default false)`,

  // Work that is told in one summary when all of it is done: a source's first poll, an ingest by hand, a re-match.
  `create table wardwatch.batches (
     id int generated always as identity primary key, kind text not null, label text not null,
     state text not null default 'open', complete boolean not null default false, created_at timestamptz not null)`,
  'create table wardwatch.batch_cases (batch_id int not null references wardwatch.batches, case_number int not null, primary key (batch_id, case_number))',

  // Documents as they came. Only the newest of a guid says what the publisher says now.
  `create table wardwatch.items (
     id int generated always as identity primary key, source_id text not null, guid text not null, content_hash text not null,
     title text, link text, published_at timestamptz, fetched_at timestamptz not null, format text not null, bytes bytea not null,
     state text not null default 'pending', because text, attempts int not null default 0,
     batch_id int references wardwatch.batches, advisory_id text)`,
  'create index items_guid on wardwatch.items (source_id, guid, id desc)',
  "create index items_pending on wardwatch.items (id) where state = 'pending'",
  "create index items_batch on wardwatch.items (batch_id) where state = 'pending'",

  // Normalised texts that quotes point into.
  `create table wardwatch.documents (id text primary key, text text not null,
     search tsvector generated always as (to_tsvector('english', left(text, 200000))) stored)`,
  'create index documents_search on wardwatch.documents using gin (search)',

  // One row an advisory; what it says stands in its revisions.
  `create table wardwatch.advisories (
     id text primary key, source_id text not null, revision int not null, title text not null, dated_at timestamptz not null,
     first_seen_at timestamptz not null, aliases text[] not null, matched boolean not null default false,
     batch_id int references wardwatch.batches, attempts int not null default 0)`,
  'create index advisories_unmatched on wardwatch.advisories (id) where not matched',
  'create index advisories_aliases on wardwatch.advisories using gin (aliases)',
  'create index advisories_batch on wardwatch.advisories (batch_id) where not matched',
  `create table wardwatch.revisions (
     advisory_id text not null references wardwatch.advisories, revision int not null,
     document_id text not null references wardwatch.documents, body jsonb not null, created_at timestamptz not null,
     primary key (advisory_id, revision))`,

  'create table wardwatch.assets (id text primary key, body jsonb not null, updated_at timestamptz not null)',

  // What touches what, as of the newest revision and the inventory it was matched against.
  `create table wardwatch.matches (
     advisory_id text not null references wardwatch.advisories, asset_id text not null, body jsonb not null,
     primary key (advisory_id, asset_id))`,

  `create table wardwatch.cases (
     number int primary key, title text not null, status text not null, priority text not null,
     body jsonb not null, opened_at timestamptz not null, updated_at timestamptz not null, latest_at timestamptz not null,
     aliases text[] not null)`,
  'create index cases_aliases on wardwatch.cases using gin (aliases)',
  `create table wardwatch.case_advisories (
     case_number int not null references wardwatch.cases, advisory_id text not null unique references wardwatch.advisories,
     revision int not null, because text not null, joined_at timestamptz not null, primary key (case_number, advisory_id))`,

  // To speak or not, and why: one row for each time it was asked.
  `create table wardwatch.decisions (
     id int generated always as identity primary key, case_number int, advisory_id text not null, revision int not null,
     kind text not null, reasons jsonb not null, decided_at timestamptz not null)`,
  'create index decisions_case on wardwatch.decisions (case_number, id)',
  'create index decisions_advisory on wardwatch.decisions (advisory_id, id)',

  // One conversation about one case in one channel.
  'create table wardwatch.alerts (case_number int not null references wardwatch.cases, sink text not null, channel text not null, receipt jsonb, primary key (case_number, sink, channel))',

  // What is to be said, written in the transaction that decided it.
  `create table wardwatch.outbox (
     id int generated always as identity primary key, key text not null unique, sink text not null, channel text not null, kind text not null,
     case_number int, priority text not null, payload jsonb not null, state text not null default 'pending',
     attempts int not null default 0, because text, created_at timestamptz not null, attempted_at timestamptz,
     due_at timestamptz not null, receipt jsonb)`,
  "create index outbox_waiting on wardwatch.outbox (sink, channel, id) where state in ('pending', 'sending', 'unknown')",
];
