import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertFile, AlertMessage, StormRow } from '../../src/domain/alert.ts';
import type { Tlp } from '../../src/domain/tlp.ts';
import type { Delivery, Outgoing, Receipt } from '../../src/ports/sink.ts';
import { createSlackSink, type SlackSink } from '../../src/slack/slack-sink.ts';
import { anAlertEvent, anAlertMessage } from '../helpers/alert-builders.ts';
import { FakeSlack } from '../helpers/fake-slack.ts';
import { startScriptedServer } from '../helpers/scripted-server.ts';

const PUBLIC = 'C0WARD';
const FILE: AlertFile = {
  caseId: 'C-2',
  name: 'C-2-indicators-0123456789ab.csv',
  title: 'All 11 indicators of C-2, defanged',
  content: 'type,indicator_defanged,note\ndomain,relay.example[.]com,\n',
  tlp: 'CLEAR',
};

function aSink(apiUrl: string, token: string, nowMs?: () => number): SlackSink {
  return createSlackSink({ token, apiUrl, log: () => {}, lookAgainAfterMs: 0, ...(nowMs && { nowMs }) });
}

describe('what the Slack sink says', () => {
  let slack: FakeSlack;
  let sink: SlackSink;
  const since = new Date(Date.now() - 1_000).toISOString();

  beforeEach(async () => {
    slack = await FakeSlack.start();
    slack.addChannel(PUBLIC);
    sink = aSink(slack.apiUrl, slack.token);
  });
  afterEach(() => slack.stop());

  async function posted(outgoing: Outgoing): Promise<Receipt> {
    const delivery = await sink.deliver(outgoing);
    expect(delivery).toMatchObject({ kind: 'delivered' });
    return delivery.kind === 'delivered' ? delivery.receipt : {};
  }

  async function deleted(ts: string | undefined): Promise<void> {
    await fetch(`${slack.apiUrl}chat.delete`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.token}` },
      body: new URLSearchParams({ channel: PUBLIC, ts: ts ?? '' }),
    });
  }

  describe('of a storm', () => {
    const rows = (count: number): StormRow[] =>
      Array.from({ length: count }, (_, index) => ({
        ...{ caseId: `C-${index + 1}`, priority: 'P1', title: 'Words.', assets: '1 affected', tlp: 'CLEAR' },
      }));
    const storm = (count: number, root?: Receipt): Outgoing => ({
      ...{ kind: 'storm', key: `storm:${count}`, channel: PUBLIC, rows: rows(count) },
      ...(root && { root }),
    });

    it('is one message, redrawn as it grows', async () => {
      const root = await posted(storm(3));
      await posted(storm(4, root));
      expect(slack.messages).toMatchObject([{ text: expect.stringMatching(/^4 alerts within minutes/), edits: 1 }]);
    });

    it('has each alert in its thread, found there, with what is new of it beside it', async () => {
      const root = await posted(storm(3));
      const alert: Outgoing = { kind: 'alert', key: 'a', channel: PUBLIC, message: anAlertMessage(), root };
      const receipt = await posted(alert);
      expect(receipt).toEqual({ channel: PUBLIC, ts: expect.any(String), thread: root.ts });
      expect(await sink.find(alert, since)).toEqual({ kind: 'found', receipt });
      const changes = ['New.'];
      const update: Outgoing = {
        ...{ kind: 'update', key: 'u', channel: PUBLIC, message: anAlertMessage(), changes, root: receipt },
      };
      await posted(update);
      expect(await sink.find(update, since)).toMatchObject({ kind: 'found' });
      await posted({ kind: 'edit', key: 'e', channel: PUBLIC, message: anAlertMessage(), root: receipt });
      expect(slack.messages.map(({ threadTs, edits }) => ({ threadTs, edits }))).toEqual([
        { threadTs: undefined, edits: 0 },
        { threadTs: root.ts, edits: 1 },
        { threadTs: root.ts, edits: 0 },
      ]);
    });
  });

  describe('with a file', () => {
    const fileUnder = (root: Receipt, file = FILE): Outgoing => ({
      kind: 'file',
      key: 'f',
      channel: PUBLIC,
      file,
      root,
    });

    it('is the file itself, in the thread of its alert', async () => {
      const root = await posted(anAlertEvent());
      await posted(fileUnder(root));
      expect(slack.messages[1]).toMatchObject({ threadTs: root.ts, files: [{ name: FILE.name, title: FILE.title }] });
      expect(slack.fileText(slack.messages[1]?.files?.[0]?.id ?? '')).toBe(FILE.content);
    });

    it('is found by its name where the answer was lost', async () => {
      const root = await posted(anAlertEvent());
      slack.fail('files.completeUploadExternal', { kind: 'drop-after' });
      expect(await sink.deliver(fileUnder(root))).toMatchObject({ kind: 'unknown' });
      expect(await sink.find(fileUnder(root), since)).toMatchObject({ kind: 'found' });
      expect(await sink.find(fileUnder(root, { ...FILE, name: 'C-2-other.csv' }), since)).toEqual({ kind: 'absent' });
    });

    it('is a sentence where the channel may not see it', async () => {
      const root = await posted(anAlertEvent());
      const secret = fileUnder(root, { ...FILE, tlp: 'AMBER' });
      await posted(secret);
      expect(slack.messages[1]).toMatchObject({ threadTs: root.ts, text: expect.stringContaining('TLP:AMBER') });
      expect(slack.messages[1]?.files).toBeUndefined();
      expect(await sink.find(secret, since)).toMatchObject({ kind: 'found' });
    });
  });

  describe('about a case, by the TLP of its channel', () => {
    const channels: readonly [what: string, prepare: (fake: FakeSlack) => void, highest: Tlp][] = [
      ['a public channel', () => {}, 'GREEN'],
      ['a channel shared with others', (fake) => fake.addChannel(PUBLIC, { extShared: true }), 'CLEAR'],
      [
        'a private channel that is shared',
        (fake) => fake.addChannel(PUBLIC, { private: true, extShared: true, members: ['U1'] }),
        'CLEAR',
      ],
      ['a private channel', (fake) => fake.addChannel(PUBLIC, { private: true, members: ['U1'] }), 'AMBER+STRICT'],
      [
        'a private channel with a guest',
        (fake) => fake.addChannel(PUBLIC, { private: true, members: ['U1', 'U2GUEST'] }),
        'AMBER',
      ],
      [
        'a private channel whose members Slack does not name',
        (fake) => {
          fake.addChannel(PUBLIC, { private: true, members: ['U1'] });
          fake.fail('conversations.members', { kind: 'error', error: 'missing_scope' });
        },
        'CLEAR',
      ],
      [
        'a channel of which Slack says nothing',
        (fake) => fake.fail('conversations.info', { kind: 'error', error: 'missing_scope' }),
        'CLEAR',
      ],
    ];
    const labels: readonly Tlp[] = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];
    const cases = channels.flatMap(([what, prepare, highest]) =>
      labels.map((tlp) => [tlp, labels.indexOf(tlp) <= labels.indexOf(highest), what, prepare] as const),
    );

    it.each(cases)('%s is shown: %s, in %s', async (tlp, isShown, _what, prepare) => {
      slack.addUser('U1');
      slack.addUser('U2GUEST', { guest: 'single' });
      prepare(slack);
      await posted(anAlertEvent({ message: anAlertMessage({ tlp }) }));
      const said = JSON.stringify(slack.messages);
      expect(said.includes('remote-support server')).toBe(isShown);
      expect(said.includes('rd-lab-01')).toBe(isShown);
      expect(said).toContain('C-2');
    });

    it('holds for what is said later as well', async () => {
      const root = await posted(anAlertEvent());
      const message: AlertMessage = anAlertMessage({ tlp: 'RED', title: 'Hidden' });
      const changes = ['Hidden as well.'];
      await posted({ kind: 'edit', key: 'e', channel: PUBLIC, message, root });
      await posted({ kind: 'update', key: 'u', channel: PUBLIC, message, changes, root });
      expect(JSON.stringify(slack.messages)).not.toContain('Hidden');
    });

    it('is asked for once in ten minutes', async () => {
      let nowMs = 0;
      sink = aSink(slack.apiUrl, slack.token, () => nowMs);
      const asked = () => slack.calls.filter(({ method }) => method === 'conversations.info').length;
      await posted(anAlertEvent({ key: 'a', message: anAlertMessage({ tlp: 'GREEN' }) }));
      nowMs += 9 * 60_000;
      await posted(anAlertEvent({ key: 'b', message: anAlertMessage({ tlp: 'GREEN' }) }));
      expect(asked()).toBe(1);
      nowMs += 2 * 60_000;
      await posted(anAlertEvent({ key: 'c', message: anAlertMessage({ tlp: 'GREEN' }) }));
      expect(asked()).toBe(2);
    });

    it('is not asked for where everybody may read the message', async () => {
      await sink.deliver(anAlertEvent());
      expect(slack.calls.map(({ method }) => method)).not.toContain('conversations.info');
    });
  });

  describe('under an alert that somebody deleted', () => {
    const GONE: Partial<Delivery> = { kind: 'rejected', gone: true };

    it('is refused as gone, so that a new alert can say it', async () => {
      const root = await posted(anAlertEvent());
      await deleted(root.ts);
      const message = anAlertMessage();
      const update: Outgoing = { kind: 'update', key: 'u', channel: PUBLIC, message, changes: ['New.'], root };
      expect(await sink.deliver({ kind: 'edit', key: 'e', channel: PUBLIC, message, root })).toMatchObject(GONE);
      expect(await sink.deliver(update)).toMatchObject(GONE);
      expect(await sink.find(update, since)).toEqual({ kind: 'absent' });
    });
  });

  it('calls the group once, in the message alone', async () => {
    await posted({ kind: 'alert', key: 'k', channel: PUBLIC, message: anAlertMessage(), mention: 'S0123456789' });
    expect(JSON.stringify(slack.messages[0]).match(/<!subteam\^S0123456789>/g)).toHaveLength(1);
    expect(slack.messages[0]?.text).not.toContain('S0123456789');
  });
});

describe('looking up a key that another app has put into the channel', () => {
  it('does not take its message for ours', async () => {
    const server = await startScriptedServer();
    const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const metadata = { event_type: 'wardwatch_alert', event_payload: { key: 'alert:C-2:1' } };
    server.script('/api/auth.test', json({ ok: true, bot_id: 'B0OURS' }));
    const history = (bot: string) => json({ ok: true, messages: [{ ts: '1.000001', bot_id: bot, metadata }] });
    server.script('/api/conversations.history', history('B0OTHER'), history('B0OTHER'), history('B0OURS'));
    const sink = aSink(`${server.origin}/api/`, 'xoxb-fake');
    expect(await sink.find(anAlertEvent(), '2024-01-22T00:00:00.000Z')).toEqual({ kind: 'absent' });
    expect(await sink.find(anAlertEvent(), '2024-01-22T00:00:00.000Z')).toMatchObject({ kind: 'found' });
    await server.stop();
  });
});
