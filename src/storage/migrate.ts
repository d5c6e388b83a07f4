import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { messageOf, WardwatchError } from '../errors.ts';
import { up as first } from './migrations/0001-first.ts';
import { up as conversations } from './migrations/0002-conversations.ts';
import { up as search } from './migrations/0003-search.ts';
import { up as watchlists } from './migrations/0004-watchlists.ts';
import { up as imports } from './migrations/0005-imports.ts';
import { up as digests } from './migrations/0006-digests.ts';
import { up as assetWords } from './migrations/0007-asset-words.ts';
import { up as givenTexts } from './migrations/0008-given-texts.ts';
import { up as index } from './migrations/0010-index.ts';
import { up as nameDecisions } from './migrations/0012-name-decisions.ts';
import { up as suppressions } from './migrations/0014-suppressions.ts';
import { up as flawFacts } from './migrations/0016-flaw-facts.ts';
import { up as matchesPrint } from './migrations/0030-matches-print.ts';
import { up as triagesOnce } from './migrations/0031-triages-once.ts';
import { up as releaseCycles } from './migrations/0033-release-cycles.ts';
import { up as organisation } from './migrations/0034-organisation.ts';
import { up as hiddenCases } from './migrations/0037-hidden-cases.ts';
import { up as pollPlans } from './migrations/0040-poll-plans.ts';
import { up as sourceConditions } from './migrations/0042-source-conditions.ts';
import { up as itemDates } from './migrations/0045-item-dates.ts';
import { up as matchSlices } from './migrations/0046-match-slices.ts';
import { up as quickDecisions } from './migrations/0047-quick-decisions.ts';
import { up as rematchRuns } from './migrations/0048-rematch-runs.ts';
import { up as waitingInOrder } from './migrations/0049-waiting-in-order.ts';

/**
 * Every migration in order: a new one is a file and a line at the end, with the next number, since a database in use takes none
 * before its last. A migration that was ever released is not changed.
 */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': { up: first },
  '0002-conversations': { up: conversations },
  '0003-search': { up: search },
  '0004-watchlists': { up: watchlists },
  '0005-imports': { up: imports },
  '0006-digests': { up: digests },
  '0007-asset-words': { up: assetWords },
  '0008-given-texts': { up: givenTexts },
  '0010-index': { up: index },
  '0012-name-decisions': { up: nameDecisions },
  '0014-suppressions': { up: suppressions },
  '0016-flaw-facts': { up: flawFacts },
  '0030-matches-print': { up: matchesPrint },
  '0031-triages-once': { up: triagesOnce },
  '0033-release-cycles': { up: releaseCycles },
  '0034-organisation': { up: organisation },
  '0037-hidden-cases': { up: hiddenCases },
  '0040-poll-plans': { up: pollPlans },
  '0042-source-conditions': { up: sourceConditions },
  '0045-item-dates': { up: itemDates },
  '0046-match-slices': { up: matchSlices },
  '0047-quick-decisions': { up: quickDecisions },
  '0048-rematch-runs': { up: rematchRuns },
  '0049-waiting-in-order': { up: waitingInOrder },
};

/** Brings the database up to date, under a lock, so that several processes may start at once. */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  if (await isUpToDate(db)) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableSchema: 'wardwatch',
  });
  const { error } = await migrator.migrateToLatest();
  if (error && messageOf(error).includes('corrupted migrations')) {
    throw new WardwatchError(
      'DATABASE_NEWER',
      'The database was used by a newer wardwatch, which this one does not understand. Run that version again, or restore a backup.',
      { cause: error },
    );
  }
  if (error) {
    throw new WardwatchError('DATABASE_AWAY', `The database could not be brought up to date: ${messageOf(error)}.`, {
      cause: error,
      retry: 'later',
    });
  }
}

/** Asked first: before it does anything, the migrator reads the whole catalogue of the database. */
async function isUpToDate(db: Kysely<unknown>): Promise<boolean> {
  const table = await sql<{ is: boolean }>`select to_regclass('wardwatch.kysely_migration') is not null as is`.execute(
    db,
  );
  if (!table.rows[0]?.is) return false;
  const { rows } = await sql<{ name: string }>`select name from wardwatch.kysely_migration`.execute(db);
  const ran = new Set(rows.map(({ name }) => name));
  return ran.size === Object.keys(MIGRATIONS).length && Object.keys(MIGRATIONS).every((name) => ran.has(name));
}
