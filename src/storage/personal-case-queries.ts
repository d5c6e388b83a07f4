import { type Kysely, sql } from 'kysely';
import type { Cut } from '../domain/digest.ts';
import type { Handling } from '../domain/handling.ts';
import type { TriageDecision } from '../domain/triage.ts';
import type { PersonalCase, PersonalCases } from '../ports/store.ts';
import { caseIdOf } from './case-id.ts';
import { isFilled, readMembers } from './case-queries.ts';
import type { Tables } from './tables.ts';

/**
 * The most urgent open cases of a person. Only what is shown is read: a case may have thousands of assets, of which a person
 * owns a few.
 */
export async function readCasesOf(
  db: Kysely<Tables>,
  { assigneeId, assetIds }: PersonalCases,
  limit: number,
): Promise<Cut<PersonalCase>> {
  const { rows } = await sql<Row>`
    select c.number, c.title, c.opened_at, c.handling, c.body->'triage' as triage, own.ids, count(*) over ()::int as total
    from wardwatch.cases c
    cross join lateral (
      select coalesce(array_agg(asset->>'id'), '{}') as ids
      from jsonb_array_elements(c.body->'assets') asset
      where asset->>'id' = any(${[...assetIds]}::text[])
        and c.body->'triages'->(asset->>'triage')::int->>'priority' <> 'INFO') own
    where c.status in ('open', 'acknowledged', 'snoozed') and ${isFilled('c')}
      and (c.handling #>> '{assignee,id}' = ${assigneeId} or cardinality(own.ids) > 0)
    order by array_position(array['P1', 'P2', 'P3', 'P4', 'INFO'], c.priority), c.body #>> '{triage,due}' nulls last, c.number
    limit ${limit}`.execute(db);
  const shown: PersonalCase[] = [];
  const members = await readMembers(
    db,
    rows.map(({ number }) => number),
  );
  for (const { number, title, opened_at, handling, triage, ids } of rows) {
    const known = { members: members.get(number) ?? [], triage, handling };
    const one = { id: caseIdOf(number), title, openedAt: opened_at.toISOString(), ...known };
    shown.push({ case: one, assetIds: ids });
  }
  return { shown, total: rows[0]?.total ?? 0 };
}

interface Row {
  readonly number: number;
  readonly title: string;
  readonly opened_at: Date;
  readonly handling: Handling;
  readonly triage: TriageDecision;
  /** The person's assets that it concerns, in the order of the case: the most urgent first. */
  readonly ids: readonly string[];
  readonly total: number;
}
