import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/time.ts';
import type { EndedImport, ImportShelf, PreparedImport } from '../ports/import-shelf.ts';
import { appendAudit } from './audit-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { makeChange, readInventoryVersion } from './inventory-queries.ts';
import type { Tables } from './tables.ts';

/** The imports that wait for a yes, in the table `imports`. */
export function importQueries(db: Kysely<Tables>): ImportShelf {
  return {
    saveImport: async (file, seenVersion, actor, at) => {
      const { id } = await db
        .insertInto('imports')
        .values({
          ...{ at, actor_id: actor.id, actor_name: actor.name, file_name: file.name, sync: file.sync },
          inventory_version: seenVersion,
          // The embedded database takes seconds for the parameter where it is bytes.
          file: sql`decode(${(await promisify(gzip)(file.bytes)).toString('base64')}, 'base64')`,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    importById: async (id) => {
      const row = await rowOf(db, id);
      return row === undefined ? undefined : (endedIn(row) ?? preparedIn(row));
    },
    refreshImport: async (id, seenVersion) => {
      await db.updateTable('imports').set({ inventory_version: seenVersion }).where('id', '=', id).execute();
    },
    applyImport: (id, change, seenVersion, actor, at) =>
      db.transaction().execute(async (trx) => {
        await lockDecisions(trx);
        const row = await rowOf(trx, id);
        if (row === undefined) return { kind: 'gone' };
        const ended = endedIn(row);
        if (ended !== undefined) return ended;
        if ((await readInventoryVersion(trx)) !== seenVersion) return { kind: 'overtaken' };
        const made = await makeChange(trx, change, actor, at);
        await end(trx, id, 'done', actor, at, made.number);
        return { kind: 'done', change: made };
      }),
    cancelImport: (id, actor, at) =>
      db.transaction().execute(async (trx) => {
        await lockDecisions(trx);
        const row = await rowOf(trx, id);
        if (row === undefined) return { kind: 'gone' };
        const ended = endedIn(row);
        if (ended !== undefined) return ended;
        await end(trx, id, 'cancelled', actor, at);
        await appendAudit(trx, {
          at,
          actor,
          action: 'assets.import-cancelled',
          subject: 'assets',
          before: { import: id },
        });
        return { kind: 'ended', how: 'cancelled', at, by: actor.name };
      }),
    forgetImports: async (preparedBefore) => {
      await db.deleteFrom('imports').where('at', '<', new Date(preparedBefore)).execute();
    },
  };
}

type Row = Selectable<Tables['imports']>;

function rowOf(db: Kysely<Tables>, id: number): Promise<Row | undefined> {
  return db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
}

function endedIn({ state, ended_at, ended_by }: Row): EndedImport | undefined {
  if (state === 'prepared' || ended_at === null) return undefined;
  return { kind: 'ended', how: state, at: ended_at.toISOString(), by: ended_by ?? '' };
}

async function preparedIn(row: Row): Promise<PreparedImport | undefined> {
  if (row.file === null) return undefined;
  return {
    id: row.id,
    at: row.at.toISOString(),
    by: { id: row.actor_id, name: row.actor_name },
    name: row.file_name,
    sync: row.sync,
    bytes: await promisify(gunzip)(row.file),
    seenVersion: row.inventory_version,
  };
}

async function end(
  trx: Kysely<Tables>,
  id: number,
  state: 'done' | 'cancelled',
  actor: Actor,
  at: Instant,
  change?: number,
): Promise<void> {
  await trx
    .updateTable('imports')
    .set({
      state,
      ended_at: at,
      ended_by: actor.name,
      file: null,
      ...(change !== undefined && { change_number: change }),
    })
    .where('id', '=', id)
    .execute();
}
