import type { Actor } from '../domain/actor.ts';
import type { DecidedNames, NameDecision } from '../domain/name-decision.ts';
import type { NameRecord } from './name-records.ts';

/** What people decide of names: that "Relay Desk" here is what advisories call "RelayDesk", or is another product. */
export interface NamesOffice {
  records(): Promise<readonly NameRecord[]>;
  /** The name of an asset beside a name as advisories write it, with or without the vendor in front. */
  find(assetId: string, written: string): Promise<NamesFound>;
  /** The names that a case's advisories give beside names of the inventory: taken for one another, or perhaps the same. */
  ofCase(caseId: string): Promise<readonly CaseNames[]>;
  /** What a decision on two names is about. */
  reach(names: DecidedNames): Promise<NamesReach>;
  decide(names: DecidedNames, verdict: NameDecision['verdict'], why: string, actor: Actor): Promise<NamesDecided>;
  /** Takes a decision away, so that the words of the names count again. */
  forget(id: number, actor: Actor): Promise<NamesDecided>;
  /** Takes back the last change of a decision, within 24 hours. */
  undo(id: number, actor: Actor): Promise<NamesDecided>;
}

export type NamesFound =
  | { readonly kind: 'found'; readonly names: DecidedNames }
  | { readonly kind: 'refused'; readonly because: string };

/** Two names that meet in a case. */
export interface CaseNames {
  readonly names: DecidedNames;
  /** `undecided`: they may mean one product, so no match rests on them yet. */
  readonly verdict: 'same' | 'undecided';
  readonly because: string;
  /** How far a decision on them would go, beyond this case. */
  readonly reach: NamesReach;
}

/** How far a decision on two names goes. */
export interface NamesReach {
  /** Ids of all assets that go by the inventory's name. */
  readonly assetIds: readonly string[];
  /** Stored advisories that give the other name. */
  readonly advisories: number;
  /** Cases in which one of them touches one of the assets. */
  readonly caseIds: readonly string[];
}

export type NamesDecided =
  | {
      readonly kind: 'decided';
      readonly record: NameRecord;
      readonly reach: NamesReach;
      /** Waits until all is matched again, and says in one sentence what came out otherwise. */
      readonly effect: () => Promise<string>;
    }
  | { readonly kind: 'refused'; readonly because: string };
