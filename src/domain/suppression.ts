import type { Actor } from './actor.ts';
import type { Instant, LocalDate } from './time.ts';

/** Which cases a suppression means: all that is given must hold of everything that the case is about. */
export interface SuppressionScope {
  /** Of every touched asset, as the inventory names it. */
  readonly product?: string;
  readonly vendor?: string;
  readonly site?: string;
  /** The id of the source of every advisory. */
  readonly source?: string;
  /** The only flaw that the case is about. */
  readonly cve?: string;
}

/** A person's word that cases of a kind are not to be told for a time. They are kept and listed all the same. */
export interface Suppression {
  /** `S-<number>`, counted up from 1. */
  readonly id: string;
  readonly scope: SuppressionScope;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly expiresOn: LocalDate;
  readonly by: Actor;
  readonly at: Instant;
}
