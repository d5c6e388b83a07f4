import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/storage/folder-lock.ts';

const NOW = '2024-01-22T12:00:00.000Z';

describe('one process a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wardwatch-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is given back and can be taken again', () => {
    lockFolder(folder, NOW)();
    lockFolder(folder, NOW)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses the second and names the first', () => {
    const unlock = lockFolder(folder, NOW);
    expect(() => lockFolder(folder, NOW)).toThrow(
      expect.objectContaining({
        code: 'DATA_FOLDER_IN_USE',
        message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
      }),
    );
    unlock();
  });

  it('takes over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    writeLock({ pid: child.pid, host: hostname() });
    lockFolder(folder, NOW)();
  });

  it('takes over when the process id now belongs to another process', () => {
    writeLock({ pid: process.pid, host: hostname(), started: '1' });
    lockFolder(folder, NOW)();
  });

  it('leaves the lock of another machine alone', () => {
    writeLock({ pid: 1, host: 'another-machine.invalid' });
    expect(() => lockFolder(folder, NOW)).toThrow(/another-machine\.invalid/);
  });

  it('takes over from a lock that says nothing', () => {
    writeFileSync(join(folder, 'lock'), '');
    lockFolder(folder, NOW)();
  });

  it('says that a folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockFolder(join(folder, 'file', 'below'), NOW)).toThrow(
      expect.objectContaining({ code: 'DATA_FOLDER_UNUSABLE' }),
    );
  });

  function writeLock(holder: object): void {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ command: 'wardwatch start', since: NOW, ...holder }));
  }
});
