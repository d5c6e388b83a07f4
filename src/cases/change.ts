import type { Advisory } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';

/** What is compared of a case: a `Case` is one. Without `handling`, nobody did anything with it. */
export type CaseSnapshot = Pick<Case, 'members' | 'assets' | 'triage' | 'facts'> &
  Partial<Pick<Case, 'handling' | 'remediedElsewhere'>>;

/** A case before and after a newcomer: the advisory, or its new revision, that was just taken in. */
export interface Change {
  readonly before: CaseSnapshot;
  readonly after: CaseSnapshot;
  readonly newcomer: Advisory;
}
