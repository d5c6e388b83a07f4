import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from './synchronous-write.ts';

/** The file that remembers what a terminal has been told: one key a line, only ever added to. */
export interface Receipts {
  has(key: string): boolean;
  /**
   * Writes the key down and then, with nothing between but the system call, runs `say`. Where `say` throws, the key is taken
   * back by a second line and the fault thrown on. Nothing is said when it cannot be remembered: then it throws before.
   */
  beforeSaying(key: string, say: () => void): void;
}

/** What stands before a key that was written down and then not said. */
const TAKEN_BACK = 'not said: ';

/** The receipts in `file`, which is created with its folder when the first key is written. */
export function openReceipts(file: string): Receipts {
  return {
    has: (key) => {
      if (!existsSync(file)) return false;
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.lastIndexOf(oneLine(key)) > lines.lastIndexOf(`${TAKEN_BACK}${oneLine(key)}`);
    },
    beforeSaying(key, say) {
      mkdirSync(dirname(file), { recursive: true });
      const fd = openSync(file, 'a');
      try {
        writeWhole(fd, `${oneLine(key)}\n`);
        try {
          say();
        } catch (fault) {
          writeWhole(fd, `${TAKEN_BACK}${oneLine(key)}\n`);
          throw fault;
        }
      } finally {
        closeSync(fd);
      }
    },
  };
}

function oneLine(key: string): string {
  return key.replace(/[\r\n]+/g, ' ');
}
