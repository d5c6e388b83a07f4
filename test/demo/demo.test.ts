import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, wardwatch } from '../helpers/program.ts';

const EVENTS = [
  { event: 'alert', case: 'C-1', priority: 'P1' },
  { event: 'update', case: 'C-1', priority: 'P1' },
  { event: 'update', case: 'C-1', priority: 'P1' },
  { event: 'alert', case: 'C-2' },
  { event: 'update', case: 'C-2', priority: 'P1' },
];

describe('the demo', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-demo-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const demo = (args: readonly string[], kill?: { afterLines: number }) =>
    wardwatch(['demo', '--once', ...args], {
      cwd,
      ...(kill && {
        onOutput: (out, end) => {
          if (out.split('\n').length > kill.afterLines) end('SIGKILL');
        },
      }),
    });

  it('tells the founding incident: one P1 case without a CVE, a second story, its KEV entry, and then nothing', async () => {
    const ended = await demo(['--json']);
    expect(ended.code).toBe(0);
    const events = jsonLines(ended.out);
    expect(events).toMatchObject(EVENTS);
    const [first, , , bulletin, kev] = events;
    expect(String(first?.reasons)).toMatch(/Outcomes.*Transaction Data Systems/);
    expect(String(first?.reasons)).toMatch(/2019/);
    expect(String(first?.reasons)).toMatch(/unmanaged/i);
    expect(String(first?.reasons)).toMatch(/internet-facing/i);
    expect(String(first?.reasons)).toMatch(/health sector/i);
    expect(first?.indicators).toEqual(expect.arrayContaining(['rs[.]tdsclinical[.]com']));
    expect(bulletin?.assets).toEqual([{ id: 'LP-001', verdict: 'affected' }]);
    expect(String(kev?.changes)).toMatch(/KEV.*ransomware/);
  });

  it('starts over when it had finished', async () => {
    await demo(['--json']);
    expect(jsonLines((await demo(['--json'])).out)).toMatchObject(EVENTS);
  });

  it.each([1, 3])('killed after %i events, goes on and tells each event once', async (afterLines) => {
    const killed = await demo(['--json'], { afterLines });
    const resumed = await demo(['--json']);
    expect(resumed.code).toBe(0);
    expect([...jsonLines(killed.out), ...jsonLines(resumed.out)]).toMatchObject(EVENTS);
  });
});
