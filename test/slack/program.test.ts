import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { FakeSlack } from '../helpers/fake-slack.ts';
import { jsonLines, wardwatch } from '../helpers/program.ts';

const CHANNEL = 'C0123456789';
const story = (name: string) => join(packageRoot(), 'test', 'stories', 'second', name);

describe('the program and Slack', () => {
  let cwd: string;
  let slack: FakeSlack;
  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-slack-'));
    mkdirSync(join(cwd, 'config'));
    writeFileSync(join(cwd, 'config', 'wardwatch.yaml'), `slack:\n  channel: ${CHANNEL}\n`);
    slack = await FakeSlack.start();
    slack.addChannel(CHANNEL);
  });
  afterEach(async () => {
    await slack.stop();
    rmSync(cwd, { recursive: true, force: true });
  });
  const run = (...args: string[]) =>
    wardwatch(args, { cwd, env: { SLACK_BOT_TOKEN: slack.token, SLACK_API_URL: slack.apiUrl } });

  it('posts the alert and later edits it in place and answers in its thread', async () => {
    await run('assets', 'import', story('assets.csv'));
    await run('ingest', story('1-researcher.html'));
    await run('ingest', story('2-vendor.txt'), story('3-health-body.html'));
    const alerts = slack.messages.filter((message) => message.text.includes('P1') && message.threadTs === undefined);
    expect(alerts).toHaveLength(2);
    expect(slack.calls.filter((call) => call.method === 'chat.update').length).toBeGreaterThan(0);
  });

  it.each(['drop-after', 'drop-before'] as const)('posts each event once over a lost answer (%s)', async (kind) => {
    slack.fail('chat.postMessage', { kind });
    await run('assets', 'import', story('assets.csv'));
    const ended = await run('ingest', story('1-researcher.html'));
    expect(ended.code).toBe(0);
    const texts = slack.messages.map((message) => message.text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toHaveLength(2);
  });

  it('says what is wrong with a token, and how to mend it', async () => {
    slack.revokeToken();
    const doctor = await run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/slack/);
    expect(doctor.out).not.toContain(slack.token);
  });

  it('says whether each digest can be posted where it is told', async () => {
    const places = [CHANNEL, 'C0123456780', 'U0123456789', 'U0123456780'];
    const plans = places.map((to) => `    - { to: ${to}, every: week, at: "07:30", timeZone: UTC }\n`).join('');
    writeFileSync(join(cwd, 'config', 'wardwatch.yaml'), `slack:\n  digests:\n${plans}`);
    slack.addChannel('C0123456780', { member: false });
    slack.addUser('U0123456789');
    slack.addUser('U0123456780', { deleted: true });
    const doctor = jsonLines((await run('doctor', '--json')).out);
    expect(doctor.filter(({ check }) => String(check).startsWith('digest to'))).toEqual([
      { check: `digest to ${CHANNEL}`, state: 'ok', because: 'every monday at 07:30, UTC' },
      {
        check: 'digest to C0123456780',
        state: 'fault',
        because: 'Slack would refuse a message: not_in_channel.',
        fix: 'Invite the bot to the channel with /invite.',
      },
      { check: 'digest to U0123456789', state: 'ok', because: 'every monday at 07:30, UTC' },
      {
        check: 'digest to U0123456780',
        state: 'fault',
        because: 'Slack would refuse a message: user_disabled.',
        fix: 'This person has left Slack: name somebody else in the config.',
      },
    ]);
  });

  describe('shows what it draws in Slack', () => {
    it('on the terminal, with neither token nor config', async () => {
      const shown = await wardwatch(['slack', 'preview', 'alert', '--form', 'ordinary'], { cwd: tmpdir() });
      expect(shown).toMatchObject({ code: 0, err: '' });
      expect(shown.out).toContain('[ Acknowledge ]');
    });

    it('as the payloads themselves, in both forms', async () => {
      const lines = jsonLines((await run('slack', 'preview', '--json')).out);
      const names = lines.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['alert/ordinary', 'alert/maximal', 'snooze/ordinary']));
      expect(lines.every(({ surface, payload }) => typeof surface === 'string' && typeof payload === 'object')).toBe(
        true,
      );
    });

    it('names what there is to somebody who misspells it', async () => {
      const shown = await run('slack', 'preview', 'alarm');
      expect(shown).toMatchObject({ code: 1, err: expect.stringContaining('alert-snoozed') });
    });

    it('to Slack, which says whether it would take it', async () => {
      const checked = await run('slack', 'check');
      expect(checked.code).toBe(0);
      expect(checked.out).toMatch(/^ok {7}message alert\/ordinary$/m);
    });

    it('to nobody where there is no network, and says so', async () => {
      const checked = await wardwatch(['slack', 'check'], { cwd, env: { SLACK_API_URL: 'http://127.0.0.1:9/api/' } });
      expect(checked).toMatchObject({ code: 1, err: expect.stringContaining('needs a network') });
    });
  });
});
