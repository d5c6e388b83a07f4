import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonLines, wardwatch } from '../helpers/program.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wardwatch-backtest-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const run = (args: string, more: Partial<Parameters<typeof wardwatch>[1]> = {}) =>
  wardwatch(args.split(' '), { cwd, ...more });

it('the past is told again: the same by the same rules, another for other assets, nothing after Ctrl-C', async () => {
  writeFileSync(join(cwd, 'assets.csv'), 'id,vendor,product,version,exposure\nA-1,Example,Relay Desk,4.1,open\n');
  writeFileSync(join(cwd, 'planned.csv'), 'id,vendor,product,version\nA-2,Example,Lantern Viewer,5.0\n');
  writeFileSync(
    join(cwd, 'relay.txt'),
    'Example Relay Desk: remote code execution\n\nExample Relay Desk before 4.3 has a flaw (CVE-2029-40001). It is exploited in the wild. Update to 4.3.\n',
  );
  await run('assets import assets.csv');
  await run('ingest relay.txt');

  const same = await run('backtest --days 7');
  expect(same.code).toBe(0);
  expect(same.out).toContain('Alerts: 0 gained, 0 lost, 0 raised, 0 lowered, 1 of the same priority.');

  const other = jsonLines((await run('backtest --assets planned.csv --json')).out);
  expect(other).toMatchObject([
    { change: 'lost', title: 'Example Relay Desk: remote code execution', would: { cards: 0 }, really: { cards: 1 } },
    { summary: { days: 90, revisions: 1, assets: 1, alerts: { gained: 0, lost: 1, same: 0 } } },
  ]);

  let isStopped = false;
  const stopped = await run('backtest', {
    onError: (_, kill) => {
      if (!isStopped) kill('SIGINT');
      isStopped = true;
    },
  });
  expect(stopped).toMatchObject({ code: 130, out: '' });
  expect(stopped.err).toContain('Interrupted. Nothing of it was stored.');
}, 400_000);
