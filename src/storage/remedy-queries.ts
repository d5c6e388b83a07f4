import { type Kysely, sql } from 'kysely';
import type { RemedyElsewhere } from '../domain/case.ts';
import type { Remediation } from '../domain/handling.ts';
import { caseIdOf } from './case-id.ts';
import type { Tables } from './tables.ts';

/** Whether people said something of the remedy of any flaw yet: mostly nobody did, and then no case need be asked. */
export async function isAnyRemedied(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select from wardwatch.cases where handling->'remediations' <> '[]' limit 1`.execute(db);
  return rows.length > 0;
}

/** What people said in other cases of the remedies of these flaws on these assets, oldest first. */
export async function readRemediesElsewhere(
  db: Kysely<Tables>,
  caseNumber: number,
  cves: readonly string[],
  assetIds: readonly string[],
): Promise<RemedyElsewhere[]> {
  if (cves.length === 0 || assetIds.length === 0) return [];
  const { rows } = await sql<{ number: number; body: Remediation }>`
    select c.number, e as body
    from wardwatch.cases c cross join jsonb_array_elements(c.handling->'remediations') e
    where c.handling->'remediations' <> '[]' and c.aliases && ${[...cves]}::text[] and c.number <> ${caseNumber}
      and e->'cves' ?| ${[...cves]}::text[] and e->>'assetId' = any(${[...assetIds]}::text[])
    order by e->>'at', c.number`.execute(db);
  return rows.map(({ number, body }) => ({ ...body, caseId: caseIdOf(number) }));
}
