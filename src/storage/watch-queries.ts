import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import { type Watchlist, watchedAssets } from '../domain/watch.ts';
import type { WatchlistRemoved, WatchlistSaved } from '../ports/store.ts';
import { appendAudit, readAudit } from './audit-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import { rematchAll } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/** The watchlists by name. */
export async function readWatchlists(db: Kysely<Tables>): Promise<Watchlist[]> {
  const rows = await db.selectFrom('watchlists').select('body').orderBy('name').execute();
  return rows.map((row) => row.body as Watchlist);
}

/**
 * Stores a list that is based on the version before its own, with its audit entry, and lets everything be matched with what it
 * watches for now. A list that somebody changed meanwhile is left as it is.
 */
export async function saveWatchlist(
  db: Kysely<Tables>,
  given: Watchlist,
  actor: Actor,
  at: string,
): Promise<WatchlistSaved> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const current = await readLocked(trx, given.name);
    if ((current?.version ?? 0) !== given.version - 1) {
      return { kind: 'overtaken', ...(current !== undefined && { current }) };
    }
    const list = current === undefined ? { ...given, version: await nextVersion(trx, given.name) } : given;
    const row = { version: list.version, body: jsonOf(list), updated_at: at };
    await trx
      .insertInto('watchlists')
      .values({ name: list.name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
    const before = await removeWatched(trx, list.name);
    const watched = watchedAssets(list).map((asset) => ({ id: asset.id, body: jsonOf(asset), updated_at: at }));
    if (watched.length > 0) {
      await trx
        .insertInto('assets')
        .values(watched.map((each) => ({ ...each, watchlist: list.name })))
        .execute();
    }
    const states = { ...(current !== undefined && { before: current }), after: list };
    await appendAudit(trx, { at, actor, action: 'watchlist.save', subject: list.name, ...states });
    const touched = { assetIds: [...before, ...watched.map(({ id }) => id)] };
    const { batchId } = await rematchAll(trx, { label: `watchlist ${list.name}`, at, by: actor }, touched);
    return { kind: 'saved', list, batchId };
  });
}

/** Takes a list away, with its audit entry; only where it stands at `version`, if that is given. */
export async function removeWatchlist(
  db: Kysely<Tables>,
  name: string,
  actor: Actor,
  at: string,
  version?: number,
): Promise<WatchlistRemoved> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const before = await readLocked(trx, name);
    if (before === undefined) return { kind: 'absent' };
    if (version !== undefined && before.version !== version) return { kind: 'overtaken' };
    const assetIds = await removeWatched(trx, name);
    await trx.deleteFrom('watchlists').where('name', '=', name).execute();
    await appendAudit(trx, { at, actor, action: 'watchlist.remove', subject: name, before });
    await rematchAll(trx, { label: `watchlist ${name} removed`, at, by: actor }, { assetIds });
    return { kind: 'removed', list: before };
  });
}

/** Takes away what a list watched for, and names it. */
async function removeWatched(trx: Kysely<Tables>, name: string): Promise<readonly string[]> {
  const rows = await trx.deleteFrom('assets').where('watchlist', '=', name).returning('id').execute();
  return rows.map((row) => row.id);
}

/** Locks the name, also where no list has it yet, so that two people cannot both be first. */
async function readLocked(trx: Kysely<Tables>, name: string): Promise<Watchlist | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${`watchlist ${name}`}))`.execute(trx);
  const row = await trx.selectFrom('watchlists').select('body').where('name', '=', name).executeTakeFirst();
  return row?.body as Watchlist | undefined;
}

/** One more than the change that took the last list of this name away, which counts as a version of its own. */
async function nextVersion(trx: Kysely<Tables>, name: string): Promise<number> {
  const entries = await readAudit(trx, { subject: name });
  const removal = entries.find(({ action }) => action === 'watchlist.remove');
  return removal === undefined ? 1 : (removal.before as Watchlist).version + 2;
}
