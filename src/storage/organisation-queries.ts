import { type Kysely, sql } from 'kysely';
import type { Asset } from '../domain/asset.ts';
import { ORGANISATION_ID } from '../domain/organisation.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import { rematchAll } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/** What the row of the organisation itself has in place of the watchlist that it stands for. */
const NO_WATCHLIST = '';

/**
 * Stores what is the organisation's own, or takes it away, and lets everything that is stored be matched again where that is
 * something else than before. How many advisories that are. An asset of the inventory that has its id stays.
 */
export async function saveOrganisation(db: Kysely<Tables>, given: Asset | undefined, at: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const isChanged = given === undefined ? await take(trx) : await keep(trx, given, at);
    if (!isChanged) return 0;
    const cause = { label: "the organisation's own", at };
    return (await rematchAll(trx, cause, { assetIds: [ORGANISATION_ID] })).advisories;
  });
}

async function take(trx: Kysely<Tables>): Promise<boolean> {
  const rows = await trx
    .deleteFrom('assets')
    .where('id', '=', ORGANISATION_ID)
    .where('watchlist', '=', NO_WATCHLIST)
    .returning('id')
    .execute();
  return rows.length > 0;
}

async function keep(trx: Kysely<Tables>, given: Asset, at: string): Promise<boolean> {
  const { rows } = await sql`insert into wardwatch.assets as a (id, body, updated_at, watchlist)
    values (${ORGANISATION_ID}, ${jsonOf(given)}::jsonb, ${at}::timestamptz, ${NO_WATCHLIST})
    on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at
    where a.watchlist = ${NO_WATCHLIST} and a.body <> excluded.body
    returning id`.execute(trx);
  return rows.length > 0;
}
