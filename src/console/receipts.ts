import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from './synchronous-write.ts';

/** The file that remembers what a terminal has been told: one key a line, only ever added to. */
export interface Receipts {
  has(key: string): boolean;
  /**
   * Runs `say` and then, with nothing between but the system call, writes the key down. The file is opened first, so that
   * nothing is said when it cannot be remembered: then it throws before `say` runs.
   */
  afterSaying(key: string, say: () => void): void;
}

/** The receipts in `file`, which is created with its folder when the first key is written. */
export function openReceipts(file: string): Receipts {
  return {
    has: (key) => existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(oneLine(key)),
    afterSaying(key, say) {
      mkdirSync(dirname(file), { recursive: true });
      const fd = openSync(file, 'a');
      try {
        say();
        writeWhole(fd, `${oneLine(key)}\n`);
      } finally {
        closeSync(fd);
      }
    },
  };
}

function oneLine(key: string): string {
  return key.replace(/[\r\n]+/g, ' ');
}
