import type { Instant } from '../domain/time.ts';

/** A digest that was told, as the record has it. */
export interface DigestRecord {
  readonly since: Instant;
  /** Of what it says. */
  readonly hash: string;
  /** When somebody last looked whether there is something else to say. */
  readonly lookedAt: Instant;
  /** It was refused or deleted, so that there is nothing left to edit. */
  readonly isOver: boolean;
}

/** A look at a digest, to be recorded. */
export interface DigestLook {
  readonly key: string;
  readonly channel: string;
  readonly since: Instant;
  readonly hash: string;
  readonly at: Instant;
}

/** An owner who is still to be reminded in the round of a month (`YYYY-MM`); without a word where no owner is named. */
export interface WaitingReminder {
  readonly month: string;
  readonly owner: string;
}
