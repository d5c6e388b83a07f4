import type { Actor } from './actor.ts';
import type { Instant } from './time.ts';

/** One change by a person, or by wardwatch on a person's behalf, before it has its place in the chain. */
export interface AuditEvent {
  readonly at: Instant;
  readonly actor: Actor;
  /** `case.acknowledge`, `source.pause`, `assets.change`, … */
  readonly action: string;
  /** What was changed: a case id, a source id, … */
  readonly subject: string;
  /** What held before and after, as JSON; absent where there is no state, only an act. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** An event in the audit's chain: each entry's hash covers the entry and the hash before it, so that none can be changed or taken out unseen. */
export interface AuditEntry extends AuditEvent {
  /** Counts up from 1 without a gap. */
  readonly number: number;
  /** SHA-256 in hex of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}
