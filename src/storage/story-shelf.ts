import { type Kysely, sql } from 'kysely';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { Bodies } from './bodies.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { datesOf } from './case-queries.ts';
import type { Tables } from './tables.ts';

/** A case with what decides whether an advisory may belong to it. */
interface Story {
  readonly advisories: readonly Advisory[];
  readonly aliases: readonly string[];
  readonly latestAtMs: number;
  readonly updatedAtMs: number;
}

type Candidates = { readonly id: string; readonly advisories: readonly Advisory[] }[];

/** The cases among which one transaction looks for the stories of advisories: read once for all of them, and kept up by what it decides. */
export interface StoryShelf {
  /** Advisories whose stories will be looked for. */
  expect(advisories: readonly Advisory[]): void;
  /** As `CaseDesk.candidates`. An advisory without a date of its own counts by when a case was last worked on, too. */
  candidates(advisory: Advisory, withinDays: number, batchId?: number): Promise<Candidates>;
  /** A case was saved. */
  put(decided: Case, at: Instant): void;
  putInBatch(batchId: number, caseId: string): void;
  /** What was read holds no more. */
  clear(): void;
}

export function openStoryShelf(trx: Kysely<Tables>, bodies: Bodies): StoryShelf {
  const expected = new Set<Advisory>();
  const batches = new Map<number, Set<number>>();
  let stories: Map<number, Story> | undefined;
  const decidedIn = async (batchId: number) => {
    const known = batches.get(batchId) ?? (await readBatch(trx, batchId));
    batches.set(batchId, known);
    return known;
  };
  return {
    expect: (advisories) => {
      for (const advisory of advisories) expected.add(advisory);
    },
    candidates: async (advisory, withinDays, batchId) => {
      const decided = batchId === undefined ? undefined : await decidedIn(batchId);
      if (decided?.size === 0) return [];
      if (!expected.has(advisory)) stories = undefined;
      expected.add(advisory);
      stories ??= await readStories(trx, [...expected], withinDays, bodies);
      return [...stories]
        .filter(([number, story]) => decided?.has(number) !== false && isNear(advisory, story, withinDays))
        .map(([number, { advisories }]) => ({ id: caseIdOf(number), advisories }));
    },
    put: (decided, at) => {
      const { latestAt, aliases } = datesOf(decided, at);
      const advisories = decided.members.map((member) => member.advisory);
      const [latestAtMs, updatedAtMs] = [Date.parse(latestAt), Date.parse(at)];
      stories?.set(caseNumber(decided.id), { advisories, aliases, latestAtMs, updatedAtMs });
    },
    putInBatch: (batchId, caseId) => {
      batches.get(batchId)?.add(caseNumber(caseId));
    },
    clear: () => {
      stories = undefined;
    },
  };
}

async function readBatch(trx: Kysely<Tables>, batchId: number): Promise<Set<number>> {
  const rows = await trx.selectFrom('batch_cases').select('case_number').where('batch_id', '=', batchId).execute();
  return new Set(rows.map((row) => row.case_number));
}

/** The cases, by number, that are near to one of the advisories. */
async function readStories(
  trx: Kysely<Tables>,
  advisories: readonly Advisory[],
  withinDays: number,
  bodies: Bodies,
): Promise<Map<number, Story>> {
  const aliases = advisories.flatMap((advisory) => advisory.aliases);
  const dated = advisories.map((advisory) => Date.parse(datedAt(advisory)));
  const from = new Date(Math.min(...dated) - withinDays * DAY_MS).toISOString();
  const to = new Date(Math.max(...dated) + withinDays * DAY_MS).toISOString();
  const isUndated = advisories.some((advisory) => advisory.publishedAt === undefined);
  const rows = await trx
    .selectFrom('cases')
    .innerJoin('case_advisories as m', 'm.case_number', 'cases.number')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.advisory_id', '=', 'm.advisory_id').onRef('r.revision', '=', 'm.revision'),
    )
    .select(['cases.number', 'aliases', 'latest_at', 'updated_at', 'm.advisory_id', 'm.revision'])
    .select(sql<string>`r.xmin::text`.as('written_in'))
    .where(
      sql<boolean>`(aliases && ${aliases}::text[] or latest_at between ${from}::timestamptz and ${to}::timestamptz
        or (${isUndated} and updated_at between ${from}::timestamptz and ${to}::timestamptz))`,
    )
    .orderBy('cases.number')
    .orderBy('m.joined_at')
    .orderBy('m.advisory_id')
    .execute();
  const bodyOf = await bodies.read(trx, rows);
  const stories = new Map<number, Story>();
  for (const row of rows) {
    const body = bodyOf(row);
    if (body === undefined) continue;
    stories.set(row.number, {
      advisories: [...(stories.get(row.number)?.advisories ?? []), body],
      aliases: row.aliases,
      latestAtMs: row.latest_at.getTime(),
      updatedAtMs: row.updated_at.getTime(),
    });
  }
  return stories;
}

function isNear(advisory: Advisory, { aliases, latestAtMs, updatedAtMs }: Story, withinDays: number): boolean {
  const at = Date.parse(datedAt(advisory));
  const isWithin = (ms: number) => Math.abs(ms - at) <= withinDays * DAY_MS;
  if (isWithin(latestAtMs) || (advisory.publishedAt === undefined && isWithin(updatedAtMs))) return true;
  return advisory.aliases.some((alias) => aliases.includes(alias));
}
