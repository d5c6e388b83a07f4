import type { AlertFile, AlertMessage, StormRow } from '../domain/alert.ts';
import type { Digest, DigestChart, StaleReminder } from '../domain/digest.ts';
import type { Instant } from '../domain/time.ts';

/** What a sink needs to find a message again: Slack's channel and ts, for instance. JSON. */
export type Receipt = Readonly<Record<string, string>>;

/** One thing to say, exactly once. */
export type Outgoing = {
  /** Names this event for ever: the same key is never said twice. */
  readonly key: string;
  /** Where within the sink: a Slack channel id; `terminal` for the terminal. */
  readonly channel: string;
} & (
  | {
      readonly kind: 'alert';
      readonly message: AlertMessage;
      /** The group to call, by its Slack id; absent: nobody is called. */
      readonly mention?: string;
      /** The storm summary whose thread it belongs to; absent: it stands by itself. */
      readonly root?: Receipt;
    }
  /** Redraws the alert that `root` names, without a sound. */
  | { readonly kind: 'edit'; readonly message: AlertMessage; readonly root: Receipt }
  /** Says what changed, under the alert that `root` names. */
  | {
      readonly kind: 'update';
      readonly message: AlertMessage;
      readonly changes: readonly string[];
      readonly mention?: string;
      readonly root: Receipt;
    }
  /** A file under the alert that `root` names. */
  | { readonly kind: 'file'; readonly file: AlertFile; readonly root: Receipt }
  /** Something in one message: what the first poll of a source found, or a notice to the operator. */
  | { readonly kind: 'summary'; readonly title: string; readonly lines: readonly string[] }
  /** The digest of a day, whose first message has the key `digestKey`; with a root, that message is redrawn. */
  | { readonly kind: 'digest'; readonly digestKey: string; readonly digest: Digest; readonly root?: Receipt }
  /** An image under the digest that `root` names. */
  | { readonly kind: 'chart'; readonly chart: DigestChart; readonly root: Receipt }
  /** Asks the owner of assets whether their versions still hold. */
  | { readonly kind: 'reminder'; readonly reminder: StaleReminder }
  /** Many alerts at once, as one table whose parts stand in its thread; with a root, that message is redrawn. */
  | { readonly kind: 'storm'; readonly rows: readonly StormRow[]; readonly root?: Receipt }
);

export type Delivery =
  | { readonly kind: 'delivered'; readonly receipt: Receipt }
  /** Surely not said. */
  | { readonly kind: 'retry-later'; readonly afterMs?: number; readonly because: string }
  /** Perhaps said: look it up with `find` before saying it again. */
  | { readonly kind: 'unknown'; readonly because: string }
  /** Refused for good: a person must act. `gone`: what `root` names was deleted, so that only a new alert can say it. */
  | { readonly kind: 'rejected'; readonly because: string; readonly gone?: true };

export type Found =
  | { readonly kind: 'found'; readonly receipt: Receipt }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot-tell'; readonly because: string };

/** Where people are told. */
export interface Sink {
  readonly id: 'terminal' | 'slack';
  /** The least time between two deliveries to one channel. */
  readonly paceMs: number;
  deliver(outgoing: Outgoing): Promise<Delivery>;
  /** Looks for an event whose outcome is unknown; `since` is when it was first attempted. */
  find(outgoing: Outgoing, since: Instant): Promise<Found>;
}
