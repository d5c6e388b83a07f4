import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/console/synchronous-write.ts';

it('waits for a slow reader and loses nothing, though the pipe is full again and again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-pipe-'));
  const [pipe, copy] = [join(folder, 'pipe'), join(folder, 'copy')];
  execFileSync('mkfifo', [pipe]);
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const reader = spawn('dd', [`if=${pipe}`, `of=${copy}`, 'bs=1k'], { stdio: 'ignore' });
  await once(reader, 'spawn');
  const text = 'Große Gefahr für Röntgengeräte\n'.repeat(60_000);

  writeWhole(fd, text);
  closeSync(fd);
  await once(reader, 'exit');

  expect(readFileSync(copy, 'utf8')).toBe(text);
  rmSync(folder, { recursive: true });
});
