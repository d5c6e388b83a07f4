import { randomUUID } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { AlertFile } from '../domain/alert.ts';
import type { TextOrigin } from '../ports/text-office.ts';

/** A message that somebody asked about, kept for the buttons below the answer. */
export interface ShelvedText {
  /** Whom the answer was shown to; nobody else gets at it. */
  readonly userId: string;
  readonly text: string;
  readonly origin: TextOrigin;
  /** The window as it was drawn. */
  readonly view?: types.ModalView;
  readonly file?: AlertFile;
}

/** Messages that people asked about, in memory alone: what somebody only looks at is stored nowhere. */
export interface TextShelf {
  /** Gives the reference by which it is found again. */
  put(one: ShelvedText): string;
  /** Keeps what was drawn of it. */
  update(ref: string, drawn: Pick<ShelvedText, 'view' | 'file'>): void;
  /** Undefined after an hour, after a restart, and for everybody else. */
  find(ref: string, userId: string): ShelvedText | undefined;
}

/** A shelf for two hundred messages; the oldest makes room. */
export function createTextShelf(nowMs: () => number): TextShelf {
  const kept = new Map<string, { readonly one: ShelvedText; readonly atMs: number }>();
  return {
    put: (one) => {
      const ref = randomUUID();
      kept.set(ref, { one, atMs: nowMs() });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return ref;
    },
    update: (ref, drawn) => {
      const entry = kept.get(ref);
      if (entry !== undefined) kept.set(ref, { ...entry, one: { ...entry.one, ...drawn } });
    },
    find: (ref, userId) => {
      const entry = kept.get(ref);
      return entry?.one.userId === userId && nowMs() - entry.atMs < KEPT_MS ? entry.one : undefined;
    },
  };
}

const MOST_KEPT = 200;
const KEPT_MS = 3_600_000;
