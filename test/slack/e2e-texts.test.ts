import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { ANALYSTS, PEOPLE, startWard, WARD_CHANNEL, type WardOnSlack, type Way } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera, otto } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
});
afterAll(() => database.close());

const ADVISORY =
  'ConnectWise ScreenConnect is exploited\n\nConnectWise ScreenConnect before 23.9.8 is affected by CVE-2024-1709. ' +
  'Indicators of compromise: relay[.]example[.]net and 198.51.100[.]7. Attackers use T1190.';
const TS = '1705924800.000100';
const ID = `slack:${WARD_CHANNEL}-${TS}`;

/** Uses a shortcut on a message of ravi, and gives what the window says when it is read. */
async function asked(userId: string, shortcut: 'extract' | 'check', message: Record<string, unknown>): Promise<string> {
  await ward.slack.shortcut(userId, WARD_CHANNEL, `text:${shortcut}`, { user: ravi, ts: TS, ...message });
  return shown(userId, (words) => !words.includes('Reading the message'));
}

const shown = (userId: string, is: (words: string) => boolean): Promise<string> =>
  ward.slack.until(() => {
    const words = JSON.stringify(ward.slack.openView(userId)?.blocks ?? '');
    return words !== '""' && is(words) && words;
  }, `a window for ${userId}`);

describe.each<Way>(['socket', 'http'])('the shortcuts on a message, over %s', (way) => {
  beforeEach(async () => {
    ward = await startWard(database.pool, way);
  });
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('Extract indicators lists them defanged, by type, with why, and what else is named', async () => {
    const words = await asked(vera, 'extract', { text: ADVISORY });
    expect(words).toContain('relay[.]example[.]net');
    expect(words).toContain('198[.]51[.]100[.]7');
    expect(words).toContain('CVE-2024-1709');
    expect(words).toContain('T1190');
    expect(words).not.toMatch(/relay\.example\.net|198\.51\.100\.7/);
  });

  it('sends all of it as a file to who asked', async () => {
    await asked(vera, 'extract', { text: ADVISORY });
    await ward.slack.clickInView(vera, 'text:csv');
    await shown(vera, (words) => words.includes('indicators.csv is in your conversation'));
    const file = ward.slack.messages.flatMap(({ files = [] }) => files)[0];
    expect(ward.slack.fileText(file?.id ?? '')).toContain('kept,domain,relay[.]example[.]net,');
  });

  it('Check against assets says what is affected, by which words, and stores nothing', async () => {
    const words = await asked(vera, 'check', { text: ADVISORY });
    expect(words).toContain('Your assets: 1 affected, 0 undecided, 0 not affected.');
    expect(words).toContain('LP-001 (lp-hq-rmt01): affected');
    expect(words).toContain('ConnectWise ScreenConnect before 23.9.8 is affected');
    expect(words).toContain('Products and versions as read');
    expect(await ward.office.advisoryView(ID)).toBeUndefined();
  });

  it('says why nothing is touched', async () => {
    const words = await asked(vera, 'check', { text: 'Example Pump before 2.0 is affected by CVE-2024-1709.' });
    expect(words).toContain('It touches no asset that is known.');
    expect(words).toContain('No asset is one of the products named');
  });

  it('Save as advisory stores, matches and tells it as any, once, with an audit entry', async () => {
    await asked(dana, 'check', { text: ADVISORY });
    await ward.slack.clickInView(dana, 'text:save');
    await shown(dana, (words) => words.includes(`Saved as \`${ID}\``));
    await ward.pipeline.settle();
    const view = await ward.office.advisoryView(ID);
    expect(view?.advisory).toMatchObject({
      publisher: { name: 'Slack: ravi', kind: 'other' },
      tlp: 'AMBER',
      publishedAt: '2024-01-22T12:00:00.000Z',
    });
    expect(view?.affected.map(({ asset, verdict }) => [asset.id, verdict.kind])).toEqual([['LP-001', 'affected']]);
    expect(view?.caseId).toMatch(/^C-\d+$/);
    await asked(ravi, 'check', { text: ADVISORY });
    await ward.slack.clickInView(ravi, 'text:save');
    await shown(ravi, (words) => words.includes('It is stored already'));
    const entries = await ward.pipeline.deps.store.auditEntries({ subject: ID });
    expect(entries.map(({ actor, action }) => [actor.name, action])).toEqual([['dana', 'advisory.save']]);
  });

  it('is saved by analysts only, and read by who has a role only', async () => {
    await asked(vera, 'check', { text: ADVISORY });
    await ward.slack.clickInView(vera, 'text:save');
    expect(await shown(vera, (words) => words.includes('This needs the role'))).toContain(`<!subteam^${ANALYSTS}>`);
    expect(await ward.office.advisoryView(ID)).toBeUndefined();
    const words = await asked(otto, 'extract', { text: ADVISORY });
    expect(words).toContain('This needs the role');
    expect(words).not.toContain('relay');
  });

  it('a message without text is answered in plain words', async () => {
    expect(await asked(vera, 'extract', { text: '', files: [] })).toContain('This message holds no text');
  });

  it('of a very long message only the beginning is read, and the answer says so', async () => {
    const words = await asked(vera, 'extract', { text: `${ADVISORY} ${'and so on '.repeat(5_000)}` });
    expect(words).toContain('relay[.]example[.]net');
    expect(words).toContain('Only the first 40000 characters were read; the message has ');
  });

  it('nothing of a message that is marked TLP:RED is shown again', async () => {
    for (const shortcut of ['extract', 'check'] as const) {
      const words = await asked(vera, shortcut, { text: `TLP:RED\n${ADVISORY}` });
      expect(words).toContain('This message is marked TLP:RED');
      expect(words).not.toMatch(/relay|ScreenConnect|LP-001/);
    }
  });

  it('an expired trigger is answered below the message', async () => {
    ward.slack.expireTriggers();
    await ward.slack.shortcut(vera, WARD_CHANNEL, 'text:extract', { text: ADVISORY });
    expect(await ward.slack.until(() => ward.told(vera).at(-1), 'vera to be told')).toContain(
      'Slack closed the window',
    );
  });

  it('a fault is told with a reference, and without its words', async () => {
    ward.office.texts.check = async () => {
      throw new Error('secret detail');
    };
    const words = await asked(vera, 'check', { text: ADVISORY });
    expect(words).toContain('Its log says why, under ');
    expect(words).not.toContain('secret detail');
  });

  it('a button whose message is not at hand any more says what to do', async () => {
    await asked(vera, 'extract', { text: ADVISORY });
    ward.pipeline.setNow('2024-01-22T13:30:00.000Z');
    await ward.slack.clickInView(vera, 'text:csv');
    await shown(vera, (words) => words.includes('Use the shortcut on the message again.'));
  });
});
