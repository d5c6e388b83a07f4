import type { AlertFile, AlertMessage, StormRow } from '../domain/alert.ts';
import type { Digest, DigestChart, StaleReminder } from '../domain/digest.ts';
import type { Instant } from '../domain/time.ts';
import type { Priority } from '../domain/triage.ts';
import type { Outgoing, Receipt } from './sink.ts';

/** Something to say, as the outbox holds it. */
export interface OutboxRow {
  readonly id: number;
  readonly sink: 'terminal' | 'slack';
  readonly outgoing: Outgoing;
  readonly state: 'pending' | 'sending' | 'posted' | 'unknown' | 'dead';
  readonly attempts: number;
  readonly because?: string;
  /** When it was first attempted; from then on it may have been said. */
  readonly attemptedAt?: Instant;
}

/** A place where people are told. */
export interface ChannelRef {
  readonly sink: OutboxRow['sink'];
  readonly channel: string;
}

/**
 * A new outbox row. `edit`, `update` and `file` find their root in the alert of the same case and channel when they are
 * sent, an `alert` of a storm in the storm's message, a `chart` and a later `digest` in the first one with their key. A waiting
 * `edit`, `storm` or `digest` is replaced by a newer one.
 */
export type NewOutboxRow = {
  readonly sink: OutboxRow['sink'];
  readonly key: string;
  readonly channel: string;
  readonly priority: Priority;
  /** A person just did it: it goes before everything else, in quiet hours too. */
  readonly byPerson?: true;
} & (
  | {
      readonly caseId: string;
      readonly kind: 'alert';
      readonly message: AlertMessage;
      readonly mention?: string;
      readonly stormId?: number;
    }
  | { readonly caseId: string; readonly kind: 'edit'; readonly message: AlertMessage }
  | {
      readonly caseId: string;
      readonly kind: 'update';
      readonly message: AlertMessage;
      readonly changes: readonly string[];
      readonly mention?: string;
    }
  | { readonly caseId: string; readonly kind: 'file'; readonly file: AlertFile }
  | { readonly kind: 'summary'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'digest'; readonly digestKey: string; readonly digest: Digest }
  | { readonly kind: 'chart'; readonly digestKey: string; readonly chart: DigestChart }
  | { readonly kind: 'reminder'; readonly reminder: StaleReminder }
  | { readonly kind: 'storm'; readonly stormId: number; readonly rows: readonly StormRow[] }
);

/** How a claim is made. */
export interface Claim {
  readonly now: Instant;
  /** The least time between two messages to the channel. */
  readonly paceMs: number;
  /** Quiet hours: only P1 and what a person just did. */
  readonly isQuiet: boolean;
}

/** How an attempt to say something ended, for the record. */
export type Settlement =
  | { readonly kind: 'posted'; readonly receipt: Receipt }
  /** `holdsChannel`: the sink asked for patience, so nothing goes to this channel before `dueAt`. */
  | { readonly kind: 'retry'; readonly dueAt: Instant; readonly because: string; readonly holdsChannel?: true }
  | { readonly kind: 'unknown'; readonly dueAt: Instant; readonly because: string }
  | { readonly kind: 'dead'; readonly because: string }
  /** What it belongs to was deleted: the conversation is over, and the next thing to tell is an alert again. */
  | { readonly kind: 'gone'; readonly because: string };
