import { type Kysely, sql } from 'kysely';
import type { AdvisoryQuery } from '../domain/advisory-query.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { AdvisoryLine } from '../ports/store.ts';
import { caseIdOf } from './case-id.ts';
import type { Tables } from './tables.ts';

/** Advisories that fit a query, newest first, and how many there are in all. CVE ids among the words are looked up as names. */
export async function searchAdvisories(
  db: Kysely<Tables>,
  query: AdvisoryQuery,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ lines: AdvisoryLine[]; total: number }> {
  const fitting = base(db).where(fits(query));
  const onPage = fitting
    .select(['a.id', 'a.revision', 'a.title', 'a.dated_at', 'a.tlp', 'k.number', 'k.priority'])
    .orderBy('a.dated_at', 'desc')
    .orderBy('a.id')
    .offset(page.offset)
    .limit(page.limit);
  const rows = await db
    .selectFrom(onPage.as('p'))
    .selectAll()
    .select(
      sql<number>`(select coalesce(sum(cardinality(m.asset_ids)), 0)::int from wardwatch.matches m where m.advisory_id = p.id)`.as(
        'matches',
      ),
    )
    .orderBy('p.dated_at', 'desc')
    .orderBy('p.id')
    .execute();
  const { total } = await fitting.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  return { lines: rows.map(lineOf), total };
}

function base(db: Kysely<Tables>) {
  return db
    .selectFrom('advisories as a')
    .leftJoin('case_advisories as c', 'c.advisory_id', 'a.id')
    .leftJoin('cases as k', 'k.number', 'c.case_number');
}

function fits(query: AdvisoryQuery) {
  const named = query.words.split(/\s+/).filter((word) => NAME.test(word));
  const rest = query.words
    .split(/\s+/)
    .filter((word) => word !== '' && !NAME.test(word))
    .join(' ');
  const conditions = [
    ...named.map(byName),
    ...(rest === '' ? [] : [byWords(rest)]),
    ...(query.cve === undefined ? [] : [sql<boolean>`a.aliases @> array[${query.cve.toUpperCase()}]::text[]`]),
    ...(query.product === undefined ? [] : [byProduct(query.product)]),
    ...(query.vendor === undefined ? [] : [byVendor(query.vendor)]),
    ...(query.source === undefined ? [] : [sql<boolean>`a.source_id = ${query.source}`]),
    ...(query.priority === undefined ? [] : [sql<boolean>`k.priority = ${query.priority}`]),
    ...(query.indicator === undefined ? [] : [naming(query.indicator)]),
    ...(query.after === undefined ? [] : [sql<boolean>`a.dated_at >= ${query.after}::timestamptz`]),
    ...(query.status === undefined ? [] : [byStatus(query.status)]),
  ];
  return sql<boolean>`${sql.join([sql`true`, ...conditions], sql` and `)}`;
}

/** A CVE id or another name that publishers share, e.g. RHSA-2024:1234. */
const NAME = /^[A-Z]+-\d/i;

function byName(name: string) {
  return sql<boolean>`(a.aliases @> array[${name.toUpperCase()}]::text[] or a.id ilike ${`%${likeLiteral(name)}%`})`;
}

function byWords(words: string) {
  return sql<boolean>`(a.title_search @@ websearch_to_tsquery('english', ${words})
    or (a.id, a.revision) in (select r.advisory_id, r.revision
      from wardwatch.revisions r join wardwatch.documents d on d.id = r.document_id
      where d.search @@ websearch_to_tsquery('english', ${words}))
    or a.id ilike ${`%${likeLiteral(words)}%`})`;
}

function byProduct(words: string) {
  return sql<boolean>`a.id in (select p.advisory_id from wardwatch.advisory_products p
    where p.search @@ wardwatch.words_query(${words}))`;
}

function byVendor(words: string) {
  return sql<boolean>`a.id in (select p.advisory_id from wardwatch.advisory_products p
    where p.vendor_search @@ wardwatch.words_query(${words}))`;
}

/** The index holds digests, since values may be longer than an index entry may be. */
function naming(value: string) {
  return sql<boolean>`a.id in (select i.advisory_id from wardwatch.advisory_indicators i
    where md5(i.value) = md5(${value}::text) and i.value = ${value})`;
}

function byStatus(status: NonNullable<AdvisoryQuery['status']>) {
  switch (status) {
    case 'none':
      return sql<boolean>`k.number is null`;
    case 'open':
      return sql<boolean>`k.status in ('open', 'acknowledged', 'snoozed')`;
    case 'resolved':
      return sql<boolean>`k.status like 'resolved-%'`;
    default:
      return sql<boolean>`k.status = ${status}`;
  }
}

function lineOf(row: {
  id: string;
  revision: number;
  title: string;
  dated_at: Date;
  tlp: string;
  number: number | null;
  priority: string | null;
  matches: number;
}): AdvisoryLine {
  return {
    id: row.id,
    revision: row.revision,
    title: row.title,
    datedAt: row.dated_at.toISOString(),
    tlp: row.tlp as Tlp,
    ...(row.number !== null && { caseId: caseIdOf(row.number) }),
    ...(row.priority !== null && { priority: row.priority as Priority }),
    matches: row.matches,
  };
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
