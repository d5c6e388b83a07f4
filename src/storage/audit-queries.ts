import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { AuditEntry, AuditEvent } from '../domain/audit.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Keeps two writers from taking the same place in the chain; the number is wardwatch's own. */
const AUDIT_LOCK = 7_712_005;
const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** Writes an event as the next link of the chain. Must run in the transaction of the change that it tells of. */
export async function appendAudit(trx: Kysely<Tables>, event: AuditEvent): Promise<void> {
  await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(trx);
  const last = await trx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const previousHash = last?.hash ?? FIRST_PREVIOUS_HASH;
  const { at, actor, action, subject } = event;
  const [before, after] = [asStored(event.before), asStored(event.after)];
  const linked = {
    number,
    at,
    actor,
    action,
    subject,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    previousHash,
  };
  await trx
    .insertInto('audit')
    .values({
      number,
      at,
      actor_id: actor.id,
      actor_name: actor.name,
      action,
      subject,
      before: before === undefined ? null : jsonOf(before),
      after: after === undefined ? null : jsonOf(after),
      previous_hash: previousHash,
      hash: hashOf(linked),
    })
    .execute();
}

/** A value as the database will give it back. */
function asStored(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(jsonOf(value));
}

export async function readAudit(
  db: Kysely<Tables>,
  of: { readonly limit?: number; readonly subject?: string },
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('number', 'desc');
  if (of.limit !== undefined) query = query.limit(of.limit);
  if (of.subject !== undefined) query = query.where('subject', '=', of.subject);
  return (await query.execute()).map((row) => ({
    number: row.number,
    at: row.at.toISOString(),
    actor: { id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: row.subject,
    ...(row.before !== null && { before: row.before }),
    ...(row.after !== null && { after: row.after }),
    previousHash: row.previous_hash,
    hash: row.hash,
  }));
}

/** The number of the first entry that was changed, taken out or put in; undefined when the chain is whole. */
export async function findAuditBreak(db: Kysely<Tables>): Promise<number | undefined> {
  let previousHash = FIRST_PREVIOUS_HASH;
  let expected = 1;
  for (const entry of (await readAudit(db, {})).reverse()) {
    const { hash, ...rest } = entry;
    if (entry.number !== expected || entry.previousHash !== previousHash || hash !== hashOf(rest)) return expected;
    previousHash = hash;
    expected += 1;
  }
  return undefined;
}

/** SHA-256 over the entry as JSON with sorted keys, which is how a database that reorders them gives the same words back. */
function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update(sortedJson(entry)).digest('hex');
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
