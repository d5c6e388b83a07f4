import type { FakeArguments } from './fake-slack-arguments.ts';

/** Something that Slack tells the app. */
export interface FakeEnvelope {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: FakeArguments;
  /** How often it was told before. */
  readonly retryAttempt: number;
}

/** How the app acknowledged. */
export interface FakeAck {
  /** Milliseconds after it was sent. */
  readonly atMs: number;
  /** What the app said with it; a mere text is `{ text }`. Undefined where it said nothing. */
  readonly body: unknown;
}

/** A way from Slack to the app. */
export interface FakeTransport {
  /** @throws `NotAcked` when the app does not acknowledge in time, or refuses. */
  deliver(envelope: FakeEnvelope): Promise<FakeAck>;
}

/** The app did not acknowledge: a person sees `operation_timeout` or `dispatch_failed`. */
export class NotAcked extends Error {
  constructor(envelope: FakeEnvelope, because: string) {
    super(`${envelope.kind} was not acked: ${because}`);
  }
}
