import type { Priority, Reason, TriageInput } from '../domain/triage.ts';
import type { VulnerabilityFacts } from './facts.ts';
import type { TriagePolicy } from './policy.ts';

/** How things stand when a rule is asked: what is known, and the priority that the rules before it left. */
export interface Standing {
  readonly input: TriageInput;
  readonly policy: TriagePolicy;
  readonly priority: Priority;
}

/** A standing in which a flaw is judged: its facts are complete, because defaults were taken. */
export interface VulnerabilityStanding extends Standing {
  readonly facts: VulnerabilityFacts;
}

/** What a rule says: a reason, and the priority that it leads to where it changes it. */
export interface Finding extends Reason {
  readonly priority?: Priority;
}

/** One rule, or a small family of rules that exclude each other. */
export interface TriageRule<At extends Standing = Standing> {
  /** The name of its file. */
  readonly id: string;
  /** Asked once, in the order of the registry. An empty list means that the rule has nothing to say. */
  readonly judge: (standing: At) => readonly Finding[];
}
