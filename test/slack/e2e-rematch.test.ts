import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { FORGOTTEN_SERVER } from '../helpers/pipeline.ts';
import { ANALYSTS, PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack, type Way } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera } = PEOPLE;
const SECOND_SERVER = { ...FORGOTTEN_SERVER, id: 'LP-002', hostname: 'lp-hq-rmt02' };
const PRINTER = { ...FORGOTTEN_SERVER, vendor: 'Example', product: 'Label Printer', supplier: 'Example Print' };

const RUNNING =
  /Re-match: 0 of 2 advisories, started 2024-01-22 \d\d:\d\d UTC by dana\.fox \(1 assets added or changed/;
const STOPPED = 'Re-match stopped by dana, 2024-01-22';
const LEFT = '0 of 2 advisories were looked at again; 2 were not and keep what was said before';

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
}, 240_000);
afterAll(() => database.close());

const home = (userId: string) => JSON.stringify(ward.slack.home(userId)?.blocks ?? '');
const homeSays = (userId: string, words: string | RegExp) =>
  ward.slack.until(() => new RegExp(words).test(home(userId)) && home(userId), `the home to say "${words}"`);
const store = () => ward.pipeline.deps.store;
/** The inventory as it is from now on; nobody wakes the worker, so that all of it waits. */
const change = (asset: typeof FORGOTTEN_SERVER) =>
  store().changeInventory({ save: [asset] }, DANA, ward.pipeline.deps.clock.now());
const acts = async () =>
  (await store().auditEntries({ subject: 'assets' })).flatMap(({ actor, action, after }) =>
    action.startsWith('assets.rematch') ? [[actor.id, action, after]] : [],
  );
const namedByStory = async () => (await store().matchesOf('researcher:post-1')).map(({ assetId }) => assetId).sort();

async function status(userId: string) {
  await ward.slack.command(userId, '/ward', 'status', WARD_CHANNEL);
  return ward.slack.until(
    () => ward.slack.ephemerals.filter(({ user, text }) => user === userId && text.includes('Open cases')).at(-1),
    'the status',
  );
}

describe.each<Way>(['socket', 'http'])('a re-match, over %s', (way) => {
  beforeEach(async () => {
    ward = await startWard(database.pool, way);
  }, 120_000);
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('is seen and stopped in the home tab, and goes on from there', async () => {
    await change(PRINTER);
    await ward.slack.openHome(dana);
    await homeSays(dana, RUNNING);
    await ward.slack.clickInView(dana, 'rematch:stop');
    const stopped = await homeSays(dana, STOPPED);
    expect(stopped).toContain(LEFT);
    expect(stopped).not.toContain('rematch:stop');
    await ward.pipeline.settle();
    expect(await namedByStory()).toEqual(['LP-001']);

    await ward.slack.clickInView(dana, 'rematch:resume');
    await ward.slack.until(() => !home(dana).includes(STOPPED), 'the home to say that it goes on');
    await ward.pipeline.settle();
    expect(await namedByStory()).toEqual([]);
    expect((await acts()).reverse()).toEqual([
      [`slack:${dana}`, 'assets.rematch-stop', { waiting: 2 }],
      [`slack:${dana}`, 'assets.rematch-resume', { waiting: 2 }],
    ]);
    await ward.slack.openHome(dana);
    await ward.slack.until(() => !home(dana).includes('Re-match'), 'the home to say nothing of it');
  });

  it('is seen and stopped in the status, which then says what is left', async () => {
    await change(PRINTER);
    const shown = await status(dana);
    expect(shown.text).toMatch(RUNNING);
    await ward.slack.click(dana, shown, 'rematch:stop');
    const said = await ward.slack.until(
      () => ward.told(dana).find((text) => text.includes(STOPPED)),
      'the status to say what is left',
    );
    expect(said).toContain(LEFT);
  });

  it('is stopped by analysts only', async () => {
    await change(PRINTER);
    await ward.slack.openHome(vera);
    await homeSays(vera, RUNNING);
    await ward.slack.clickInView(vera, 'rematch:stop');
    const answer = await ward.slack.until(() => ward.slack.openView(vera), 'the answer');
    expect(JSON.stringify(answer)).toContain(`<!subteam^${ANALYSTS}>`);
    expect((await store().pending()).rematch).toEqual({ total: 2, waiting: 2, held: 0 });
  });

  it('that is done or began after it was shown is not stopped by an old button', async () => {
    await change(PRINTER);
    const shown = await status(dana);
    await ward.slack.openHome(ravi);
    await homeSays(ravi, RUNNING);
    await ward.pipeline.deps.queue.add('rematch', [{}]);
    await ward.pipeline.settle();
    await change(FORGOTTEN_SERVER);
    await ward.slack.click(dana, shown, 'rematch:stop');
    await ward.slack.until(
      () => ward.told(dana).some((text) => text.includes('Nothing of it is being matched again any more')),
      'the answer',
    );
    await ward.slack.clickInView(ravi, 'rematch:stop');
    const answer = await ward.slack.until(() => ward.slack.openView(ravi), 'the answer');
    expect(JSON.stringify(answer)).toContain('Nothing of it is being matched again any more');
    expect((await store().pending()).rematch).toEqual({ total: 2, waiting: 2, held: 0 });
    expect(await acts()).toEqual([]);
  });

  it('while it is stopped, an asset that is added is matched with all that it may concern', async () => {
    await change({ ...FORGOTTEN_SERVER, site: 'Main campus' });
    await ward.slack.openHome(dana);
    await homeSays(dana, RUNNING);
    await ward.slack.clickInView(dana, 'rematch:stop');
    await homeSays(dana, STOPPED);
    const saved = await ward.office.inventory.save({
      ...{ id: SECOND_SERVER.id, actor: DANA },
      cells: new Map([
        ['vendor', SECOND_SERVER.vendor ?? ''],
        ['product', SECOND_SERVER.product],
        ['version', SECOND_SERVER.version ?? ''],
      ]),
    });
    await (saved.kind === 'saved' ? saved.effect() : undefined);
    expect(await namedByStory()).toEqual(['LP-001', 'LP-002']);
    expect((await store().pending()).rematch).toEqual({ total: 0, waiting: 0, held: 1 });
    await ward.slack.openHome(dana);
    await homeSays(dana, '1 of 2 advisories were looked at again; 1 was not');
  });
});
