import { type Kysely, sql, type Transaction } from 'kysely';
import { blockOf, scoreIn } from '../domain/epss-block.ts';
import type { EpssModel, FlawFacts, FlawReading, KevRow } from '../domain/flaw-facts.ts';
import type { CisaReading, SourceFacts } from '../ports/source.ts';
import { writeReleaseCycles } from './cycle-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import { IS_STOPPED } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/**
 * What is known of flaws, by CVE id; those of which nothing is known are left out. Of several readings the newest counts, and
 * of several rows of one catalogue that say the same, one.
 */
export async function readFlawFacts(db: Kysely<Tables>, cves: readonly string[]): Promise<FlawFacts[]> {
  if (cves.length === 0) return [];
  const rows = await db
    .selectFrom('flaw_facts')
    .select(['cve', 'kind', 'body'])
    .where('cve', '=', sql<string>`any(${[...cves]}::text[])`)
    .orderBy('source')
    .execute();
  const blocks = await db
    .selectFrom('epss')
    .selectAll()
    .where('block', '=', sql<string>`any(${[...new Set(cves.map(blockOf))]}::text[])`)
    .execute();
  const texts = new Map(blocks.map((row) => [row.block, row]));
  const told = new Map<string, typeof rows>();
  for (const row of rows) told.set(row.cve, [...(told.get(row.cve) ?? []), row]);
  return [...new Set(cves)].sort().flatMap((cve): FlawFacts[] => {
    const own = told.get(cve) ?? [];
    const block = texts.get(blockOf(cve));
    const score = block && scoreIn(block.scores, cve);
    if (own.length === 0 && score === undefined) return [];
    const kev = own.flatMap((row) => (row.kind === 'kev' ? [row.body as KevRow] : []));
    const [reading] = own
      .flatMap((row) => (row.kind === 'reading' ? [row.body as FlawReading] : []))
      .sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
    const { model, day } = block ?? {};
    return [
      {
        cve,
        kev: distinct(kev),
        ...(score && { epss: { ...score, ...(model != null && { model }), ...(day != null && { day }) } }),
        ...(reading && { reading }),
      },
    ];
  });
}

/** A source and its mirror say the same. */
function distinct(rows: readonly KevRow[]): readonly KevRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** The CVE ids that cases name. */
export async function readNamedCves(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ cve: string }>`
    select distinct alias as cve from wardwatch.cases c cross join unnest(c.aliases) alias
    where alias like 'CVE-%' order by 1`.execute(db);
  return rows.map((row) => row.cve);
}

/** Stores facts and marks what is to be decided again, under the decisions' lock: what is being decided has seen neither or both. */
export async function saveFacts(
  db: Kysely<Tables>,
  sourceId: string,
  facts: SourceFacts,
  isNews: (before: FlawFacts | undefined, after: FlawFacts) => boolean,
  batchId: number | undefined,
): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    if (facts.kind === 'cycles') {
      await writeReleaseCycles(trx, sourceId, facts.cycles);
      return [];
    }
    const named = await readNamedCves(trx);
    const before = new Map((await readFlawFacts(trx, named)).map((one) => [one.cve, one]));
    await write(trx, sourceId, facts);
    const after = new Map((await readFlawFacts(trx, named)).map((one) => [one.cve, one]));
    const changed = named.filter((cve) => {
      const [was, is] = [before.get(cve), after.get(cve)];
      return (was !== undefined || is !== undefined) && isNews(was, is ?? { cve, kev: [] });
    });
    return markCases(trx, sql<boolean>`c.aliases && ${changed}::text[]`, batchId);
  });
}

/** Marks cases that name one of the flaws and were decided without its row, or before it told of ransomware. */
export async function heedRows(trx: Transaction<Tables>, rows: readonly KevRow[]): Promise<string[]> {
  const marked: string[] = [];
  for (const { cve, catalogue, ransomware } of rows) {
    const known = jsonOf([{ cve, kev: [{ catalogue, ...(ransomware && { ransomware }) }] }]);
    const isUnheard = sql<boolean>`c.aliases && ${[cve]}::text[] and not coalesce(c.body->'facts', '[]') @> ${known}::jsonb`;
    marked.push(...(await markCases(trx, isUnheard, undefined)));
  }
  return marked;
}

/**
 * The member that joined first stands for its case. One that waits already, in a re-match, is decided on whatever the inventory
 * says: what nobody knows to be matched is not taken for unchanged. One whose re-match was stopped is decided on at once.
 */
async function markCases(
  trx: Transaction<Tables>,
  isMeant: ReturnType<typeof sql<boolean>>,
  batchId: number | undefined,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update wardwatch.advisories a
    set matched = false, matched_in = -1, facts_round = facts_round + 1, attempts = 0,
      batch_id = case when a.matched or ${IS_STOPPED} then ${batchId ?? null}::int else a.batch_id end
    where a.id in (
      select distinct on (ca.case_number) ca.advisory_id
      from wardwatch.case_advisories ca join wardwatch.cases c on c.number = ca.case_number
      where ${isMeant} order by ca.case_number, ca.joined_at, ca.advisory_id)
    returning a.id`.execute(trx);
  return rows.map((row) => row.id).sort();
}

type FlawFactsTold = Exclude<SourceFacts, { kind: 'cycles' }>;

async function write(trx: Transaction<Tables>, sourceId: string, facts: FlawFactsTold): Promise<void> {
  switch (facts.kind) {
    case 'catalogue':
      await trx.deleteFrom('flaw_facts').where('source', '=', sourceId).execute();
      return insertRows(trx, sourceId, 'kev', distinctCves(facts.rows));
    case 'readings':
      await trx
        .deleteFrom('flaw_facts')
        .where('source', '=', sourceId)
        .where('cve', '=', sql<string>`any(${facts.readings.map((one) => one.cve)}::text[])`)
        .execute();
      await insertRows(trx, sourceId, 'kev', distinctCves(facts.readings.flatMap((one) => one.listed ?? [])));
      return insertRows(trx, sourceId, 'reading', distinctCves(facts.readings), bare);
    case 'epss':
      return writeEpss(trx, facts);
  }
}

function distinctCves<Row extends { readonly cve: string }>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.cve, row])).values()];
}

/** The reading alone: its flaw and its row of the catalogue have places of their own. */
function bare({ cve: _, listed: __, ...reading }: CisaReading): FlawReading {
  return reading;
}

const ROWS_A_STATEMENT = 500;
const BLOCKS_A_STATEMENT = 50;

async function insertRows<Row extends { readonly cve: string }>(
  trx: Transaction<Tables>,
  source: string,
  kind: 'kev' | 'reading',
  rows: readonly Row[],
  bodyOf: (row: Row) => unknown = (row) => row,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const values = rows
      .slice(start, start + ROWS_A_STATEMENT)
      .map((row) => ({ source, cve: row.cve, kind, body: jsonOf(bodyOf(row)) }));
    await trx.insertInto('flaw_facts').values(values).execute();
  }
}

const NEW_MODEL = 'epss-model';

/** The model of EPSS that came last in place of another, with the day of its first scores. */
export async function readNewEpssModel(db: Kysely<Tables>): Promise<EpssModel | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', NEW_MODEL).executeTakeFirst();
  return row?.value as EpssModel | undefined;
}

async function writeEpss(trx: Transaction<Tables>, facts: Extract<SourceFacts, { kind: 'epss' }>): Promise<void> {
  const { model = null, day = null } = facts;
  const before = await trx.selectFrom('epss').select('model').limit(1).executeTakeFirst();
  if (model !== null && day !== null && before !== undefined && before.model !== model) {
    const value = jsonOf({ model, day });
    await trx
      .insertInto('settings')
      .values({ key: NEW_MODEL, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }
  await trx.deleteFrom('epss').execute();
  const values = [...facts.blocks].map(([block, scores]) => ({ block, model, day, scores }));
  for (let start = 0; start < values.length; start += BLOCKS_A_STATEMENT) {
    await trx
      .insertInto('epss')
      .values(values.slice(start, start + BLOCKS_A_STATEMENT))
      .execute();
  }
}
