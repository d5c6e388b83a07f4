import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import type { FakeEphemeral } from '../helpers/fake-slack.ts';
import { scratchOn } from '../helpers/scratch.ts';
import { ANALYSTS, PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack, type Way } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera, otto } = PEOPLE;
const IMAGING = 'C0IMAGING1';

let database: OpenDatabase;
let scratch: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  [database, scratch] = [await freshEmbedded(), await freshEmbedded()];
  // Its tables are made before somebody waits for an answer.
  await scratchOn(scratch.pool)();
});
afterAll(async () => {
  await database.close();
  await scratch.close();
});

/** What the asker is shown. */
async function ask(typed: string, user: string = dana): Promise<string> {
  const { responses } = await ward.slack.command(user, '/watchlist', typed, WARD_CHANNEL);
  const { text } = await ward.slack.until(() => responses()[0], `an answer to ${typed}`);
  return String(text);
}
/** The window that a command opens. */
async function open(typed: string, user: string = dana): Promise<void> {
  await ward.slack.command(user, '/watchlist', typed, WARD_CHANNEL);
  await ward.slack.until(() => ward.slack.openView(user), `a window for ${typed}`);
}
/** Fills the window and sends it; what the sender is told then. */
async function send(values: Parameters<WardOnSlack['slack']['submit']>[1], user: string = dana): Promise<string> {
  const before = ward.told(user).length;
  expect(await ward.slack.submit(user, values)).not.toHaveProperty('errors');
  return ward.slack.until(() => ward.told(user)[before], 'the answer to the window');
}
const lists = () => ward.office.watchlists.lists();
const shown = (user: string = dana) => JSON.stringify(ward.slack.openView(user));
const lastAnswer = (): FakeEphemeral => ward.slack.ephemerals.at(-1) as FakeEphemeral;

describe.each<Way>(['socket', 'http'])('/watchlist, over %s', (way) => {
  beforeEach(async () => {
    ward = await startWard(database.pool, way, {
      scratch: scratchOn(scratch.pool),
      prepare: (slack) => {
        slack.addChannel(IMAGING, { name: 'imaging' });
        slack.addChannel('C0OUTSIDE1', { name: 'outside', member: false });
        slack.addChannel('C0SECRET01', { name: 'secret', private: true, member: false });
        slack.addChannel('C0ARCHIVE1', { name: 'old-news', archived: true });
        slack.addUser('U0LEFT0001', { name: 'lena', deleted: true });
      },
    });
  });
  afterEach(async () => {
    await ward.pipeline.settle();
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('create opens a window, and what is entered there is stored and answered', async () => {
    await open('create imaging');
    const answer = await send({
      'watchlist:products': 'ConnectWise | ScreenConnect | 19.2\n\n"Windows Server 2019"',
      'watchlist:keywords': 'DICOM\nPACS',
      'watchlist:from': 'P2',
      'watchlist:channel': IMAGING,
      'watchlist:owner': ravi,
      'watchlist:expires': '2027-06-30',
    });
    expect(answer).toContain('Watchlist imaging, version 1: you made the list.');
    expect(await lists()).toEqual([
      {
        name: 'imaging',
        version: 1,
        products: [
          { vendor: 'ConnectWise', product: 'ScreenConnect', version: '19.2' },
          { product: 'Windows Server 2019' },
        ],
        vendors: [],
        suppliers: [],
        sites: [],
        keywords: ['DICOM', 'PACS'],
        exclusions: [],
        from: 'P2',
        channel: IMAGING,
        owner: { id: `slack:${ravi}`, name: 'ravi' },
        expiresOn: '2027-06-30',
      },
    ]);
    expect(ward.slack.messages.filter(({ channel }) => channel === WARD_CHANNEL)).toHaveLength(1);
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['nothing at all', {}, 'products', 'Name a product here, or something in one of the lists below.'],
    ['a line with too many parts', { products: 'ok\na|b|c|d' }, 'products', 'Line 2: There is a | too many.'],
    ['a word too long', { keywords: 'x'.repeat(101) }, 'keywords', 'Line 1: This has 101 characters; at most 100'],
    [
      'a channel without wardwatch',
      { keywords: 'x', channel: 'C0OUTSIDE1' },
      'channel',
      'wardwatch is not in #outside.',
    ],
    ['a private one', { keywords: 'x', channel: 'C0SECRET01' }, 'channel', 'wardwatch does not see this channel.'],
    ['an archived one', { keywords: 'x', channel: 'C0ARCHIVE1' }, 'channel', '#old-news is archived.'],
    ['an owner who left', { keywords: 'x', owner: 'U0LEFT0001' }, 'owner', 'lena has left the workspace.'],
    ['a day that has passed', { keywords: 'x', expires: '2020-01-01' }, 'expires', 'This day has passed'],
  ])('%s is said below its question, and nothing is stored', async (_, values, block, words) => {
    await open('create imaging');
    const named = Object.fromEntries(Object.entries(values).map(([key, value]) => [`watchlist:${key}`, value]));
    const { errors } = await ward.slack.submit(dana, named);
    expect(errors).toEqual({ [block]: expect.stringContaining(words) });
    expect(await lists()).toEqual([]);
  });

  it('stores nothing while Slack does not say who and what is there', async () => {
    await open('create imaging');
    ward.slack.fail('conversations.info', { kind: 'error', error: 'internal_error' });
    const { errors } = await ward.slack.submit(dana, { 'watchlist:keywords': 'x', 'watchlist:channel': IMAGING });
    expect(errors).toEqual({ channel: expect.stringContaining('Slack does not say now') });
    expect(await lists()).toEqual([]);
  });

  describe('with a list', () => {
    beforeEach(async () => {
      await open('create imaging');
      await send({ 'watchlist:products': 'ScreenConnect', 'watchlist:channel': IMAGING });
    });

    it.each<[string, string]>([
      ['list', '1 watchlist.'],
      ['show Imaging', 'Watchlist imaging: from P3, plan it; told in #imaging.'],
      ['add imaging "Rx30" 2.1', 'version 2: you added the product "Rx30 2.1".'],
      ['remove imaging screenconnect', 'version 2: you took out the product "ScreenConnect".'],
      ['delete imaging', 'you took the list away.'],
      ['undo imaging', 'you took the list away.'],
      ['export imaging', 'imaging.yaml is in your conversation with wardwatch.'],
      ['help', '/watchlist show NAME: Shows one'],
    ])('%s', async (typed, said) => {
      expect(await ask(typed)).toContain(said);
    });

    it.each<[string, string]>([
      ['show imagin', 'No watchlist is called "imagin". Did you mean "imaging"?'],
      ['edit imagin', 'Did you mean "imaging"?'],
      ['add imagin Rx30', 'Did you mean "imaging"?'],
      ['create imaging', 'There is a watchlist "imaging" already.'],
      ['create My List!', '"my list!" cannot be the name of a watchlist'],
      ['remove imaging ScreenConect', 'does not watch for ScreenConect. Did you mean "ScreenConnect"?'],
      ['add imaging screenconnect', 'watches for screenconnect already. Nothing was changed.'],
      ['add imaging', '"/watchlist add" needs the name of a list and a product'],
      ['shwo imaging', 'Did you mean "show"?'],
      [`add imaging ${'x'.repeat(101)}`, 'The product has 101 characters. At most 100 are taken.'],
    ])('a slip: %s', async (typed, said) => {
      expect(await ask(typed)).toContain(said);
      expect(await lists()).toMatchObject([{ version: 1 }]);
    });

    it('edit shows what stands there, and says what was changed', async () => {
      await open('edit imaging');
      expect(shown()).toContain('"initial_value":"ScreenConnect"');
      expect(await send({ 'watchlist:sites': 'Main campus' })).toContain(
        'version 2: you added the site "Main campus".',
      );
    });

    it('opens from the button below it as well', async () => {
      await ask('show imaging');
      await ward.slack.click(dana, lastAnswer(), 'watchlist:edit');
      await ward.slack.until(() => ward.slack.openView(dana), 'the window');
      expect(await send({ 'watchlist:keywords': 'DICOM' })).toContain('added the keyword "DICOM"');
    });

    it('the second of two people sees what the first changed, and overwrites nothing', async () => {
      await open('edit imaging');
      await open('edit imaging', ravi);
      await send({ 'watchlist:keywords': 'PACS', 'watchlist:from': 'P1' }, ravi);
      await ward.slack.submit(dana, { 'watchlist:keywords': 'DICOM', 'watchlist:from': 'P4' });
      const redrawn = shown();
      expect(redrawn).toContain('added the keyword');
      expect(redrawn).toContain('but for the priority, which ravi set too');
      expect(redrawn).toContain('"initial_value":"PACS\\nDICOM"');
      expect(await lists()).toMatchObject([{ version: 2, keywords: ['PACS'], from: 'P1' }]);
      await send({});
      expect(await lists()).toMatchObject([{ version: 3, keywords: ['PACS', 'DICOM'], from: 'P1' }]);
    });

    it('a product that may never match is warned of, and one click takes the known one instead', async () => {
      await open('edit imaging');
      const warned = await send({ 'watchlist:products': 'Screenconect 19.2' });
      expect(warned).toContain('It may never match.');
      await ward.slack.click(dana, lastAnswer(), 'watchlist:instead:0-0');
      await ward.slack.until(() => ward.told(dana).at(-1)?.includes('version 3'), 'the other product');
      expect((await lists())[0]?.products).toEqual([
        { vendor: 'ConnectWise', product: 'ScreenConnect', version: '19.2' },
      ]);
    });

    it('Undo takes a change back, unless somebody changed the list since', async () => {
      await ask('add imaging Rx30');
      const answer = lastAnswer();
      await ask('add imaging Example Pump', ravi);
      await ward.slack.click(dana, answer, 'watchlist:undo');
      await ward.slack.until(() => ward.told(dana).at(-1)?.includes('The last change: ravi added'), 'the refusal');
      await ask('undo imaging', ravi);
      expect((await lists())[0]?.products.map(({ product }) => product)).toEqual(['ScreenConnect', 'Rx30']);
    });

    it('a forged button is answered in words', async () => {
      await ask('add imaging Rx30');
      await ward.slack.click(dana, lastAnswer(), 'watchlist:undo', { value: '{"number":1}' });
      await ward.slack.until(() => ward.told(dana).at(-1)?.includes('cannot be read'), 'the words');
      expect(await lists()).toMatchObject([{ version: 2 }]);
    });

    it('says on list and show that its channel and its owner are gone', async () => {
      await open('edit imaging');
      await send({ 'watchlist:owner': ravi });
      ward.slack.addChannel(IMAGING, { name: 'imaging', archived: true });
      ward.slack.addUser(ravi, { name: 'ravi', deleted: true });
      expect(await ask('list')).toContain('1 may need a look.');
      expect(await ask('show imaging')).toMatch(/#imaging is archived\..* ravi has left the workspace\./);
      await open('edit imaging');
      expect(shown()).not.toContain('"initial_user"');
    });

    it('is looked at and tested by viewers, and changed by analysts', async () => {
      expect(await ask('show imaging', vera)).toContain('Watchlist imaging');
      for (const typed of ['edit imaging', 'create other', 'add imaging Rx30', 'delete imaging', 'undo imaging']) {
        expect(await ask(typed, vera)).toContain('This needs the role "analyst"');
        expect(JSON.stringify(lastAnswer().blocks)).toContain(`<!subteam^${ANALYSTS}>`);
      }
      expect(await ask('list', otto)).toContain('This needs the role "viewer"');
      expect(await lists()).toMatchObject([{ version: 1 }]);
    });

    it('is stored by nobody who lost the role while the window was open', async () => {
      await open('edit imaging');
      ward.slack.addUsergroup(ANALYSTS, { users: [ravi] });
      ward.pipeline.setNow('2024-01-22T12:05:00.000Z');
      await ward.slack.submit(dana, { 'watchlist:keywords': 'DICOM' });
      expect(shown()).toContain('This needs the role');
      expect(await lists()).toMatchObject([{ version: 1 }]);
    });

    it('that an expired trigger cannot open is answered in words', async () => {
      ward.slack.expireTriggers();
      expect(await ask('edit imaging')).toContain('"/watchlist edit imaging" opens it.');
    });

    it('is sent as a file to who asks, and to nobody else', async () => {
      await ask('export imaging', vera);
      const file = ward.slack.messages
        .flatMap(({ channel, files = [] }) => files.map(({ id }) => ({ channel, id })))
        .at(-1);
      expect(file?.channel).toBe(`D${vera}`);
      expect(ward.slack.fileText(file?.id ?? '')).toContain(
        'name: imaging\nversion: 1\nfrom: P3\nchannel: C0IMAGING1\n',
      );
    });
  });

  it.each<[string, string, string]>([
    [
      'ScreenConnect 19.2',
      'Watching for ScreenConnect 19.2: 1 advisory names it.',
      'Watching for ScreenConnect 19.2 would have made 1 card and 0 updates in the last 90 days.',
    ],
    [
      'Zzyzx Quux',
      'Of what was read so far, nothing is about Zzyzx Quux. Nothing that wardwatch knows',
      'Watching for Zzyzx Quux would have told you nothing in the last 90 days.',
    ],
  ])('test %s says at once what names it, and then what it would have told', async (product, first, second) => {
    expect(await ask(`test ${product}`)).toContain(first);
    await ward.slack.until(() => ward.told(dana).some((text) => text.includes(second)), 'the past to be told again');
  });

  it('list says how to make one where there is none', async () => {
    expect(await ask('list')).toContain('"/watchlist create imaging" makes one');
  });
});

describe('what is TLP:RED', () => {
  it('is counted in a test and not shown', async () => {
    ward = await startWard(database.pool, 'socket', { tlp: 'RED', scratch: scratchOn(scratch.pool) });
    const answer = await ask('test ScreenConnect 19.2');
    expect(answer).toContain('1 of them is TLP:RED and never shown in Slack');
    await ward.slack.until(() => ward.told(dana).length === 2, 'the past to be told again');
    expect(ward.told(dana)[1]).toContain(
      'would have made 1 card and 0 updates in the last 90 days. 1 of them is TLP:RED',
    );
    expect(JSON.stringify(ward.slack.ephemerals)).not.toContain('pharmacy supplier');
    await ward.stop();
  });
});
