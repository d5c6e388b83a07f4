import type { SourceCondition } from '../domain/source-condition.ts';
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

/** Of which trouble of a source the operator is told now, in place of which one; undefined: of none. */
export interface SourceTold {
  readonly id: string;
  readonly before: SourceCondition | undefined;
  readonly told: SourceCondition | undefined;
}

/** What came and was told within a time. */
export interface NewsCount {
  readonly documents: number;
  /** New or changed. */
  readonly advisories: number;
  /** Cases of which an alert was posted, however many channels took it. */
  readonly alerts: number;
}
