import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalDate } from '../domain/time.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import type { Act } from './acts.ts';

/** How far the story is told, kept beside the demo's database. */
export interface DemoProgress {
  /** An earlier run was interrupted. */
  readonly isResumed: boolean;
  /** Whether a day of the act, or all of its days, is told. */
  isDone(act: Act, day?: LocalDate): boolean;
  dayDone(act: Act, day: LocalDate): void;
  finish(): void;
}

interface State {
  readonly done: readonly string[];
  readonly finished: boolean;
}

/**
 * Opens the state in the demo's folder. A story that was told to its end starts over: the folder's demo data are removed,
 * and nothing else. Throws DATA_FOLDER_IN_USE while another demo runs there.
 */
export function openProgress(folder: string): DemoProgress {
  const file = join(folder, 'demo.json');
  const unlock = lockFolder(folder, new Date().toISOString());
  if (read(file).finished) {
    for (const name of ['db', 'db.new', 'terminal-receipts', 'demo.json']) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
  unlock();
  let state = read(file);
  const write = (next: State) => {
    state = next;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(next));
    renameSync(`${file}.new`, file);
  };
  const key = (act: Act, day: LocalDate) => `${act.number}:${day}`;
  return {
    isResumed: state.done.length > 0,
    isDone: (act, day) => (day === undefined ? act.days : [day]).every((each) => state.done.includes(key(act, each))),
    dayDone: (act, day) => write({ ...state, done: [...state.done, key(act, day)] }),
    finish: () => write({ ...state, finished: true }),
  };
}

function read(file: string): State {
  if (!existsSync(file)) return { done: [], finished: false };
  try {
    const { done, finished } = JSON.parse(readFileSync(file, 'utf8')) as Partial<State>;
    return { done: done ?? [], finished: finished === true };
  } catch {
    return { done: [], finished: true };
  }
}
