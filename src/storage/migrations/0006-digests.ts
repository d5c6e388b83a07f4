import { type Kysely, sql } from 'kysely';

/** What is told by the clock, once each: the digest of a place and a day, the reminder of an owner and a month. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The digest that a message belongs to, by the key of its first message: what follows edits that one or stands in its thread.
  'alter table wardwatch.outbox add column digest_key text',
  'create index outbox_digest on wardwatch.outbox (digest_key) where digest_key is not null',

  // `hash` is of what it says now; `looked_at` is when somebody last looked whether that changed.
  `create table wardwatch.digests (
     key text primary key, channel text not null, since timestamptz not null, hash text not null,
     made_at timestamptz not null, looked_at timestamptz not null)`,
  'create index digests_channel on wardwatch.digests (channel, made_at)',

  // `unreached` says who could not be reminded and why; the month whose round was opened last stands in the settings.
  `create table wardwatch.stale_reminders (
     month text not null, owner text not null, is_waiting boolean not null default true, unreached text,
     primary key (month, owner))`,
];
