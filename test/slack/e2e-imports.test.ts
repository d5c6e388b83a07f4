import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { assetsToCsv } from '../../src/inventory/export-csv.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import type { FakeGivenFile } from '../helpers/fake-slack-files.ts';
import type { FakeMessage } from '../helpers/fake-slack-workspace.ts';
import { PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack, type Way } from '../helpers/ward-on-slack.ts';

const CHANNEL = WARD_CHANNEL;
const DANAS = `D${PEOPLE.dana}`;
/** The inventory holds LP-001 and these. */
const STOCK = Array.from({ length: 9 }, (_, index) =>
  anAsset({ id: `A-${index + 1}`, vendor: 'Example', product: 'Relay Desk', version: '1.0' }),
);

let database: Awaited<ReturnType<typeof freshEmbedded>>;
beforeAll(async () => {
  database = await freshEmbedded();
});
afterAll(() => database.close());

describe.each<Way>(['socket', 'http'])('an import over %s', (way) => {
  let ward: WardOnSlack;
  beforeEach(async () => {
    ward = await begin(database.pool, way);
  });
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  const inventory = async (): Promise<string> => assetsToCsv(await ward.pipeline.deps.store.assets());
  const idsOf = async (): Promise<string[]> => (await ward.pipeline.deps.store.assets()).map(({ id }) => id);
  /** The newest message in Dana's conversation with wardwatch that is neither a file nor in a thread. */
  const newest = (): FakeMessage | undefined =>
    ward.slack.messages
      .filter(({ channel, files, threadTs }) => channel === DANAS && files === undefined && threadTs === undefined)
      .at(-1);
  /** Waits until so many replies stand below a message, and gives them. */
  const replies = (ts: string, many: number): Promise<readonly string[]> =>
    ward.slack.until(() => {
      const texts = ward.slack.messages.filter(({ threadTs }) => threadTs === ts).map(({ text }) => text);
      return texts.length >= many ? texts : undefined;
    }, `${many} replies`);
  /** Waits until the newest message says this, and gives it. */
  const says = (words: string | RegExp): Promise<FakeMessage> =>
    ward.slack.until(() => {
      const message = newest();
      return message?.text.match(words) ? message : undefined;
    }, `a message that says ${words}`);
  const uploads = async (file: string | FakeGivenFile, mode: 'change' | 'sync' = 'change', who = PEOPLE.dana) => {
    const given = typeof file === 'string' ? { name: 'assets.csv', content: file } : file;
    await ward.slack.command(who, '/assets', 'import', CHANNEL);
    await ward.slack.until(() => ward.slack.openView(who), 'the window');
    const id = ward.slack.giveFile(given);
    return { id, ...(await ward.slack.submit(who, { 'import:upload': { files: [{ id }] }, 'import:mode': mode })) };
  };

  it('shows what would change, does it after a yes, and takes it back to the byte', async () => {
    const before = await inventory();
    await uploads(
      'id,vendor,product,version\nA-1,Example,Relay Desk,2.0\nA-2,Example,Relay Desk,1.0\nN-1,Example,Viewer,3\n,x,y,z\n',
    );
    const preview = await says('^Import of assets.csv');
    expect(preview.text).toBe(
      'Import of assets.csv: Nothing is changed yet. 1 would be added, 1 would be changed, 1 stay as they are. 1 row refused. The inventory has 10 assets.',
    );
    expect(wordsOf(preview)).toContain('A-1: version "1.0" → "2.0"');
    expect(wordsOf(preview)).toContain('N-1: Example Viewer 3');
    expect(wordsOf(preview)).toContain('line 5: It has no id.');
    expect(await inventory()).toBe(before);

    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm');
    const done = await says('imported it');
    expect(done.ts).toBe(preview.ts);
    expect(done.text).toMatch(/^dana imported it: 1 added, 1 changed, 0 removed, 1 unchanged\./);
    expect(await idsOf()).toContain('N-1');
    expect(await replies(done.ts, 1)).toEqual(['All stored advisories are matched again. No case changed.']);

    await ward.slack.click(PEOPLE.dana, done, 'import:undo');
    await says('dana undid change');
    expect(await inventory()).toBe(before);
    await replies(done.ts, 2);
  });

  it('says in its thread which cases it changed', async () => {
    await uploads('id,vendor,product,version\nN-1,ConnectWise,ScreenConnect,19.2.24707\n');
    await ward.slack.click(PEOPLE.dana, await says('1 would be added'), 'import:confirm');
    const done = await says('imported it');
    expect(await replies(done.ts, 1)).toEqual(['All stored advisories are matched again. 1 case now undecided (C-1).']);
  });

  it('is told once who did it when two people say yes', async () => {
    await uploads('id,product\nN-1,Viewer\n');
    const preview = await says('1 would be added');
    const { blocks } = preview;
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm');
    await says('imported it');
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm', { blocks });
    await ward.slack.until(() => ward.told(PEOPLE.dana).length > 0, 'words for the second click');
    expect(ward.told(PEOPLE.dana).at(-1)).toMatch(/^Nothing was done now: dana imported it, \d{4}-/);
    expect(await ward.pipeline.deps.store.inventoryChanges(10)).toHaveLength(3);
  });

  it('applies nothing that was not shown: where the inventory changed meanwhile it is shown anew', async () => {
    await uploads('id,vendor,product,version\nA-1,Example,Relay Desk,2.0\n');
    const preview = await says('1 would be changed');
    await change({ save: [anAsset({ id: 'A-1', product: 'Relay Desk', version: '1.5' })] });
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm');
    const again = await says('The inventory changed meanwhile, so nothing was done');
    expect(wordsOf(again)).toContain('version "1.5" → "2.0"');
    await ward.slack.click(PEOPLE.dana, again, 'import:confirm');
    await says('imported it');
  });

  it('is cancelled, and stays so', async () => {
    await uploads('id,product\nN-1,Viewer\n');
    const preview = await says('1 would be added');
    const { blocks } = preview;
    await ward.slack.click(PEOPLE.dana, preview, 'import:cancel');
    await says('dana cancelled it');
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm', { blocks });
    await ward.slack.until(() => ward.told(PEOPLE.dana).length > 0, 'words for the second click');
    expect(ward.told(PEOPLE.dana).at(-1)).toContain('dana cancelled it');
    expect(await idsOf()).not.toContain('N-1');
  });

  it('asks once more, with the number in words, before a sync removes more than a fifth', async () => {
    await uploads('id,product\nLP-001,ScreenConnect\nA-1,Relay Desk\n', 'sync');
    const preview = await says('8 would be removed');
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm');
    const asks = await says('would remove 8 assets \\(eight\\) of 10');
    expect(await idsOf()).toHaveLength(10);
    await ward.slack.click(PEOPLE.dana, asks, 'import:sure');
    await says('8 removed');
    expect(await idsOf()).toEqual(['A-1', 'LP-001']);
  });

  it('offers no sync that would remove what could only not be read', async () => {
    await uploads('id,product\nA-1,Relay Desk\n,Nameless\n', 'sync');
    const preview = await says('A sync would remove the assets of rows that cannot be read');
    expect(JSON.stringify(preview.blocks)).not.toContain('import:confirm');
  });

  it('refuses to undo what others built upon, and names it', async () => {
    await uploads('id,product\nN-1,Viewer\n');
    await ward.slack.click(PEOPLE.dana, await says('1 would be added'), 'import:confirm');
    const done = await says('imported it');
    await change({ save: [anAsset({ id: 'N-1', product: 'Viewer', version: '9' })] });
    await ward.slack.click(PEOPLE.dana, done, 'import:undo');
    await ward.slack.until(() => ward.told(PEOPLE.dana).length > 0, 'words for the refusal');
    expect(ward.told(PEOPLE.dana).at(-1)).toBe(
      'Later changes touched N-1; undo those first. The history lists them. Nothing was changed.',
    );
    expect(await idsOf()).toContain('N-1');
  });

  it('is forgotten after a day', async () => {
    await uploads('id,product\nN-1,Viewer\n');
    const preview = await says('1 would be added');
    ward.pipeline.setNow('2024-01-23T12:00:01.000Z');
    await ward.slack.click(PEOPLE.dana, preview, 'import:confirm');
    await says('kept for 24 hours');
    expect(await idsOf()).not.toContain('N-1');
  });

  it('sends the whole list as a file where it is long, and no formula in it runs', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => `N-${index},=cmd|x`).join('\n');
    await uploads(`id,product\n${rows}\n,none\n`);
    await says('8 would be added');
    const sent = await ward.slack.until(
      () => ward.slack.messages.find(({ files }) => files?.[0]?.name === 'import-preview.csv'),
      'the list',
    );
    const text = ward.slack.fileText(sent.files?.[0]?.id ?? '');
    expect(text?.split('\r\n').slice(0, 3)).toEqual([
      'what,line,id,why',
      'refused,10,,It has no id.',
      "added,,N-0,'=cmd|x",
    ]);
  });

  describe('a CSV that is shared', () => {
    it('is offered to who shared it, and previewed only when they ask', async () => {
      const given = { name: 'assets.csv', content: 'id,product\nN-1,Viewer\n' };
      await ward.slack.shareFile(PEOPLE.dana, CHANNEL, given);
      await ward.slack.until(() => ward.told(PEOPLE.dana).length > 0, 'the offer');
      await ward.slack.repeat();
      expect(ward.told(PEOPLE.dana)).toEqual([
        'Is assets.csv an inventory? wardwatch can show what an import would change. Nothing is changed by that.',
      ]);
      const [shared] = ward.slack.ephemerals;
      if (shared === undefined) throw new Error('nothing was offered');
      await ward.slack.click(PEOPLE.dana, shared, 'import:preview');
      await says('1 would be added');
      expect(ward.told(PEOPLE.dana)).toEqual([
        'What an import would change is shown in your conversation with wardwatch.',
      ]);
      expect(await idsOf()).not.toContain('N-1');
    });

    it("is offered and previewed in one message in wardwatch's own conversation", async () => {
      await ward.slack.command(PEOPLE.dana, '/assets', 'import', CHANNEL);
      await uploads('id,product\nA-1,Relay Desk\n');
      await says('would be');
      await ward.slack.shareFile(PEOPLE.dana, DANAS, { name: 'b.csv', content: 'id,product\nN-1,Viewer\n' });
      const offer = await says('Is b.csv an inventory');
      await ward.slack.click(PEOPLE.dana, offer, 'import:preview');
      expect((await says('1 would be added')).ts).toBe(offer.ts);
    });

    const silent: readonly (readonly [title: string, who: string, file: FakeGivenFile])[] = [
      ['from somebody who may not import', PEOPLE.vera, { name: 'assets.csv', content: 'id,product\n' }],
      ['from somebody without a role', PEOPLE.otto, { name: 'assets.csv', content: 'id,product\n' }],
      ['that is no CSV', PEOPLE.dana, { name: 'photo.png', content: 'x', mimetype: 'image/png' }],
    ];
    it.each(silent)('%s is passed over in silence', async (_, who, file) => {
      await ward.slack.shareFile(who, CHANNEL, file);
      await ward.slack.shareFile(PEOPLE.ravi, CHANNEL, { name: 'last.csv', content: 'id,product\n' });
      await ward.slack.until(() => ward.told(PEOPLE.ravi).length > 0, 'the offer for the last file');
      expect(ward.slack.ephemerals.map(({ user }) => user)).toEqual([PEOPLE.ravi]);
    });
  });

  const bad: readonly (readonly [title: string, file: FakeGivenFile, words: RegExp])[] = [
    ['a PDF', csv('%PDF-1.7 xxxx'), /This is a PDF/],
    ['a spreadsheet', csv('PK\u0003\u0004xxxx'), /spreadsheet or a zip/],
    ['a web page', { ...csv('<!doctype html><p>x'), mimetype: 'text/html' }, /XML or HTML/],
    ['nothing', csv(' \n'), /The file is empty/],
    ['one column', csv('product\nViewer\n'), /columns "id" and "product"/],
    ['patients', csv('id,product,MRN\nN-1,Viewer,77\n'), /looks like patient data/],
    [
      'what the inventory says already',
      csv('id,vendor,product,version\nA-1,Example,Relay Desk,1.0\n'),
      /nothing to import/,
    ],
    ['a file that was deleted', { ...csv('x'), facts: { mode: 'tombstone' } }, /it was deleted/],
    ['a file outside of Slack', { ...csv('x'), facts: { is_external: true } }, /outside of Slack/],
    ['a file that is too large', { ...csv('x'), facts: { size: 200_000_000 } }, /at most 100 MB/],
    ['a file of which half arrives', { ...csv('id,product\nN-1,Viewer\n'), download: 'half' }, /did not arrive whole/],
    ['a connection that ends', { ...csv('id,product\nN-1,Viewer\n'), download: 'hang-up' }, /could not be fetched/],
    ['a page to log in', { ...csv('id,product\nN-1,Viewer\n'), download: 'login' }, /lacks the scope files:read/],
  ];
  it.each(bad)('of %s is answered in plain words, and changes nothing', async (_, file, words) => {
    const before = await inventory();
    await uploads(file);
    const answer = await says(words);
    expect(JSON.stringify(answer.blocks)).not.toContain('import:confirm');
    expect(await inventory()).toBe(before);
  });

  it.each(['missing_scope', 'file_not_found', 'access_denied'] as const)('says what to do after %s', async (error) => {
    ward.slack.fail('files.info', { kind: 'error', error });
    await uploads('id,product\nN-1,Viewer\n');
    await says({ missing_scope: 'files:read', file_not_found: 'Share it again', access_denied: 'may not see' }[error]);
  });

  it('opens no window for a viewer, and names whom to ask', async () => {
    await ward.slack.command(PEOPLE.vera, '/assets', 'import', CHANNEL);
    await ward.slack.until(() => ward.told(PEOPLE.vera).length > 0, 'the refusal');
    expect(ward.told(PEOPLE.vera).at(-1)).toMatch(/needs the role "analyst"/);
    expect(ward.slack.openView(PEOPLE.vera)).toBeUndefined();
  });

  async function change(what: { readonly save: readonly Asset[] }): Promise<void> {
    await ward.pipeline.deps.store.changeInventory(what, DANA, '2024-01-22T13:00:00.000Z');
  }
});

async function begin(pool: pg.Pool, way: Way): Promise<WardOnSlack> {
  const ward = await startWard(pool, way);
  await ward.pipeline.deps.store.changeInventory({ save: STOCK }, DANA, '2024-01-22T11:00:00.000Z');
  await ward.pipeline.settle();
  return ward;
}

function csv(content: string): FakeGivenFile {
  return { name: 'assets.csv', content };
}

/** Everything that a message says, a line for each line. */
function wordsOf({ blocks }: FakeMessage): string {
  const words = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return '';
    const inside = Object.values(value).map(words).join('');
    if ('type' in value && value.type === 'text' && 'text' in value) return String(value.text);
    return 'type' in value && value.type === 'rich_text_section' ? `${inside}\n` : inside;
  };
  return words(blocks);
}
