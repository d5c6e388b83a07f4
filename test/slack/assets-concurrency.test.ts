import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { PEOPLE, startWard, WARD_CHANNEL } from '../helpers/ward-on-slack.ts';

const COLUMNS = ['site', 'owner', 'model', 'serial'] as const;

/** What one of two people does next: opens the form anew, or enters a new value in the form that is open and presses "Save". */
const step = fc.record({
  who: fc.constantFrom(PEOPLE.dana, PEOPLE.ravi),
  column: fc.constantFrom(...COLUMNS),
  does: fc.constantFrom('open', 'save', 'save'),
});

describe('two people who edit one asset in any order', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await freshEmbedded();
  }, 240_000);
  afterAll(() => database.close());

  it('never overwrite what the other one saved unseen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 10 }), async (steps) => {
        const ward = await startWard(database.pool, 'socket');
        try {
          const seen = new Map<string, Readonly<Record<string, string>>>();
          const stored = async () =>
            ({ ...(await ward.office.inventory.asset('LP-001'))?.asset }) as Record<string, string>;
          const open = async (who: string) => {
            const before = ward.slack.openView(who)?.id;
            await ward.slack.command(who, '/assets', 'edit LP-001', WARD_CHANNEL);
            await ward.slack.until(
              () => ![undefined, before].includes(ward.slack.openView(who)?.id as string),
              'a form',
            );
            seen.set(who, await stored());
          };
          await open(PEOPLE.dana);
          await open(PEOPLE.ravi);
          for (const [round, { who, column, does }] of steps.entries()) {
            if (does === 'open' || ward.slack.openView(who) === undefined) {
              await open(who);
              continue;
            }
            const value = `${column}-${round}`;
            const before = await stored();
            await ward.slack.submit(who, { [`assets:${column}`]: value });
            const isSaved = ward.slack.openView(who) === undefined;
            expect(isSaved).toBe(JSON.stringify(seen.get(who)) === JSON.stringify(before));
            const after = await stored();
            if (isSaved) expect(after).toMatchObject({ [column]: value });
            else {
              expect(after).toEqual(before);
              seen.set(who, before);
            }
          }
        } finally {
          await ward.stop();
        }
      }),
      { numRuns: 5 },
    );
  }, 300_000);
});
