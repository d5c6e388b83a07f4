import type { Kysely } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Suppression, SuppressionScope } from '../domain/suppression.ts';
import { appendAudit } from './audit-queries.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** The suppressions that nobody took away, expired ones too, in the order in which they were made. */
export async function readSuppressions(db: Kysely<Tables>): Promise<Suppression[]> {
  const rows = await db.selectFrom('suppressions').selectAll().where('removed', '=', false).orderBy('number').execute();
  return rows.map(({ number, scope, reason, expires_on, actor, at }) => ({
    id: `S-${number}`,
    scope: scope as SuppressionScope,
    reason,
    expiresOn: expires_on,
    by: actor as Actor,
    at: at.toISOString(),
  }));
}

/** Stores a suppression with its audit entry; gives its id. */
export async function addSuppression(db: Kysely<Tables>, given: Omit<Suppression, 'id'>): Promise<string> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const { scope, reason, expiresOn, by, at } = given;
    const { number } = await trx
      .insertInto('suppressions')
      .values({ scope: jsonOf(scope), reason, expires_on: expiresOn, actor: jsonOf(by), at })
      .returning('number')
      .executeTakeFirstOrThrow();
    const after = { scope, reason, expiresOn };
    await appendAudit(trx, { at, actor: by, action: 'suppression.add', subject: `S-${number}`, after });
    return `S-${number}`;
  });
}

/** Takes a suppression away, with its audit entry; false where there is none of that id. */
export function removeSuppression(db: Kysely<Tables>, id: string, actor: Actor, at: string): Promise<boolean> {
  return setRemoved(db, id, true, actor, at);
}

/** Takes the removal of one back, with its audit entry; false where there is none of that id that was taken away. */
export function restoreSuppression(db: Kysely<Tables>, id: string, actor: Actor, at: string): Promise<boolean> {
  return setRemoved(db, id, false, actor, at);
}

async function setRemoved(
  db: Kysely<Tables>,
  id: string,
  removed: boolean,
  actor: Actor,
  at: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const row = await trx
      .updateTable('suppressions')
      .set({ removed })
      .where('number', '=', Number(/^S-(\d{1,9})$/i.exec(id)?.[1] ?? -1))
      .where('removed', '=', !removed)
      .returning(['number', 'scope', 'reason', 'expires_on'])
      .executeTakeFirst();
    if (row === undefined) return false;
    const state = { scope: row.scope, reason: row.reason, expiresOn: row.expires_on };
    const event = { at, actor, subject: `S-${row.number}` };
    if (removed) await appendAudit(trx, { ...event, action: 'suppression.remove', before: state });
    else await appendAudit(trx, { ...event, action: 'suppression.restore', after: state });
    return true;
  });
}

export async function markHidden(db: Kysely<Tables>, caseId: string, by: string | undefined): Promise<void> {
  await db
    .updateTable('cases')
    .set({ hidden_by: by ?? null })
    .where('number', '=', caseNumber(caseId))
    .where('hidden_by', 'is distinct from', by ?? null)
    .execute();
}

export async function readHiddenCases(db: Kysely<Tables>): Promise<{ caseId: string; hiddenBy: string }[]> {
  const rows = await db
    .selectFrom('cases')
    .select(['number', 'hidden_by'])
    .where('hidden_by', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map(({ number, hidden_by }) => ({ caseId: caseIdOf(number), hiddenBy: hidden_by ?? '' }));
}
