import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectWords } from '../../src/office/effect-of-change.ts';
import { createInventoryOffice } from '../../src/office/inventory-office.ts';
import type { CaseStanding } from '../../src/ports/inventory-change.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline } from '../helpers/pipeline.ts';

const standings = (written: string): CaseStanding[] =>
  written
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ caseId: `C-${word.slice(1)}`, verdict: word.startsWith('a') ? 'affected' : 'undecided' }));

/** What cases said before and say after, `a1` for "C-1 affected" and `u1` for "C-1 undecided". */
const EFFECTS: readonly (readonly [before: string, after: string, words: string])[] = [
  ['', '', 'No case changed.'],
  ['a1 u2', 'a1 u2', 'No case changed.'],
  ['', 'a1 a2', '2 cases now affected (C-1 and C-2).'],
  ['u1', 'a1', '1 case now affected (C-1).'],
  ['a1', 'u1', '1 case now undecided (C-1).'],
  ['a1 u3', '', '2 cases no longer affected (C-1 and C-3).'],
  ['a3 a4', 'a1 a2 u4', '2 cases now affected (C-1 and C-2), 1 now undecided (C-4), 1 no longer affected (C-3).'],
  ['', 'a1 a2 a3 a4 a5 a6 a7', '7 cases now affected (C-1, C-2, C-3, C-4, C-5 and 2 more).'],
];

describe('what a change brought about', () => {
  it.each(EFFECTS)('from "%s" to "%s": %s', (before, after, words) => {
    expect(effectWords(standings(before), standings(after))).toBe(words);
  });
});

describe('a change that is not matched within five minutes', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await freshEmbedded();
  }, 240_000);
  afterAll(() => database.close());

  it('is not waited for any longer', async () => {
    const store = await openStore(database.pool);
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
    let waitedMs = 0;
    const pause = async (ms: number) => {
      waitedMs += ms;
    };
    const pipeline = await startPipeline(store, { more: { pause } });
    pipeline.offer('researcher', [aDocument('post-1', 'A pharmacy supplier as the way in', STORY)]);
    await pipeline.poll('researcher');
    await pipeline.queue.close();
    const saved = await createInventoryOffice(pipeline.deps).save({
      id: 'LP-001',
      seen: (await store.seenAssets(['LP-001']))[0]?.version ?? '',
      cells: new Map([['site', 'Main campus']]),
      actor: DANA,
    });
    const words = saved.kind === 'saved' ? await saved.effect() : saved.kind;
    expect(words).toBe('It is still being matched; the channels are told when it is done.');
    expect(waitedMs).toBe(5 * 60_000);
  });
});
