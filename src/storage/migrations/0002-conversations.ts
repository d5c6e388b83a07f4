import { type Kysely, sql } from 'kysely';

/** What people do with cases, who did it, and how a channel is spoken to: one message at a time, the most urgent first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table wardwatch.cases add column handling jsonb not null default '{"version":0,"statements":[]}'`,
  'alter table wardwatch.sources add column paused boolean not null default false',

  // When a channel may be spoken to again: one row a channel, locked by whoever claims a message for it.
  `create table wardwatch.channels (
     sink text not null, channel text not null, next_at timestamptz not null, primary key (sink, channel))`,

  // Many alerts within minutes in one channel: one message, the alerts in its thread.
  `create table wardwatch.storms (
     id int generated always as identity primary key, sink text not null, channel text not null,
     last_at timestamptz not null, receipt jsonb)`,
  `create table wardwatch.storm_cases (
     storm_id int not null references wardwatch.storms, case_number int not null references wardwatch.cases,
     row jsonb not null, primary key (storm_id, case_number))`,

  // `called_at`: when its group was called; `escalated_at`: when it was called once more because nobody took the case up.
  `alter table wardwatch.alerts add column opened_at timestamptz, add column posted_at timestamptz,
     add column called_at timestamptz, add column escalated_at timestamptz,
     add column storm_id int references wardwatch.storms`,

  // Rank 0 is what a person just did, then P1 to INFO as 1 to 5.
  `alter table wardwatch.outbox add column rank int not null default 3, add column storm_id int references wardwatch.storms`,
  "update wardwatch.outbox set rank = case priority when 'P1' then 1 when 'P2' then 2 when 'P3' then 3 when 'P4' then 4 else 5 end",
  'drop index wardwatch.outbox_waiting',
  "create index outbox_waiting on wardwatch.outbox (sink, channel, rank, id) where state in ('pending', 'sending', 'unknown')",
  "create index outbox_waiting_case on wardwatch.outbox (sink, channel, case_number) where state in ('pending', 'sending', 'unknown')",

  // Each row's hash covers the row and the hash before it.
  `create table wardwatch.audit (
     number int primary key, at timestamptz not null, actor_id text not null, actor_name text not null, action text not null,
     subject text not null, before jsonb, after jsonb, previous_hash text not null, hash text not null)`,
  'create index audit_subject on wardwatch.audit (subject, number)',
];
