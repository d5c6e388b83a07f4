import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Watchlist } from '../../src/domain/watch.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { ANALYSTS, PEOPLE, startWard, type WardOnSlack, type WardOptions, type Way } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera, otto } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
});
afterAll(() => database.close());

const drawings = () => ward.slack.calls.filter(({ method }) => method === 'views.publish');
const home = (userId: string) => JSON.stringify(ward.slack.home(userId)?.blocks ?? '');
const homeSays = (userId: string, words: string) =>
  ward.slack.until(() => home(userId).includes(words) && home(userId), `the home of ${userId} to say "${words}"`);
const modal = (userId: string) => ward.slack.until(() => ward.slack.openView(userId), `a modal for ${userId}`);

/** Opens the tab, and gives what it then shows. */
async function opened(userId: string): Promise<string> {
  const before = drawings().length;
  await ward.slack.openHome(userId);
  await ward.slack.until(() => drawings().length > before && ward.slack.home(userId), `the home of ${userId}`);
  return home(userId);
}

async function start(way: Way, options: WardOptions = {}): Promise<void> {
  ward = await startWard(database.pool, way, options);
}

describe.each<Way>(['socket', 'http'])('the home tab, over %s', (way) => {
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  describe('of who owns the asset of a case', () => {
    beforeEach(() => start(way, { server: { owner: 'Ravi', versionConfirmedAt: '2019-06-01' } }));

    it('shows the case, why it is theirs, and the version that nobody confirmed', async () => {
      const shown = await opened(ravi);
      expect(shown).toContain('C-1');
      expect(shown).toContain('A pharmacy supplier as the way in');
      expect(shown).toContain('concerns 1 asset of yours: lp-hq-rmt01');
      expect(shown).toContain('*LP-001* · ConnectWise ScreenConnect 19.2.24707 · last confirmed 2019-06-01');
      expect(shown).toContain('"action_id":"assets:confirm:1"');
      expect(shown).toContain(JSON.stringify(JSON.stringify([['LP-001', '19.2.24707']])));
    });

    it('shows others only how many cases are open', async () => {
      const shown = await opened(vera);
      expect(shown).toContain('No open case is given to you');
      expect(shown).toMatch(/Open in all of wardwatch: 1 P\d\./);
      expect(shown).not.toMatch(/C-1|lp-hq-rmt01|LP-001/);
    });

    it('Acknowledge is done on the case, its card and the home', async () => {
      await opened(ravi);
      await ward.slack.clickInView(ravi, 'case:acknowledge', { of: 'C-1@0' });
      const shown = await homeSays(ravi, 'acknowledged');
      expect(shown).not.toContain('case:acknowledge');
      await ward.pipeline.settle();
      expect(JSON.stringify(ward.card().blocks)).toContain('Acknowledged by ravi');
      expect(await ward.audit()).toEqual(['ravi case.acknowledge']);
    });

    it('Confirm version is done in the inventory, and gone from the home', async () => {
      await opened(ravi);
      await ward.slack.clickInView(ravi, 'assets:confirm:1');
      await ward.slack.until(() => !JSON.stringify(ward.slack.home(ravi)).includes('LP-001'), 'the asset to be gone');
      const [asset] = (await ward.pipeline.deps.store.assets()).filter(({ id }) => id === 'LP-001');
      expect(asset?.versionConfirmedAt).toBe('2024-01-22');
    });

    it('a click that comes too late is answered in a window, and the home is drawn as it is now', async () => {
      await opened(ravi);
      await ward.slack.click(dana, ward.card(), 'case:acknowledge');
      await ward.slack.until(() => ward.thread().length > 0, 'the thread to say so');
      await ward.slack.clickInView(ravi, 'case:acknowledge');
      expect(JSON.stringify(await modal(ravi))).toContain('dana acknowledged it already');
      await homeSays(ravi, ' · acknowledged');
      expect(await ward.audit()).toEqual(['dana case.acknowledge']);
    });

    it('Details opens every reason, and draws nothing anew', async () => {
      await opened(ravi);
      await ward.slack.clickInView(ravi, 'case:details');
      expect(JSON.stringify(await modal(ravi))).toContain('lp-hq-rmt01');
      await ward.pipeline.settle();
      expect(drawings()).toHaveLength(1);
    });
  });

  describe('of who is given a case', () => {
    beforeEach(() => start(way));

    it('says so', async () => {
      await ward.slack.click(dana, ward.card(), 'case:assign');
      await modal(dana);
      await ward.slack.submit(dana, { 'assign:user': vera });
      await ward.slack.until(() => ward.thread().length > 0, 'the thread to say so');
      expect(await opened(vera)).toContain('given to you');
    });

    it('a viewer may not act, and is told whom to ask in a window', async () => {
      const to = { id: `slack:${vera}`, name: 'vera' };
      await ward.office.act({ caseId: 'C-1', action: { kind: 'assign', to }, actor: to, seenVersion: 0 });
      await ward.office.act({ caseId: 'C-1', action: { kind: 'undo' }, actor: to, seenVersion: 1 });
      await opened(vera);
      const blocks = [
        {
          type: 'actions',
          block_id: 'x',
          elements: [{ type: 'button', action_id: 'case:acknowledge', value: 'C-1@2' }],
        },
      ];
      await ward.slack.clickInView(vera, 'case:acknowledge', { blocks });
      expect(JSON.stringify(await modal(vera))).toContain(`<!subteam^${ANALYSTS}>`);
      expect(await ward.status()).toBe('open');
    });
  });

  it('knows owners by the owner book, through groups as well', async () => {
    await start(way, { server: { owner: 'Imaging team' }, owners: new Map([['imaging team', ANALYSTS]]) });
    expect(await opened(dana)).toContain('lp-hq-rmt01');
    expect(await opened(vera)).not.toContain('lp-hq-rmt01');
  });

  it('knows owners by their e-mail address', async () => {
    const prepare: WardOptions['prepare'] = (slack) =>
      slack.addUser(vera, { name: 'vera', email: 'Vera.Holm@example.com' });
    await start(way, { server: { owner: 'vera.holm@example.com' }, prepare });
    expect(await opened(vera)).toContain('lp-hq-rmt01');
  });

  it('lists one’s own watchlists with what they watch for, and those of others by name', async () => {
    await start(way);
    const list: Watchlist = {
      ...{ name: 'pumps', version: 1, products: [{ product: 'Example Pump' }], vendors: [], suppliers: [], sites: [] },
      ...{ keywords: [], exclusions: [], from: 'P3' as const, owner: { id: `slack:${vera}`, name: 'vera' } },
    };
    const at = '2024-01-20T00:00:00.000Z';
    await ward.pipeline.deps.store.saveWatchlist(list, { id: `slack:${vera}`, name: 'vera' }, at);
    expect(await opened(vera)).toMatch(/"text":"pumps".*Example Pump.*from P3 up/);
    expect(await opened(dana)).toContain('None is yours. Of others: pumps.');
  });

  it('who has no role sees how to get one, and nothing else', async () => {
    await start(way, { server: { owner: 'otto' } });
    const shown = await opened(otto);
    expect(shown).toContain('This needs the role \\"viewer\\"');
    expect(shown).toContain(`<@${vera}>`);
    expect(shown).not.toMatch(/C-1|lp-hq-rmt01|Open in all/);
  });

  it('names what it cannot show by a reference in the log', async () => {
    await start(way);
    ward.slack.fail('users.info', { kind: 'error', error: 'internal_error' });
    const shown = await opened(vera);
    expect(shown).toContain('wardwatch could not finish this.');
    expect(shown).not.toContain('internal_error');
    expect(await opened(vera)).toContain('Your cases');
  });

  it('is drawn once more only where something changed', async () => {
    await start(way);
    await opened(vera);
    await ward.slack.openHome(vera);
    await ward.slack.openHome(vera, 'messages');
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    await ward.slack.until(() => ward.thread().length > 0, 'the thread to say so');
    expect(drawings()).toHaveLength(1);
    await ward.office.act({
      caseId: 'C-1',
      action: { kind: 'resolve', how: 'patched' },
      actor: { id: `slack:${dana}`, name: 'dana' },
      seenVersion: 1,
    });
    expect(await opened(vera)).toContain('No case is open in all of wardwatch.');
  });

  it('reads the facts anew where another process drew meanwhile', async () => {
    await start(way);
    await opened(vera);
    ward.slack.fail('views.publish', { kind: 'error', error: 'hash_conflict' });
    await ward.office.act({
      caseId: 'C-1',
      action: { kind: 'resolve', how: 'patched' },
      actor: { id: `slack:${dana}`, name: 'dana' },
      seenVersion: 0,
    });
    await ward.slack.openHome(vera);
    await homeSays(vera, 'No case is open in all of wardwatch.');
    const hashes = drawings().map(({ args }) => args.hash !== undefined);
    expect(hashes).toEqual([false, true, false]);
  });
});

describe('what may not be read by everybody', () => {
  afterEach(() => ward.stop());
  const server = { owner: 'vera' };

  it('TLP:RED is never named, and can be acknowledged all the same', async () => {
    await start('socket', { server, tlp: 'RED' });
    const shown = await opened(vera);
    expect(shown).toContain('withheld, TLP:RED');
    expect(shown).not.toMatch(/pharmacy|lp-hq-rmt01|case:details/i);
    expect(shown).toContain('case:acknowledge');
  });

  it.each([
    ['a member', {}, true],
    ['a guest', { guest: 'multi' as const }, false],
    ['somebody of another organisation', { stranger: true }, false],
  ])('TLP:AMBER+STRICT to %s', async (_, facts, isShown) => {
    await start('socket', {
      ...{ server, tlp: 'AMBER+STRICT' },
      prepare: (slack) => slack.addUser(vera, { name: 'vera', ...facts }),
    });
    expect((await opened(vera)).includes('A pharmacy supplier')).toBe(isShown);
  });

  it('TLP:AMBER is for guests', async () => {
    await start('socket', {
      ...{ server, tlp: 'AMBER' },
      prepare: (slack) => slack.addUser(vera, { name: 'vera', guest: 'single' }),
    });
    expect(await opened(vera)).toContain('A pharmacy supplier');
  });
});
