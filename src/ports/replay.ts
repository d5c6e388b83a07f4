import type { Advisory } from '../domain/advisory.ts';
import type { Instant } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { Batch } from './case-desk.ts';
import type { ChannelRef } from './outbox.ts';

/** A revision of an advisory as it came in. */
export interface Arrival {
  readonly advisoryId: string;
  readonly revision: number;
  readonly fetchedAt: Instant;
  /** The batch that it came in with; absent: it came by itself. */
  readonly batch?: Batch;
}

/** Something that people were told of a case by wardwatch itself: its card, or an update in its thread. */
export interface Telling extends ChannelRef {
  readonly at: Instant;
  readonly kind: 'alert' | 'update';
  readonly caseId: string;
  readonly priority: Priority;
  /** Somebody was called. */
  readonly hasMention: boolean;
  /** Of what was said. */
  readonly tlp: Tlp;
  /** The same for one event in every channel that was told of it. */
  readonly event: string;
}

/** Which advisories a case holds. */
export interface CaseStory {
  readonly caseId: string;
  readonly title: string;
  readonly advisoryIds: readonly string[];
}

/** What a replay of the past asks of the record. */
export interface ReplayShelf {
  /** What came in since then, in that order, with the revision before it of what was only changed since. */
  arrivals(since: Instant): Promise<readonly Arrival[]>;
  /** What these revisions say, in the order asked for. */
  revisions(refs: readonly Pick<Arrival, 'advisoryId' | 'revision'>[]): Promise<readonly Advisory[]>;
  /** What was told since then, what a person did left out. */
  tellings(since: Instant): Promise<readonly Telling[]>;
  caseStories(): Promise<readonly CaseStory[]>;
}
