import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { ANALYSTS, PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera, otto } = PEOPLE;

let database: OpenDatabase;
beforeAll(async () => {
  database = await freshEmbedded();
}, 240_000);
afterAll(() => database.close());

describe.each(['socket', 'http'] as const)('/assets over %s', (way) => {
  let ward: WardOnSlack;
  beforeEach(async () => {
    ward = await startWard(database.pool, way, {
      owners: new Map([
        ['imaging', 'U0GONE0001'],
        ['pharmacy', ANALYSTS],
      ]),
      prepare: (slack) => slack.addUser('U0GONE0001', { name: 'gone', deleted: true }),
    });
  }, 120_000);
  afterEach(() => ward.stop());

  /** Asks, and gives the last of so many answers. */
  async function ask(text: string, user: string = dana, answers = 1): Promise<string> {
    const { responses } = await ward.slack.command(user, '/assets', text, WARD_CHANNEL);
    return String((await ward.slack.until(() => responses()[answers - 1], `the answer to ${text}`)).text);
  }

  /** Opens the form of the only asset. */
  async function openForm(user: string = dana, text = 'edit LP-001'): Promise<void> {
    await ward.slack.command(user, '/assets', text, WARD_CHANNEL);
    await ward.slack.until(() => ward.slack.openView(user), `the form of ${text}`);
  }

  async function told(words: string, user: string = dana): Promise<string> {
    return ward.slack.until(() => ward.told(user).find((text) => text.includes(words)), words);
  }

  const stored = async (id = 'LP-001') => (await ward.office.inventory.asset(id))?.asset;
  const lastShown = (user: string = dana) => {
    const shown = ward.slack.ephemerals.filter((one) => one.user === user).at(-1);
    if (shown === undefined) throw new Error('Nothing was shown.');
    return shown;
  };

  it('finds and shows an asset, with the case that touches it', async () => {
    expect(await ask('find screenconnect 19.2', vera)).toBe('1 asset for "screenconnect 19.2".');
    expect(await ask('find no such thing', vera)).toBe('No asset holds all these words: "no such thing".');
    expect(await ask('show LP-001', vera)).toBe('LP-001: ConnectWise ScreenConnect. Cases: C-1 (undecided).');
    expect(await ask('show LP-01', vera)).toContain('No asset is called "LP-01". Did you mean "LP-001"?');
    expect(await ask('show watch:wiki:x', vera)).toContain('stands for what a watchlist watches for');
    expect(ward.violations()).toEqual([]);
  });

  it('changes an asset, matches again and says what came of it', async () => {
    await openForm();
    await ward.slack.submit(dana, { 'assets:supplier': '', 'assets:product': 'Paper Binder', 'assets:vendor': '' });
    expect(await told('matching again')).toBe('LP-001 is changed: product, supplier, vendor. Saved, matching again…');
    expect(await told('no longer affected')).toContain('1 case no longer affected (C-1).');
    expect(await stored()).toMatchObject({ product: 'Paper Binder', version: '19.2.24707' });
    await ward.slack.click(dana, lastShown(), 'assets:undo');
    expect(await told('1 case now undecided')).toMatch(/^Change \d+ is undone\. 1 case now undecided \(C-1\)\.$/);
    expect(await stored()).toMatchObject({ product: 'ScreenConnect', supplier: 'Transaction Data Systems' });
    expect(ward.violations()).toEqual([]);
  });

  it('asks below the field for what cannot be read, and saves nothing', async () => {
    await openForm();
    const { errors } = await ward.slack.submit(dana, { 'assets:compensating': 'Firewall rule 12' });
    expect(Object.values(errors ?? {})).toEqual([
      '"Firewall rule 12" is not the control and the day it was checked, "… (verified 2023-09-01)".',
    ]);
    expect(await stored()).not.toHaveProperty('compensating');
  });

  it('adds an asset, and proposes the name that was meant', async () => {
    await openForm(dana, 'add');
    const { errors } = await ward.slack.submit(dana, { 'assets:id': 'LP-001', 'assets:product': 'Confluense' });
    expect(Object.values(errors ?? {})).toEqual(['"LP-001" is in the inventory already; edit it instead.']);
    const watch = await ward.slack.submit(dana, { 'assets:id': 'watch:x' });
    expect(Object.values(watch.errors ?? {})[0]).toContain('which is kept for watchlists');
    await ward.slack.submit(dana, { 'assets:id': 'LP-002', 'assets:exposure': 'small', 'assets:phi': 'yes' });
    expect(await told('Did you mean')).toContain('Did you mean "Confluence"?');
    await ward.slack.click(dana, lastShown(), 'assets:rename');
    await told('LP-002 is changed: product.');
    expect(await stored('LP-002')).toEqual({
      ...{ id: 'LP-002', product: 'Confluence', exposure: 'small', phi: true, observables: [], tags: [] },
    });
    expect(ward.violations()).toEqual([]);
  });

  it('shows the second of two people what the first one did, and loses nothing of both', async () => {
    await openForm(dana);
    await openForm(ravi);
    await ward.slack.submit(dana, { 'assets:version': '23.9.8', 'assets:owner': 'dana' });
    await told('LP-001 is changed', dana);
    await ward.slack.submit(ravi, { 'assets:version': '23.9.7', 'assets:site': 'Main campus' });
    const redrawn = JSON.stringify(ward.slack.openView(ravi));
    expect(redrawn).toContain('dana changed version and owner while you edited.');
    expect(redrawn).toContain('• Version: 23.9.7');
    expect(await stored()).toMatchObject({ version: '23.9.8', owner: 'dana' });
    await ward.slack.submit(ravi);
    await told('LP-001 is changed: site.', ravi);
    expect(await stored()).toMatchObject({ version: '23.9.8', owner: 'dana', site: 'Main campus' });
    expect(ward.violations()).toEqual([]);
  });

  it('says that an asset was removed while somebody edited it', async () => {
    await openForm(ravi);
    await openForm(dana, 'remove LP-001');
    expect(JSON.stringify(ward.slack.openView(dana))).toContain('ConnectWise ScreenConnect');
    await ward.slack.submit(dana);
    expect(await told('no longer affected')).toContain('LP-001 is removed. 1 case no longer affected (C-1).');
    await ward.slack.submit(ravi, { 'assets:site': 'Main campus' });
    expect(JSON.stringify(ward.slack.openView(ravi))).toContain('LP-001 was removed by dana meanwhile.');
    expect(await ask('undo', dana, 2)).toContain('is undone. 1 case now undecided (C-1).');
    expect(await stored()).toMatchObject({ product: 'ScreenConnect' });
  });

  it('removes nothing that was changed since it was seen, or that nobody knows', async () => {
    expect(await ask('remove LP-001 LP-01')).toContain('No asset is called "LP-01". Did you mean "LP-001"?');
    await openForm(dana, 'remove LP-001');
    await openForm(ravi);
    await ward.slack.submit(ravi, { 'assets:site': 'Main campus' });
    await ward.slack.submit(dana);
    expect(JSON.stringify(ward.slack.openView(dana))).toContain('Somebody changed LP-001 while you looked.');
    expect(await stored()).toMatchObject({ site: 'Main campus' });
  });

  it('refuses an undo after later changes, and names them', async () => {
    for (const site of ['One', 'Two']) {
      await openForm();
      await ward.slack.submit(dana, { 'assets:site': site });
      await told(`LP-001 is changed: site.`);
    }
    const [last, first] = await ward.office.inventory.history(2);
    expect(await ask(`undo ${first?.number}`)).toContain('Later changes touched LP-001; undo those first.');
    expect(await ask('history', vera)).toBe('Changes of the inventory, newest first.');
    ward.pipeline.setNow('2024-02-22T12:00:00.000Z');
    expect(await ask(`undo ${last?.number}`)).toContain('a change can be undone for 24 hours.');
    expect(await ask('undo 999')).toContain('There is no change 999');
  });

  it('lists versions that nobody confirmed, and confirms what was seen', async () => {
    expect(await ask('stale')).toBe('1 version was not confirmed for more than 365 days.');
    const list = lastShown();
    await openForm(ravi);
    await ward.slack.submit(ravi, { 'assets:version': '23.9.8' });
    await told('LP-001 is changed', ravi);
    await ward.slack.click(dana, list, 'assets:confirm');
    expect(await told('another version')).toBe(
      'Nothing was confirmed. Not confirmed, since they run another version by now or are gone: LP-001.',
    );
    await ask('stale 30');
    await ward.slack.click(dana, lastShown(), 'assets:confirm');
    expect(await told('Confirmed as of today')).toContain('Confirmed as of today: LP-001.');
    expect(await stored()).toMatchObject({ version: '23.9.8', versionConfirmedAt: '2024-01-22' });
    expect(await ask('stale 30')).toBe('Every version was confirmed within 30 days.');
  });

  it('knows whose an asset is, and whose owner left', async () => {
    const own = (id: string, owner: string) =>
      ward.office.inventory.save({
        ...{ id, actor: { id: `slack:${dana}`, name: 'dana' } },
        cells: new Map([
          ['product', 'Relay Desk'],
          ['version', '1.0'],
          ['owner', owner],
        ] as const),
      });
    for (const [id, owner] of [
      ['A-1', 'Imaging'],
      ['A-2', 'Pharmacy'],
      ['A-3', '@dana'],
    ] as const)
      await own(id, owner);
    expect(await ask('stale')).toBe('4 versions were not confirmed for more than 365 days. 2 of them are yours.');
    const ids = JSON.stringify(lastShown().blocks).match(/(?:A|LP)-\d+(?=\*)/g);
    expect(ids).toEqual(['A-2', 'A-3', 'A-1', 'LP-001']);
    await ask('find relay desk');
    const shown = JSON.stringify(lastShown().blocks);
    expect(shown).toContain('owner Imaging (left)');
    expect(shown).not.toContain('owner Pharmacy (left)');
  });

  it('sends the inventory to the analyst who asks, and to no viewer', async () => {
    expect(await ask('export')).toBe('assets-2024-01-22.csv is in your conversation with wardwatch.');
    for (const text of ['export', 'add', 'edit LP-001', 'remove LP-001', 'undo']) {
      expect(await ask(text, vera)).toContain('This needs the role "analyst".');
    }
    expect(await ask('find x', otto)).toContain('This needs the role "viewer".');
    expect(await ask('fnid x')).toContain('Did you mean "find"?');
    expect(await ask('help')).toContain('/assets edit ID: Opens the form');
    expect(ward.violations()).toEqual([]);
  });
});
