import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { PEOPLE, startWard, type WardOnSlack } from '../helpers/ward-on-slack.ts';

const { dana, vera } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
}, 240_000);
afterAll(() => database.close());

const shown = (userId: string) => JSON.stringify(ward.slack.openView(userId) ?? {});
const shows = (userId: string, words: string) =>
  ward.slack.until(() => shown(userId).includes(words), `a window that says "${words}"`);
const namesWindow = async (userId: string) => {
  await ward.slack.click(userId, ward.card(), 'case:details');
  await shows(userId, 'names:open');
  await ward.slack.clickInView(userId, 'names:open');
};
const firstChoice = () => /"value":"([0-9a-f]{24})"/.exec(shown(dana))?.[1] ?? '';

describe('"Not ours" in the details of a case', () => {
  beforeEach(async () => {
    ward = await startWard(database.pool, 'socket');
  });
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('says before how far it goes, wants a reason, and says afterwards what came of it', async () => {
    await namesWindow(dana);
    await shows(dana, '1 asset of this name, 1 stored advisory, 1 case (C-1), and whatever comes later');
    const which = firstChoice();
    const different = { 'names:which': which, 'names:verdict': 'different' };
    expect(await ward.slack.submit(dana, { ...different, 'names:why': '   ' })).toMatchObject({
      errors: { why: 'Say why.' },
    });
    await ward.slack.submit(dana, {
      ...different,
      'names:why': 'ours is the screen of the lobby',
    });
    await shows(dana, 'are different products from now on');
    await ward.pipeline.settle();
    await shows(dana, 'No case changed.');
    const [decision] = await ward.office.names.records();
    expect(decision?.decision).toMatchObject({
      verdict: 'different',
      why: 'ours is the screen of the lobby',
      by: { id: `slack:${dana}`, name: 'dana' },
    });

    await ward.slack.clickInView(dana, 'names:undo');
    await shows(dana, 'is taken back: the words of the names count again.');
    expect((await ward.office.names.records()).flatMap((one) => one.decision ?? [])).toEqual([]);
  });

  it('is refused to who may only look', async () => {
    await namesWindow(vera);
    await shows(vera, 'This needs the role');
    expect(await ward.office.names.records()).toEqual([]);
  });
});

describe('"Remediation" in the details of a case', () => {
  beforeEach(async () => {
    ward = await startWard(database.pool, 'socket');
  });
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('says in the thread how far the remedy has come, and shows it in the details', async () => {
    await ward.slack.click(dana, ward.card(), 'case:details');
    await shows(dana, 'case:remediate');
    await ward.slack.clickInView(dana, 'case:remediate');
    await shows(dana, 'On which assets?');
    await ward.slack.submit(dana, {
      'remediate:assets': [firstChoice()],
      'remediate:state': 'in-progress',
      'remediate:note': 'change window on Thursday',
    });
    await ward.slack.until(
      () =>
        ward
          .thread()
          .some((text) => text.includes('dana: remediation in progress on LP-001 ("change window on Thursday")')),
      'the thread to say so',
    );
    await ward.slack.click(vera, ward.card(), 'case:details');
    await shows(vera, 'remediation in progress');
    expect(await ward.audit()).toEqual(['dana case.remediate']);
  });
});
