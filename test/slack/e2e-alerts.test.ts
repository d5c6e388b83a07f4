import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { ANALYSTS, PEOPLE, startWard, type WardOnSlack, type Way } from '../helpers/ward-on-slack.ts';

const { dana, ravi, vera, otto } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
});
afterAll(() => database.close());

/** Everything that follows from what a person did is done and shown. */
const settled = () => ward.pipeline.settle();
const told = (userId: string) => ward.slack.until(() => ward.told(userId).at(-1), `${userId} to be told something`);
const modal = (userId: string) => ward.slack.until(() => ward.slack.openView(userId), `a modal for ${userId}`);
const shownOn = (shown: { readonly blocks?: unknown } | undefined) => JSON.stringify(shown?.blocks);
const threadSays = (words: string) =>
  ward.slack.until(() => ward.thread().some((text) => text.includes(words)), `the thread to say "${words}"`);

describe.each<Way>(['socket', 'http'])('the buttons of an alert, over %s', (way) => {
  beforeEach(async () => {
    ward = await startWard(database.pool, way);
  });
  afterEach(async () => {
    expect(ward.violations()).toEqual([]);
    await ward.stop();
  });

  it('Acknowledge redraws the card, adds a line to the thread and writes the audit', async () => {
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    await threadSays('dana: acknowledged.');
    await settled();
    expect(ward.card().edits).toBe(1);
    expect(shownOn(ward.card())).toContain('Acknowledged by dana');
    expect(shownOn(ward.card())).not.toContain('case:acknowledge');
    expect(await ward.audit()).toEqual(['dana case.acknowledge']);
    expect(ward.told(dana)).toEqual([]);
  });

  it('a double click is done once, and says so to who clicked', async () => {
    const card = ward.card();
    const { blocks } = card;
    await Promise.all([1, 2].map(() => ward.slack.click(dana, card, 'case:acknowledge', { blocks })));
    expect(await told(dana)).toContain('dana acknowledged it already');
    await threadSays('acknowledged');
    await settled();
    expect(await ward.audit()).toEqual(['dana case.acknowledge']);
    expect(ward.thread()).toHaveLength(1);
  });

  it('of two people at once one is told that the other was faster', async () => {
    const card = ward.card();
    const { blocks } = card;
    await Promise.all([dana, ravi].map((user) => ward.slack.click(user, card, 'case:acknowledge', { blocks })));
    await ward.slack.until(() => ward.told(dana).length + ward.told(ravi).length === 1, 'one of them to be told');
    expect([...ward.told(dana), ...ward.told(ravi)]).toEqual([
      expect.stringMatching(/^(dana|ravi) acknowledged it already/),
    ]);
    await settled();
    expect(await ward.audit()).toHaveLength(1);
  });

  it('a click on a card that was redrawn meanwhile changes nothing, and says what happened', async () => {
    const { blocks } = ward.card();
    await ward.slack.click(ravi, ward.card(), 'case:acknowledge');
    await threadSays('ravi: acknowledged.');
    await settled();
    await ward.slack.click(dana, ward.card(), 'case:undo');
    await threadSays('dana took back');
    await ward.slack.click(dana, ward.card(), 'case:acknowledge', { blocks });
    expect(await told(dana)).toMatch(
      /^(Meanwhile: .*|It changed meanwhile)\. Nothing was done; look at the card again/,
    );
    expect(await ward.status()).toBe('open');
  });

  it('a click whose case is gone is answered in words', async () => {
    await ward.slack.click(dana, ward.card(), 'case:acknowledge', { value: 'C-99@0' });
    expect(await told(dana)).toContain("C-99 is not in wardwatch's database");
  });

  it('a forged value is not read', async () => {
    await ward.slack.click(dana, ward.card(), 'case:resolve', { value: '{"role":"admin"}' });
    expect(await told(dana)).toContain('This button cannot be read');
  });

  it('an expired trigger is answered in words', async () => {
    ward.slack.expireTriggers();
    await ward.slack.click(dana, ward.card(), 'case:details');
    expect(await told(dana)).toBe('Slack closed the window for this click before wardwatch could answer. Click again.');
  });

  it('who lacks the role is told whom to ask, and nothing is done', async () => {
    await ward.slack.click(otto, ward.card(), 'case:details');
    expect(await told(otto)).toContain(`This needs the role "viewer"`);
    await ward.slack.click(vera, ward.card(), 'case:acknowledge');
    expect(await told(vera)).toContain('This needs the role "analyst"');
    expect(shownOn(ward.slack.ephemerals.at(-1))).toContain(`<!subteam^${ANALYSTS}>`);
    expect(await ward.status()).toBe('open');
    expect(await ward.audit()).toEqual([]);
  });

  it('nobody has a role while Slack does not say who is in a group', async () => {
    ward.slack.fail('usergroups.users.list', { kind: 'error', error: 'internal_error' });
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    expect(await told(dana)).toContain('Slack does not say now who is in which group');
    expect(await ward.status()).toBe('open');
  });

  it('Details shows a viewer every reason, and asks nothing', async () => {
    await ward.slack.click(vera, ward.card(), 'case:details');
    const shown = JSON.stringify(await modal(vera));
    expect(shown).toContain('lp-hq-rmt01');
    expect(shown).toContain('A pharmacy supplier as the way in');
  });

  it('Assign names who takes it, and calls them in the thread', async () => {
    await ward.slack.click(dana, ward.card(), 'case:assign');
    await modal(dana);
    await ward.slack.submit(dana, { 'assign:user': ravi });
    await threadSays('assigned to');
    expect(shownOn(ward.slack.messages.at(-1))).toContain(`<@${ravi}>`);
    expect(await ward.status()).toBe('acknowledged');
  });

  it('Snooze says anew what it will mean with each choice, wants a reason, and can be ended', async () => {
    await ward.slack.click(dana, ward.card(), 'case:snooze');
    expect(JSON.stringify(await modal(dana))).toContain('until 2024-01-23 12:00 UTC');
    await ward.slack.clickInView(dana, 'snooze:for', { choice: '4h' });
    await ward.slack.until(
      () => JSON.stringify(ward.slack.openView(dana)).includes('until 2024-01-22 16:00 UTC'),
      'the new time in the preview',
    );
    await ward.slack.clickInView(dana, 'snooze:covers', { choice: 'reminders' });
    await ward.slack.until(
      () => !JSON.stringify(ward.slack.openView(dana)).includes('nothing is said in its thread'),
      'the new scope in the preview',
    );
    expect(await ward.slack.submit(dana, { 'snooze:reason': '   ' })).toMatchObject({
      errors: { reason: 'Say why, so that others know.' },
    });
    await ward.slack.submit(dana, { 'snooze:reason': 'change window tonight' });
    await threadSays('snoozed until 2024-01-22 16:00 UTC ("change window tonight")');
    await settled();
    expect(await ward.status()).toBe('snoozed');
    expect(shownOn(ward.card())).toContain('End snooze');
    await ward.slack.click(ravi, ward.card(), 'case:reopen');
    await threadSays('ravi: ended the snooze.');
  });

  it('two clicks in a modal at once end with a preview of what is chosen', async () => {
    await ward.slack.click(dana, ward.card(), 'case:snooze');
    await modal(dana);
    ward.slack.fail('views.update', { kind: 'error', error: 'hash_conflict' });
    await ward.slack.clickInView(dana, 'snooze:for', { choice: '3d' });
    await ward.slack.until(
      () => JSON.stringify(ward.slack.openView(dana)).includes('until 2024-01-25 12:00 UTC'),
      'the preview to be drawn once more',
    );
  });

  it('Not affected takes a justification of VEX, and resolves the case when nothing else is affected', async () => {
    await ward.slack.click(dana, ward.card(), 'case:not-affected');
    const { blocks } = await modal(dana);
    const [asset] = optionsOf(blocks, 'assets');
    expect(await ward.slack.submit(dana, { 'not-affected:justification': 'component_not_present' })).toMatchObject({
      errors: { assets: 'Choose what is not affected.' },
    });
    await ward.slack.submit(dana, {
      'not-affected:assets': [String(asset)],
      'not-affected:justification': 'component_not_present',
      'not-affected:note': 'Taken out of service in May.',
    });
    await threadSays('declared LP-001 not affected, component not present ("Taken out of service in May.")');
    expect(await ward.status()).toBe('resolved-not-affected');
  });

  it('Resolve says how it ended; Reopen and Undo take it back', async () => {
    await ward.slack.click(dana, ward.card(), 'case:resolve');
    await modal(dana);
    await ward.slack.submit(dana, { 'resolve:how': 'mitigated', 'resolve:note': 'Port closed' });
    await threadSays('dana: resolved as mitigated ("Port closed").');
    await settled();
    await ward.slack.click(dana, ward.card(), 'case:undo');
    await threadSays('dana took back: resolved as mitigated by dana.');
    await settled();
    expect(await ward.status()).toBe('open');
    expect(await ward.audit()).toEqual(['dana case.resolve', 'dana case.undo']);
  });

  it('a modal that was overtaken by somebody else changes nothing, and says what happened', async () => {
    await ward.slack.click(dana, ward.card(), 'case:resolve');
    await modal(dana);
    await ward.slack.click(ravi, ward.card(), 'case:acknowledge');
    await threadSays('ravi: acknowledged.');
    await ward.slack.submit(dana, { 'resolve:how': 'patched' });
    const shown = await modal(dana);
    expect(JSON.stringify(shown)).toContain('Meanwhile: acknowledged by ravi');
    expect(await ward.status()).toBe('acknowledged');
  });

  it('the role is looked at again when a modal is sent', async () => {
    await ward.slack.click(dana, ward.card(), 'case:resolve');
    await modal(dana);
    ward.slack.addUsergroup(ANALYSTS, { users: [ravi] });
    ward.pipeline.setNow('2024-01-22T12:01:01.000Z');
    await ward.slack.submit(dana, { 'resolve:how': 'patched' });
    expect(JSON.stringify(await modal(dana))).toContain('This needs the role');
    expect(await ward.status()).toBe('open');
  });

  it('a fault of ours is told with a reference that stands in the log, and without its words', async () => {
    ward.pipeline.deps.store.caseById = async () => {
      throw new Error('secret detail');
    };
    await ward.slack.click(dana, ward.card(), 'case:details');
    const words = await told(dana);
    expect(words).toContain('See how things stand before you try again. Its log says why, under ');
    expect(words).not.toContain('secret detail');
    const reference = words.match(/under (\w+)\./)?.[1] ?? 'none';
    expect(ward.logged.some((line) => line.includes(reference) && line.includes('secret detail'))).toBe(true);
  });

  it('a button of another version is answered in words', async () => {
    const blocks = [{ type: 'actions', block_id: 'x', elements: [{ type: 'button', action_id: 'old:button' }] }];
    await ward.slack.click(dana, ward.card(), 'old:button', { blocks });
    expect(await told(dana)).toContain('another version of wardwatch');
  });
});

function optionsOf(blocks: unknown, blockId: string): readonly unknown[] {
  const found = (blocks as { block_id: string; element: { options: { value: string }[] } }[]).find(
    (block) => block.block_id === blockId,
  );
  return (found?.element.options ?? []).map(({ value }) => value);
}

describe('what is TLP:RED', () => {
  beforeEach(async () => {
    ward = await startWard(database.pool, 'socket', { tlp: 'RED' });
  });
  afterEach(() => ward.stop());

  it('is never named in a window, whoever asks and by whatever button', async () => {
    const elements = [{ type: 'button', action_id: 'case:details', value: 'C-1@0' }];
    await ward.slack.click(dana, ward.card(), 'case:details', {
      blocks: [{ type: 'actions', block_id: 'x', elements }],
    });
    expect(shownOn(await modal(dana))).toContain('TLP:RED');
    for (const verb of ['not-affected', 'snooze', 'assign', 'resolve'])
      await ward.slack.click(dana, ward.card(), `case:${verb}`);
    const drawn = await ward.slack.until(() => {
      const opened = ward.slack.calls.filter(({ method }) => method === 'views.open');
      return opened.length === 5 && JSON.stringify(opened);
    }, 'five windows');
    expect(drawn).not.toMatch(/pharmacy|lp-hq-rmt01|LP-001|ScreenConnect/i);
  });

  it('can be handled all the same', async () => {
    await ward.slack.click(dana, ward.card(), 'case:resolve');
    await modal(dana);
    await ward.slack.submit(dana, { 'resolve:how': 'mitigated' });
    expect(await ward.status()).toBe('resolved-mitigated');
  });
});
