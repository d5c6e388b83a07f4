import type { Actor } from '../domain/actor.ts';
import type { EpssModel, FlawFacts } from '../domain/flaw-facts.ts';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import type { Rhythm } from '../domain/rhythm.ts';
import type { SourceCondition, SourcePolls } from '../domain/source-condition.ts';
import type { Instant } from '../domain/time.ts';
import type { Cursor, SourceFacts } from './source.ts';

/** What is known of a source between polls. */
export interface SourceState extends SourcePolls {
  readonly id: string;
  readonly cursor?: Cursor;
  readonly polledAt?: Instant;
  /** The last outcome in words. */
  readonly outcome?: string;
  /** Its first poll is done, so that what comes now is news. */
  readonly seeded: boolean;
  /** What was planned when it was polled last; absent before, and once it is resumed. */
  readonly plan?: PollPlan;
  /** The trouble that the operator was told of, until it is told that it is over. */
  readonly told?: SourceCondition;
  /** When the operator was last told of it. */
  readonly toldAt?: Instant;
}

/** How much comes from a source at once, and how much is usual there. */
export interface Inflow {
  /** Documents that it never offered before. */
  readonly newcomers: number;
  /** Documents that came one by one within the time that was asked for. */
  readonly recent: number;
  /** A flood of it was begun and interrupted. */
  readonly isFlooding: boolean;
}

/** When a source is asked next, and what of it the source said itself. */
export interface PollPlan {
  readonly nextPollAt: Instant;
  /** Its server asked to be left alone until then. */
  readonly waitUntil?: Instant;
  readonly rhythm?: Rhythm;
}

/** What is known of sources between polls, and the facts that they tell. */
export interface SourceShelf {
  sourceState(id: string): Promise<SourceState>;
  sourceStates(): Promise<readonly SourceState[]>;
  /** A poll that succeeded; the cursor is given when it moved. The first one ends the seeding. */
  pollSucceeded(id: string, at: Instant, outcome: string, cursor?: Cursor, isNews?: boolean): Promise<void>;
  /** A poll that did not; the cursor is given when it moved all the same. */
  pollRefused(id: string, at: Instant, because: string, cursor?: Cursor, cause?: RefusalCause): Promise<void>;

  /** What comes from a source at once, beside what came one by one since an instant. */
  inflow(sourceId: string, guids: readonly string[], since: Instant): Promise<Inflow>;
  /** Sets when a source is asked next, in place of what was planned before. */
  planPoll(sourceId: string, plan: PollPlan): Promise<void>;

  /** Stops or resumes the polling of a source, with its audit entry; false where it stood so already. */
  setPaused(sourceId: string, paused: boolean, actor: Actor, at: Instant): Promise<boolean>;

  /**
   * Stores facts about flaws and versions. One advisory of each case that names a flaw with news waits to be matched again afterwards, in
   * the batch where one is given; their ids are given back.
   */
  saveFacts(
    sourceId: string,
    facts: SourceFacts,
    isNews: (before: FlawFacts | undefined, after: FlawFacts) => boolean,
    batchId?: number,
  ): Promise<readonly string[]>;
  /** What is known of flaws; those of which nothing is known are left out. */
  flawFacts(cves: readonly string[]): Promise<readonly FlawFacts[]>;
  /** The model of EPSS that came last in place of another. */
  newEpssModel(): Promise<EpssModel | undefined>;
  /** The CVE ids that cases name. */
  namedCves(): Promise<readonly string[]>;
  /** How long makers mend their products, as sources say. */
  releaseCycles(): Promise<readonly ReleaseCycle[]>;
}
