import type { Advisory } from './advisory.ts';
import type { Asset } from './asset.ts';
import type { FlawFacts } from './flaw-facts.ts';
import type { Handling, Remediation } from './handling.ts';
import type { Match } from './match.ts';
import type { Instant } from './time.ts';
import type { TriageDecision } from './triage.ts';

/** An advisory as a member of a case, and why it belongs there. */
export interface CaseMember {
  readonly advisory: Advisory;
  readonly joinedBecause: string;
}

/** An asset that a case touches: every match of every advisory of the case on it, and the most urgent triage among them. */
export interface CaseAsset {
  readonly asset: Asset;
  readonly matches: readonly Match[];
  readonly triage: TriageDecision;
}

/** What a person said in another case of the remedy of a flaw that this one is about as well. */
export interface RemedyElsewhere extends Remediation {
  readonly caseId: string;
}

/** The advisories that tell one story, with what they touch. */
export interface Case {
  /** `C-<number>`, counted up from 1. */
  readonly id: string;
  readonly title: string;
  readonly openedAt: Instant;
  /** In the order in which they joined. */
  readonly members: readonly CaseMember[];
  /** Most urgent first. */
  readonly assets: readonly CaseAsset[];
  readonly triage: TriageDecision;
  /** What was known of its flaws beside the words of its advisories when it was last decided; absent: nothing. */
  readonly facts?: readonly FlawFacts[];
  readonly handling: Handling;
  /** Oldest first; absent: nothing. */
  readonly remediedElsewhere?: readonly RemedyElsewhere[];
}
