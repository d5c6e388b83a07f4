import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack } from '../helpers/ward-on-slack.ts';

const { dana, ravi } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
  ward = await startWard(database.pool, 'socket');
}, 300_000);
afterAll(async () => {
  await ward.stop();
  await database.close();
});

/** What one of two people does: opens the window, sends it with a keyword of their own, or adds or removes a product. */
interface Step {
  readonly user: string;
  readonly does: 'open' | 'send' | 'add' | 'remove';
}

const step: fc.Arbitrary<Step> = fc.record({
  user: fc.constantFrom(dana, ravi),
  does: fc.constantFrom<Step['does']>('open', 'send', 'add', 'remove'),
});

it('of two people who edit one list in any order, nobody loses a change', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { minLength: 6, maxLength: 10 }), async (steps) => {
      round += 1;
      const name = `round-${round}`;
      await make(name);
      for (const user of [dana, ravi]) await open(user, `edit ${name}`);
      const wanted = { keywords: new Set(['begin']), products: new Set(['ScreenConnect']) };
      let running: Promise<void>[] = [];
      for (const [index, [one, waits]] of steps.entries()) {
        running.push(taken(name, one, index, wanted));
        // The next step of the same person, and at times that of the other, comes when this one is done.
        const isSame = steps[index + 1]?.[0].user === one.user;
        if (waits || isSame || running.length > 1) {
          await Promise.all(running);
          running = [];
        }
      }
      await Promise.all(running);
      for (const user of [dana, ravi]) await close(user);
      const found = await ward.office.watchlists.find(name);
      if (found.kind === 'unknown') throw new Error(found.because);
      expect([...found.list.keywords].sort()).toEqual([...wanted.keywords].sort());
      expect(found.list.products.map(({ product }) => product).sort()).toEqual([...wanted.products].sort());
    }),
    // What a smaller example did before would stand in its way.
    { numRuns: 10, endOnFailure: true },
  );
}, 300_000);

interface Wanted {
  readonly keywords: Set<string>;
  readonly products: Set<string>;
}

async function make(name: string): Promise<void> {
  await open(dana, `create ${name}`);
  const before = ward.told(dana).length;
  await ward.slack.submit(dana, { 'watchlist:products': 'ScreenConnect', 'watchlist:keywords': 'begin' });
  await ward.slack.until(() => ward.told(dana)[before], 'the list to be made');
}

/** Does a step; what it wants is written down when Slack showed that it was done. */
async function taken(name: string, { user, does }: Step, index: number, wanted: Wanted): Promise<void> {
  const own = `${user === dana ? 'Alpha' : 'Beta'}-${index}`;
  switch (does) {
    case 'open':
      await close(user);
      return open(user, `edit ${name}`);
    case 'send': {
      if (ward.slack.openView(user) === undefined) return;
      const keywords = [...keywordsShown(user), own];
      await send(user, { 'watchlist:keywords': keywords.join('\n') });
      wanted.keywords.add(own);
      return;
    }
    case 'add':
      await ask(user, `add ${name} "${own}"`);
      wanted.products.add(own);
      return;
    case 'remove': {
      const prefix = own.split('-')[0] ?? '';
      const last = [...wanted.products].filter((product) => product.startsWith(prefix)).at(-1);
      if (last === undefined) return;
      wanted.products.delete(last);
      await ask(user, `remove ${name} "${last}"`);
    }
  }
}

async function ask(user: string, typed: string): Promise<void> {
  const { responses } = await ward.slack.command(user, '/watchlist', typed, WARD_CHANNEL);
  const { text } = await ward.slack.until(() => responses()[0], `an answer to ${typed}`);
  expect(text).toContain('Watchlist round-');
}

async function open(user: string, typed: string): Promise<void> {
  await ward.slack.command(user, '/watchlist', typed, WARD_CHANNEL);
  await ward.slack.until(() => ward.slack.openView(user), `a window for ${typed}`);
}

async function close(user: string): Promise<void> {
  if (ward.slack.openView(user) !== undefined) await ward.slack.closeView(user);
}

/** Sends the window, and again as it was redrawn, until it closes: a person who looks at what changed and saves. */
async function send(user: string, values: Readonly<Record<string, string>>): Promise<void> {
  const before = ward.told(user).length;
  await ward.slack.submit(user, values);
  for (let tries = 0; ward.slack.openView(user) !== undefined && tries < 5; tries += 1) await ward.slack.submit(user);
  expect(await ward.slack.until(() => ward.told(user)[before], 'the answer')).toContain('added the keyword');
}

/** What the keywords field holds as the person sees it. */
function keywordsShown(user: string): readonly string[] {
  const view = ward.slack.openView(user) as { state: { values: Record<string, Record<string, { value?: string }>> } };
  const [field] = Object.values(view.state.values.keywords ?? {});
  return (field?.value ?? '').split('\n');
}
