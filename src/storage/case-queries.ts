import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Decision } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { Case, CaseAsset } from '../domain/case.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import { type Handling, statusOf } from '../domain/handling.ts';
import type { Match } from '../domain/match.ts';
import type { TriageDecision } from '../domain/triage.ts';
import type { DecisionRecord } from '../ports/case-desk.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { jsonOf } from './item-queries.ts';
import { readMatchesByAdvisory } from './match-queries.ts';
import { isAnyRemedied, readRemediesElsewhere } from './remedy-queries.ts';
import type { Tables } from './tables.ts';

/** What a case's row holds beside its columns: the triage of then, so that a new policy does not rewrite what was said. */
interface CaseBody {
  readonly triage: TriageDecision;
  /** The decisions on assets, each once: hundreds of assets share a few. */
  readonly triages: readonly TriageDecision[];
  /** `triage` is a place in `triages`. */
  readonly assets: readonly { readonly id: string; readonly triage: number }[];
  readonly facts?: readonly FlawFacts[];
}

/** Whether a case, by the name of its table in the query, tells of something yet: one of its advisories is not withdrawn. */
export function isFilled(table: string) {
  return sql<boolean>`exists (
    select 1 from wardwatch.case_advisories filling join wardwatch.revisions said
      on said.advisory_id = filling.advisory_id and said.revision = filling.revision
    where filling.case_number = ${sql.ref(`${table}.number`)} and not coalesce((said.body->>'withdrawn')::boolean, false))`;
}

export async function readCase(
  db: Kysely<Tables>,
  caseId: string,
  readMatches?: ReadMatches,
  known?: KnownAssets,
): Promise<Case | undefined> {
  const [found] = await readCases(db, [caseNumber(caseId)], readMatches, known);
  return found;
}

/** What advisories say of the inventory, by advisory. */
type ReadMatches = (advisoryIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Match[]>>;

/** Assets by id that need not be read: they are as they are stored. */
export type KnownAssets = (assetId: string) => Asset | undefined;

/** Cases by number, or all of them, in the order of their numbers. */
export async function readCases(
  db: Kysely<Tables>,
  numbers?: readonly number[],
  readMatches: ReadMatches = (advisoryIds) => readMatchesByAdvisory(db, advisoryIds),
  known: KnownAssets = () => undefined,
): Promise<Case[]> {
  if (numbers?.length === 0) return [];
  let query = db.selectFrom('cases').selectAll().orderBy('number');
  if (numbers) query = query.where('number', 'in', [...numbers]);
  const rows = await query.execute();
  const bodies = rows.map((row) => row.body as CaseBody);
  const members = await readMembers(
    db,
    rows.map(({ number }) => number),
  );
  const assetIds = new Set(bodies.flatMap((body) => body.assets.map(({ id }) => id)));
  const unknown = [...assetIds].filter((id) => known(id) === undefined);
  const read = new Map((await readAssets(db, unknown)).map((asset) => [asset.id, asset]));
  const assetOf: KnownAssets = (id) => known(id) ?? read.get(id);
  const isRemedied = rows.length > 0 && (await isAnyRemedied(db));
  const cases: Case[] = [];
  for (const row of rows) {
    const body = row.body as CaseBody;
    const ids = body.assets.map(({ id }) => id);
    const of = members.get(row.number) ?? [];
    const said = await readMatches(of.map(({ advisory }) => advisory.id));
    const elsewhere = isRemedied ? await readRemediesElsewhere(db, row.number, row.aliases, ids) : [];
    cases.push({
      id: caseIdOf(row.number),
      title: row.title,
      openedAt: row.opened_at.toISOString(),
      members: of,
      assets: caseAssets(
        body,
        assetOf,
        of.flatMap(({ advisory }) => said.get(advisory.id) ?? []),
      ),
      triage: body.triage,
      ...(body.facts !== undefined && { facts: body.facts }),
      handling: row.handling as Handling,
      ...(elsewhere.length > 0 && { remediedElsewhere: elsewhere }),
    });
  }
  return cases;
}

/** The advisories of cases, by the numbers of these, in the order in which they joined. */
export async function readMembers(
  db: Kysely<Tables>,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Case['members']>> {
  const rows = await db
    .selectFrom('case_advisories')
    .innerJoin('revisions', (join) =>
      join
        .onRef('revisions.advisory_id', '=', 'case_advisories.advisory_id')
        .onRef('revisions.revision', '=', 'case_advisories.revision'),
    )
    .select(['case_number', 'revisions.body', 'case_advisories.because'])
    .where('case_number', '=', sql<number>`any(${[...numbers]}::int[])`)
    .orderBy('joined_at')
    .orderBy('case_advisories.advisory_id')
    .execute();
  const members = new Map<number, Case['members'][number][]>();
  for (const row of rows) {
    const known = members.get(row.case_number) ?? [];
    known.push({ advisory: row.body as Advisory, joinedBecause: row.because });
    members.set(row.case_number, known);
  }
  return members;
}

function caseAssets(body: CaseBody, assetOf: KnownAssets, matches: readonly Match[]): CaseAsset[] {
  const byAsset = new Map<string, Match[]>(body.assets.map(({ id }) => [id, []]));
  for (const match of matches) byAsset.get(match.assetId)?.push(match);
  return body.assets.flatMap(({ id, triage: place }) => {
    const [asset, triage] = [assetOf(id), body.triages[place]];
    return asset && triage ? [{ asset, matches: byAsset.get(id) ?? [], triage }] : [];
  });
}

/** The named assets, what watchlists watch for included. */
export async function readAssets(db: Kysely<Tables>, ids: readonly string[]): Promise<Asset[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('assets')
    .select('body')
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.body as Asset);
}

/** By what a case is found again: when its newest advisory came out, as far as they say, and the names of all of them. */
export function datesOf({ members }: Case, at: string): { readonly latestAt: string; readonly aliases: string[] } {
  const advisories = members.map((member) => member.advisory);
  const published = advisories.flatMap((advisory) => advisory.publishedAt ?? []).sort();
  return {
    latestAt: published.at(-1) ?? at,
    aliases: [...new Set(advisories.flatMap((advisory) => advisory.aliases))],
  };
}

export async function saveCase(db: Kysely<Tables>, decided: Case, at: string): Promise<void> {
  const { latestAt, aliases } = datesOf(decided, at);
  const body: CaseBody = {
    triage: decided.triage,
    ...decisionsOnce(decided.assets),
    ...(decided.facts !== undefined && { facts: decided.facts }),
  };
  const row = {
    title: decided.title,
    status: statusOf(decided.handling),
    handling: jsonOf(decided.handling),
    priority: decided.triage.priority,
    body: jsonOf(body),
    updated_at: at,
    latest_at: latestAt,
    aliases,
  };
  const number = caseNumber(decided.id);
  const save = (into: Kysely<Tables>) =>
    into
      .insertInto('cases')
      .values({ number, opened_at: decided.openedAt, ...row })
      .onConflict((conflict) => conflict.column('number').doUpdateSet(row));
  const members = decided.members.map((member, position) => ({
    ...{ case_number: number, advisory_id: member.advisory.id, revision: member.advisory.revision },
    because: member.joinedBecause,
    // Members keep the order in which they joined, even where one instant holds several of them.
    joined_at: new Date(Date.parse(at) + position).toISOString(),
  }));
  if (members.length === 0) {
    await save(db).execute();
    return;
  }
  await db
    .with('saved', (into) => save(into as Kysely<Tables>))
    .insertInto('case_advisories')
    .values(members)
    .onConflict((conflict) =>
      conflict.column('advisory_id').doUpdateSet((eb) => ({ revision: eb.ref('excluded.revision') })),
    )
    .execute();
}

function decisionsOnce(assets: readonly CaseAsset[]): Pick<CaseBody, 'triages' | 'assets'> {
  const places = new Map<TriageDecision, number>();
  const placed = assets.map(({ asset, triage }) => {
    const place = places.get(triage) ?? places.size;
    places.set(triage, place);
    return { id: asset.id, triage: place };
  });
  return { triages: [...places.keys()], assets: placed };
}

export async function recordDecisions(db: Kysely<Tables>, records: readonly DecisionRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ caseId, advisoryId, revision, decision, decidedAt }) => ({
    case_number: caseId === undefined ? null : caseNumber(caseId),
    advisory_id: advisoryId,
    revision,
    kind: decision.kind,
    reasons: jsonOf(decision.reasons),
    decided_at: decidedAt,
  }));
  await db.insertInto('decisions').values(rows).execute();
}

export async function readDecisions(
  db: Kysely<Tables>,
  of: { caseId?: string; advisoryId?: string },
): Promise<DecisionRecord[]> {
  let query = db.selectFrom('decisions').selectAll().orderBy('id');
  if (of.caseId !== undefined) query = query.where('case_number', '=', caseNumber(of.caseId));
  if (of.advisoryId !== undefined) query = query.where('advisory_id', '=', of.advisoryId);
  return (await query.execute()).map((row) => ({
    advisoryId: row.advisory_id,
    revision: row.revision,
    ...(row.case_number !== null && { caseId: caseIdOf(row.case_number) }),
    decision: { kind: row.kind, reasons: row.reasons } as Decision,
    decidedAt: row.decided_at.toISOString(),
  }));
}
