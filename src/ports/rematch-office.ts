import type { Actor } from '../domain/actor.ts';
import type { RematchRun } from '../domain/rematch-run.ts';

/** The matching again of what is stored, as people follow it, stop it and let it go on. */
export interface RematchOffice {
  /** What is being matched again, and what was stopped of it, the oldest first. */
  runs(): Promise<readonly RematchRun[]>;
  /** Stops what a person saw, the newest of it by its batch; what is left keeps its matches of before, and what was found is told. How many advisories that are. */
  stop(upTo: number, actor: Actor): Promise<number>;
  /** Lets what a person saw go on where it was stopped. How many advisories that are. */
  resume(upTo: number, actor: Actor): Promise<number>;
}
