import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { aDocument } from '../helpers/pipeline.ts';
import { PEOPLE, startWard, type WardOnSlack } from '../helpers/ward-on-slack.ts';

const { dana, vera } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
}, 240_000);
afterAll(() => database.close());
beforeEach(async () => {
  ward = await startWard(database.pool, 'socket', { server: { exposure: 'small' } });
  const flaw = aDocument(
    'post-2',
    'ScreenConnect 23.9.8 security fix',
    'ConnectWise ScreenConnect 23.9.7 and prior have an authentication bypass, CVE-2024-1709. Update to ScreenConnect 23.9.8.',
    '2024-01-19T00:00:00.000Z',
  );
  ward.pipeline.offer('researcher', [flaw]);
  await ward.pipeline.poll('researcher');
});
afterEach(async () => {
  expect(ward.violations()).toEqual([]);
  await ward.stop();
});

const shown = (userId: string) => JSON.stringify(ward.slack.openView(userId) ?? {});
const shows = (userId: string, words: string) =>
  ward.slack.until(() => shown(userId).includes(words), `a window that says "${words}"`);
const open = async (userId: string, action: string) => {
  await ward.slack.click(userId, ward.card(), 'case:details');
  await shows(userId, action);
  await ward.slack.clickInView(userId, action);
};
const store = () => ward.pipeline.deps.store;
const members = async () =>
  Object.fromEntries((await store().cases()).map((one) => [one.id, one.members.map(({ advisory }) => advisory.id)]));

describe('a case, from its details', () => {
  it('is merged with another, and parted again', async () => {
    await open(dana, 'group:merge');
    await shows(dana, 'C-2 · ');
    await ward.slack.submit(dana, { 'group:other': 'C-2' });
    await shows(dana, 'dana merged C-2 into C-1.');
    expect(await members()).toEqual({ 'C-1': ['researcher:post-1', 'researcher:post-2'], 'C-2': [] });
    expect((await ward.office.caseView('C-2'))?.moved).toEqual([{ advisoryId: 'researcher:post-2', caseId: 'C-1' }]);

    await ward.slack.clickInView(dana, 'group:undo');
    await shows(dana, 'Taken back');
    expect(await members()).toEqual({ 'C-1': ['researcher:post-1'], 'C-2': ['researcher:post-2'] });
    expect(await ward.audit()).toEqual(['dana case.split']);
    expect(await ward.office.groups.undo(0, { id: 'slack:U0', name: 'dana' })).toMatchObject({ kind: 'refused' });
  });

  it('is split, and put together again', async () => {
    await ward.office.groups.regroup({ from: 'C-2', to: 'C-1', actor: { id: `slack:${dana}`, name: 'dana' } });
    await ward.pipeline.settle();
    await open(dana, 'group:split');
    await shows(dana, 'Which advisories?');
    const [, second] = [...shown(dana).matchAll(/"value":"([0-9a-f]{24})"/g)].map((found) => found[1] ?? '');
    await ward.slack.submit(dana, { 'group:which': [second ?? ''] });
    await shows(dana, 'dana moved researcher:post-2 from C-1 to C-3.');
    expect(await members()).toEqual({ 'C-1': ['researcher:post-1'], 'C-2': [], 'C-3': ['researcher:post-2'] });
    await ward.slack.clickInView(dana, 'group:undo');
    await shows(dana, 'Taken back');
    expect((await members())['C-1']).toEqual(['researcher:post-1', 'researcher:post-2']);
  });

  it('and its like are kept silent after a preview, listed, and told again', async () => {
    await open(dana, 'silence:open');
    await shows(dana, 'Nothing is kept silent now.');
    await ward.slack.clickInView(dana, 'silence:scope', { choice: ['product'] });
    await shows(dana, 'of the stored cases');
    expect(await ward.slack.submit(dana, { 'silence:reason': '  ' })).toMatchObject({
      errors: { reason: 'Say why, so that others know.' },
    });
    await ward.slack.submit(dana, { 'silence:reason': 'is taken down', 'silence:until': '2024-03-31' });
    await shows(dana, 'holds until 2024-03-31: cases with product ');
    const [held] = await ward.office.silence.holding();
    expect(held).toMatchObject({
      scope: { product: 'ScreenConnect' },
      reason: 'is taken down',
      expiresOn: '2024-03-31',
      by: { id: `slack:${dana}`, name: 'dana' },
    });

    await open(dana, 'silence:open');
    await shows(dana, 'Kept silent now');
    await ward.slack.clickInView(dana, 'silence:end');
    await shows(dana, 'has ended. What it hid and is still open is told now.');
    expect(await ward.office.silence.holding()).toEqual([]);
    await ward.slack.clickInView(dana, 'silence:restore');
    await shows(dana, 'holds again.');
    expect((await store().auditEntries({ subject: held?.id ?? '' })).map(({ action }) => action)).toEqual([
      'suppression.restore',
      'suppression.remove',
      'suppression.add',
    ]);
  });

  it.each(['group:merge', 'silence:open'])('takes %s from nobody who may only look', async (action) => {
    await open(vera, action);
    await shows(vera, 'This needs the role');
  });
});
