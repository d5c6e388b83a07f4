import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { FakeSlack } from '../helpers/fake-slack.ts';
import { wardwatch } from '../helpers/program.ts';

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
});
