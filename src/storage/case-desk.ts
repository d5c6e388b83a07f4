import { sql, type Transaction } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Batch, CaseDesk, UnmatchedAdvisory } from '../ports/case-desk.ts';
import { appendAudit } from './audit-queries.ts';
import { closeBatch } from './batch-queries.ts';
import type { Bodies } from './bodies.ts';
import { caseIdOf, caseNumber } from './case-id.ts';
import { readCase, recordDecisions, saveCase } from './case-queries.ts';
import { openHeartbeat, openReminderRound, readUnreached, recordDigest, takeReminder } from './clock-queries.ts';
import {
  countRecentAlerts,
  joinStorm,
  readConversations,
  readEndedSnoozes,
  takeUnacknowledged,
} from './conversation-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { heedRows } from './fact-queries.ts';
import { openFactShelf } from './fact-shelf.ts';
import { readInventoryVersion } from './inventory-queries.ts';
import { saveMatches, sayTheSame } from './match-queries.ts';
import { openMatchShelf } from './match-shelf.ts';
import { insertOutboxRow, settle } from './outbox-queries.ts';
import { readCaseStates, readOutlines } from './outline-queries.ts';
import { isAnyRemedied, readRemediesElsewhere } from './remedy-queries.ts';
import { markSourceTold } from './source-queries.ts';
import { openStoryShelf } from './story-shelf.ts';
import { markHidden, readHiddenCases, readSuppressions } from './suppression-queries.ts';
import type { Tables } from './tables.ts';
import { readWatchlists } from './watch-queries.ts';

/** The desk of one transaction. Decisions on cases are taken one at a time, by all processes together. */
export async function openCaseDesk(trx: Transaction<Tables>, bodies: Bodies): Promise<CaseDesk> {
  await lockDecisions(trx);
  const shelf = openStoryShelf(trx, bodies);
  const matches = openMatchShelf(trx);
  const facts = openFactShelf(trx);
  const remedied = once(() => isAnyRemedied(trx));
  const suppressions = once(() => readSuppressions(trx));
  const lastNumber = once(() => readLastNumber(trx));
  let newest = 0;
  return {
    inventoryVersion: () => readInventoryVersion(trx),
    take: async (advisoryIds) => {
      const taken = await takeUnmatched(trx, advisoryIds);
      shelf.expect(taken.map(({ advisory }) => advisory));
      facts.expect(taken.flatMap(({ advisory }) => advisory.aliases.filter((alias) => alias.startsWith('CVE-'))));
      return taken;
    },
    candidates: (advisory, withinDays, batchId) => shelf.candidates(advisory, withinDays, batchId),
    loadCase: (caseId, known) => readCase(trx, caseId, matches.of, known),
    outlinesOf: (caseIds, known) => readOutlines(trx, caseIds, known),
    caseStates: (caseIds) => readCaseStates(trx, caseIds),
    nextCaseId: async () => caseIdOf(Math.max(await lastNumber(), newest) + 1),
    unplaced: (advisory) => readUnplaced(trx, advisory),
    matchesOf: async (advisoryIds) => [...(await matches.of(advisoryIds.toSorted())).values()].flat(),
    flawFacts: facts.of,
    remediesElsewhere: async (caseId, cves, assetIds) =>
      (await remedied()) ? readRemediesElsewhere(trx, caseNumber(caseId), cves, assetIds) : [],
    heedRows: (rows) => heedRows(trx, rows),
    sayTheSame: (said) => sayTheSame(trx, said),
    hear: matches.hear,
    saveMatches: async (said) => {
      await saveMatches(trx, said);
      matches.put(said);
    },
    saveCase: async (decided, at) => {
      await saveCase(trx, decided, at);
      shelf.put(decided, at);
      newest = Math.max(newest, caseNumber(decided.id));
    },
    moveMembers: async (advisoryIds, caseId, because) => {
      shelf.clear();
      await trx
        .updateTable('case_advisories')
        .set({ case_number: caseNumber(caseId), because })
        .where('advisory_id', '=', sql<string>`any(${[...advisoryIds]}::text[])`)
        .execute();
    },
    record: (decisions) => recordDecisions(trx, decisions),
    hasAlert: async (caseId, sink, channel) => {
      const row = await trx
        .selectFrom('alerts')
        .select('case_number')
        .where('case_number', '=', caseNumber(caseId))
        .where('sink', '=', sink)
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row !== undefined;
    },
    conversations: async (caseId) => (await readConversations(trx, [caseNumber(caseId)])).get(caseNumber(caseId)) ?? [],
    say: (row, at) => insertOutboxRow(trx, row, at),
    settle: (rowId, settlement, at) => settle(trx, rowId, settlement, at),
    countRecentAlerts: (sink, channel, since) => countRecentAlerts(trx, sink, channel, since),
    joinStorm: (channel, row, since, at) => joinStorm(trx, channel, row, since, at),
    endedSnoozes: (now) => readEndedSnoozes(trx, now),
    takeUnacknowledged: (calledBefore, now) => takeUnacknowledged(trx, calledBefore, now),
    recordDigest: (look, seenAt) => recordDigest(trx, look, seenAt),
    openReminderRound: (month, owners) => openReminderRound(trx, month, owners),
    takeReminder: (reminder, unreached) => takeReminder(trx, reminder, unreached),
    unreached: (month) => readUnreached(trx, month),
    markSourceTold: (look, at) => markSourceTold(trx, look, at),
    openHeartbeat: (day) => openHeartbeat(trx, day),
    audit: (event) => appendAudit(trx, event),
    watchlists: () => readWatchlists(trx),
    suppressions,
    markHidden: (caseId, by) => markHidden(trx, caseId, by),
    hiddenCases: () => readHiddenCases(trx),
    addToBatch: async (batchId, caseId) => {
      shelf.putInBatch(batchId, caseId);
      await trx
        .insertInto('batch_cases')
        .values({ batch_id: batchId, case_number: caseNumber(caseId) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    closeBatch: (batchId) => closeBatch(trx, batchId),
  };
}

/** What stands still as long as the desk is open is read once, when it is first asked for. */
function once<Answer>(read: () => Promise<Answer>): () => Promise<Answer> {
  let known: Promise<Answer> | undefined;
  return () => {
    known ??= read();
    return known;
  };
}

async function readLastNumber(trx: Transaction<Tables>): Promise<number> {
  const { last } = await trx
    .selectFrom('cases')
    .select(sql<number>`coalesce(max(number), 0)::int`.as('last'))
    .executeTakeFirstOrThrow();
  return last;
}

async function takeUnmatched(
  trx: Transaction<Tables>,
  advisoryIds: readonly string[],
): Promise<readonly UnmatchedAdvisory[]> {
  const rows = await trx
    .selectFrom('advisories')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.advisory_id', '=', 'advisories.id').onRef('revisions.revision', '=', 'advisories.revision'),
    )
    .leftJoin('batches', 'batches.id', 'advisories.batch_id')
    .leftJoin('case_advisories', 'case_advisories.advisory_id', 'advisories.id')
    .select([
      'advisories.id',
      'revisions.body',
      'advisories.first_seen_at',
      'advisories.attempts',
      'advisories.facts_round',
      'batches.id as batch_id',
      'batches.kind',
      'batches.label',
      'case_advisories.case_number',
    ])
    .where('advisories.id', '=', sql<string>`any(${[...advisoryIds]}::text[])`)
    .where('advisories.matched', '=', false)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return advisoryIds.flatMap((id): UnmatchedAdvisory[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const batch: Batch | undefined =
      row.batch_id !== null && row.kind !== null && row.label !== null
        ? { id: row.batch_id, kind: row.kind, label: row.label }
        : undefined;
    return [
      {
        advisory: row.body as Advisory,
        firstSeenAt: row.first_seen_at.toISOString(),
        ...(batch && { batch }),
        attempts: row.attempts,
        factsRound: row.facts_round,
        ...(row.case_number !== null && { caseId: caseIdOf(row.case_number) }),
      },
    ];
  });
}

async function readUnplaced(trx: Transaction<Tables>, { id, aliases }: Advisory): Promise<Advisory[]> {
  if (aliases.length === 0) return [];
  const rows = await trx
    .selectFrom('advisories as a')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.advisory_id', '=', 'a.id').onRef('r.revision', '=', 'a.revision'),
    )
    .leftJoin('case_advisories as c', 'c.advisory_id', 'a.id')
    .select('r.body')
    .where('c.case_number', 'is', null)
    .where(sql<boolean>`a.aliases && ${[...aliases]}::text[]`)
    .where('a.id', '<>', id)
    .orderBy('a.id')
    .execute();
  return rows.map((row) => row.body as Advisory);
}
