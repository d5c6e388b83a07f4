import { writeSync } from 'node:fs';

/**
 * Writes the whole text to an open file, pipe or terminal before it returns. A full pipe (EAGAIN) is waited for: its
 * reader decides how fast it goes. Throws what the system says otherwise, e.g. EPIPE when the reader has gone.
 */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (fault) {
      if (!isBusy(fault)) throw fault;
      Atomics.wait(NEVER_NOTIFIED, 0, 0, PAUSE_MS);
    }
  }
}

const PAUSE_MS = 5;

/** Waiting on it is the one way to pause without giving the event loop a turn. */
const NEVER_NOTIFIED = new Int32Array(new SharedArrayBuffer(4));

function isBusy(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EAGAIN' || fault.code === 'EINTR');
}
