import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import type { RepeatedId } from '../domain/repeated-id.ts';
import type { ImportCounts } from '../ports/import-office.ts';
import type { ImportStage, StagedRow } from '../ports/import-stage.ts';
import type { InventoryChanged } from '../ports/inventory-change.ts';
import { appendAudit } from './audit-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { isOfInventory, readInventoryVersion } from './inventory-queries.ts';
import { jsonOf } from './item-queries.ts';
import { rematchAll } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/** Rows written in one statement: so few that others in this process hardly wait, and the embedded database's memory is enough. */
const ROWS_A_STATEMENT = 500;
/** Assets looked at in one statement. */
const ROWS_LOOKED_AT = 5_000;
/** The audit names so many assets of an import; the inventory itself holds the rest. */
const MOST_IDS = 100;

let opened = 0;

/**
 * Opens a table that only this session sees and that the database forgets by itself when the process ends, so that an
 * interrupted import leaves nothing behind. An unchanged row is kept without its words.
 */
export async function stageImport<T>(db: Kysely<Tables>, work: (stage: ImportStage) => Promise<T>): Promise<T> {
  opened += 1;
  const table = sql.raw(`pg_temp.import_${opened}`);
  return db.connection().execute(async (session) => {
    await sql`create temporary table ${sql.raw(`import_${opened}`)}
      (id text primary key, line int not null, what text not null, body jsonb)`.execute(session);
    try {
      return await work(stageOn(session, table));
    } finally {
      await sql`drop table ${table}`.execute(session).catch(() => undefined);
    }
  });
}

type Table = ReturnType<typeof sql.raw>;

function stageOn(session: Kysely<Tables>, table: Table): ImportStage {
  return {
    add: (rows) => addRows(session, table, rows),
    removeOthers: (idsBeginWith, onLooked) => removeOthers(session, table, idsBeginWith, onLooked),
    counts: (idsBeginWith) => readCounts(session, table, idsBeginWith),
    first: async (limit) => {
      const firstOf = (what: string) => readFirst(session, table, what, limit);
      return {
        added: (await firstOf('added')).flatMap(({ after }) => after ?? []),
        changed: (await firstOf('changed')).flatMap(({ before, after }) =>
          before && after ? [{ before, after }] : [],
        ),
        removed: (await firstOf('removed')).flatMap(({ before }) => before ?? []),
      };
    },
    changingIds: async (most) => {
      const { rows } = await sql<{ id: string }>`
        select id from ${table} where what <> 'unchanged' limit ${most + 1}`.execute(session);
      return rows.length > most ? undefined : rows.map(({ id }) => id);
    },
    apply: (seenVersion, actor, at, onWritten) =>
      session.transaction().execute(async (trx): Promise<InventoryChanged> => {
        await lockDecisions(trx);
        if ((await readInventoryVersion(trx)) !== seenVersion) return { kind: 'overtaken', assetIds: [] };
        const { added, changed, removed } = await readCounts(trx, table, '');
        if (added + changed + removed === 0) return { kind: 'unchanged' };
        return { kind: 'changed', ...(await applyRows(trx, table, { added, changed, removed }, actor, at, onWritten)) };
      }),
  };
}

async function addRows(session: Kysely<Tables>, table: Table, rows: readonly StagedRow[]): Promise<RepeatedId[]> {
  const last = new Map<string, StagedRow>();
  const repeated: RepeatedId[] = [];
  for (const row of rows) {
    const { id } = row.asset;
    const earlier = last.get(id);
    last.set(id, row);
    if (earlier === undefined) continue;
    const isSame = JSON.stringify(earlier.asset) === JSON.stringify(row.asset);
    repeated.push({ id, line: row.line, earlierLine: earlier.line, isSame });
  }
  const given = [...last.values()];
  for (let start = 0; start < given.length; start += ROWS_A_STATEMENT) {
    const slice = given.slice(start, start + ROWS_A_STATEMENT);
    // One parameter, not three a row, which would take several times as long. Every part sees the table as it was before.
    const { rows: earlier } = await sql<{ id: string; line: number; earlier: number; same: boolean }>`
      with given as materialized (
        select g.value->'asset'->>'id' as id, (g.value->>'line')::int as line, g.value->'asset' as body
        from jsonb_array_elements(${jsonOf(slice)}::jsonb) g),
      compared as materialized (
        select g.id, g.line, g.body, a.body as held from given g
        left join wardwatch.assets a on a.id = g.id and a.watchlist is null),
      written as (
        insert into ${table} (id, line, what, body)
        select id, line,
          case when held is null then 'added' when held = body then 'unchanged' else 'changed' end,
          case when held = body then null else body end
        from compared
        on conflict (id) do update set line = excluded.line, what = excluded.what, body = excluded.body)
      select c.id, c.line, s.line as earlier, coalesce(s.body, c.held) = c.body as same
      from compared c join ${table} s on s.id = c.id`.execute(session);
    repeated.push(
      ...earlier.map(({ id, line, earlier: earlierLine, same }) => ({ id, line, earlierLine, isSame: same })),
    );
    await rest();
  }
  return repeated;
}

async function removeOthers(
  session: Kysely<Tables>,
  table: Table,
  idsBeginWith: string,
  onLooked: (assets: number) => void,
): Promise<void> {
  let after: string | null = '';
  for (let looked = 0; after !== null; ) {
    // What is no part of the inventory is kept out by its id, as in `readAssetsAfter`.
    const { rows }: { rows: { last: string | null; count: number }[] } = await sql<{
      last: string | null;
      count: number;
    }>`
      with page as materialized (
        select id from wardwatch.assets where id > ${after} and ${isOfInventory} order by id limit ${ROWS_LOOKED_AT}),
      marked as (
        insert into ${table} (id, line, what)
        select id, 0, 'removed' from page p
        where starts_with(id, ${idsBeginWith}) and not exists (select from ${table} s where s.id = p.id))
      select max(id) as last, count(*)::int as count from page`.execute(session);
    looked += rows[0]?.count ?? 0;
    after = rows[0]?.last ?? null;
    onLooked(looked);
    await rest();
  }
}

async function readCounts(
  session: Kysely<Tables>,
  table: Table,
  idsBeginWith: string,
): Promise<ImportCounts & { readonly inventory: number }> {
  const { rows } = await sql<{ what: keyof ImportCounts; count: number }>`
    select what, count(*)::int as count from ${table} group by what`.execute(session);
  const { rows: held } = await sql<{ count: number }>`
    select count(*)::int as count from wardwatch.assets
    where ${isOfInventory} and starts_with(id, ${idsBeginWith})`.execute(session);
  const counted = Object.fromEntries(rows.map(({ what, count }) => [what, count]));
  return { added: 0, changed: 0, removed: 0, unchanged: 0, ...counted, inventory: held[0]?.count ?? 0 };
}

/** In the order of the file; what is removed, of its ids. */
async function readFirst(
  session: Kysely<Tables>,
  table: Table,
  what: string,
  limit: number,
): Promise<readonly { readonly before: Asset | null; readonly after: Asset | null }[]> {
  const { rows } = await sql<{ before: Asset | null; after: Asset | null }>`
    select a.body as before, s.body as after
    from (select * from ${table} where what = ${what} order by line, id limit ${limit}) s
    left join wardwatch.assets a on a.id = s.id order by s.line, s.id`.execute(session);
  return rows;
}

/** Writes page by page, each in one statement, within a transaction that holds the inventory. */
async function applyRows(
  trx: Kysely<Tables>,
  table: Table,
  counts: { readonly added: number; readonly changed: number; readonly removed: number },
  actor: Actor,
  at: string,
  onWritten: (assets: number) => void,
) {
  const { number } = await trx
    .insertInto('inventory_changes')
    .values({ at, actor_name: actor.name, ...counts })
    .returning('number')
    .executeTakeFirstOrThrow();
  let after: string | null = '';
  for (let written = 0; after !== null; ) {
    const { rows }: { rows: { last: string | null; count: number }[] } = await sql<{
      last: string | null;
      count: number;
    }>`
      with page as materialized (
        select id, what, body from ${table} where id > ${after} and what <> 'unchanged'
        order by id limit ${ROWS_A_STATEMENT}),
      remembered as (
        insert into wardwatch.inventory_before (change_number, asset_id, body)
        select ${number}::int, p.id, a.body from page p left join wardwatch.assets a on a.id = p.id),
      gone as (
        delete from wardwatch.assets where watchlist is null and id in (select id from page where what = 'removed')),
      saved as (
        insert into wardwatch.assets (id, body, updated_at)
        select id, body, ${at}::timestamptz from page where what <> 'removed'
        on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at)
      select max(id) as last, count(*)::int as count from page`.execute(trx);
    written += rows[0]?.count ?? 0;
    after = rows[0]?.last ?? null;
    onWritten(written);
    await rest();
  }
  const idsOf = async (isRemoved: boolean) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${table} where what <> 'unchanged' and (what = 'removed') = ${isRemoved}
      order by line, id limit ${MOST_IDS}`.execute(trx);
    return rows.map(({ id }) => id);
  };
  await appendAudit(trx, {
    at,
    actor,
    action: 'assets.change',
    subject: 'assets',
    after: { ...counts, ids: await idsOf(false), removedIds: await idsOf(true) },
  });
  const label = `${counts.added + counts.changed} assets added or changed, ${counts.removed} removed`;
  return { number, ...(await rematchAll(trx, { label, at, by: actor }, { changeNumber: number })) };
}

/** Whatever else waits in the process has its turn. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
