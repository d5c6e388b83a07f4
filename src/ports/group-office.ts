import type { Actor } from '../domain/actor.ts';
import type { Case } from '../domain/case.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';

/** Putting cases together and apart by a person's word. */
export interface GroupOffice {
  /** The cases that one may be merged with, those that heard something last first. */
  others(caseId: string): Promise<readonly OtherCase[]>;
  regroup(asked: Regrouping): Promise<RegroupedNow>;
  /** Takes back what has this number, as far as its advisories are still where it put them. */
  undo(number: number, actor: Actor): Promise<Regrouped>;
}

/** A case that another may be merged with. */
export interface OtherCase {
  readonly caseId: string;
  readonly title: string;
  readonly priority: Priority;
  readonly tlp: Tlp;
}

/** What a person asks for: advisories of one case go to another, or to a new one. */
export interface Regrouping {
  readonly from: string;
  /** All of them where absent: the cases are merged. */
  readonly advisoryIds?: readonly string[];
  /** A new case where absent. */
  readonly to?: string;
  readonly actor: Actor;
}

/** What came of it. `undo`: the arguments of `wardwatch cases` that take it back. */
export type Regrouped =
  | { readonly kind: 'done'; readonly from: Case; readonly to: Case; readonly words: string; readonly undo: string }
  | { readonly kind: 'refused'; readonly because: string };

/** The same with the number by which it is taken back. */
export type RegroupedNow =
  | { readonly kind: 'done'; readonly from: Case; readonly to: Case; readonly words: string; readonly number: number }
  | Extract<Regrouped, { readonly kind: 'refused' }>;

/** An advisory that was taken out of a case by a person, and the case that holds it now. */
export interface MovedAdvisory {
  readonly advisoryId: string;
  readonly caseId: string;
}
