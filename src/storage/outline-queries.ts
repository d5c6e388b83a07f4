import { type Kysely, sql } from 'kysely';
import type { CaseOutline } from '../ports/case-desk.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { type KnownAssets, readCases } from './case-queries.ts';
import { readConversations } from './conversation-queries.ts';
import type { Tables } from './tables.ts';

/**
 * Cases without the matches on their assets, which are most of them, and where each is talked about. The state is read first: what
 * is changed between the questions has another one.
 */
export async function readOutlines(
  db: Kysely<Tables>,
  caseIds: readonly string[],
  known?: KnownAssets,
): Promise<CaseOutline[]> {
  const states = await readCaseStates(db, caseIds);
  const numbers = caseIds.map(caseNumber);
  const told = await readConversations(db, numbers);
  const cases = await readCases(db, numbers, async () => new Map(), known);
  return cases.map((one) => ({ one, told: told.get(caseNumber(one.id)) ?? [], state: states.get(one.id) ?? '' }));
}

/** The state of cases: the transaction that saved each, and where it is talked about. */
export async function readCaseStates(
  db: Kysely<Tables>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ number: number; state: string }>`
    select c.number, concat_ws(' ', c.xmin::text, (
      select string_agg(a.sink || ' ' || a.channel, ' ' order by a.sink, a.channel)
      from wardwatch.alerts a where a.case_number = c.number)) as state
    from wardwatch.cases c where c.number = any(${caseIds.map(caseNumber)}::int[])`.execute(db);
  return new Map(rows.map(({ number, state }) => [caseIdOf(number), state]));
}
