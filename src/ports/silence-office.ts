import type { Actor } from '../domain/actor.ts';
import type { Suppression, SuppressionScope } from '../domain/suppression.ts';
import type { LocalDate } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';

/** What people do not want to be told of for a time. P1 and KEV are told all the same. */
export interface SilenceOffice {
  /** Those that nobody ended and that still hold. */
  holding(): Promise<readonly Suppression[]>;
  /** What all of a case has in common, and so may be kept silent; undefined where there is no such case. */
  scopesOf(caseId: string): Promise<SuppressionScope | undefined>;
  /** Which stored cases it would have hidden. */
  preview(scope: SuppressionScope): Promise<SilencePreview>;
  /** Keeps cases of a kind silent; gives the suppression's id. */
  silence(asked: Pick<Suppression, 'scope' | 'reason' | 'by'> & { readonly expiresOn: LocalDate }): Promise<string>;
  /** Ends one, and tells what it hid and is still open. False where it had ended. */
  end(id: string, actor: Actor): Promise<boolean>;
  /** Takes the end of one back. False where it holds. */
  restore(id: string, actor: Actor): Promise<boolean>;
}

/** What a suppression would have hidden of the stored cases. */
export interface SilencePreview {
  /** The newest first. */
  readonly hidden: readonly HiddenCase[];
  /** Meant, and told all the same: P1, or in KEV. */
  readonly toldAllTheSame: number;
}

/** A stored case that a suppression would have hidden. */
export interface HiddenCase {
  readonly caseId: string;
  readonly title: string;
  readonly priority: Priority;
  readonly tlp: Tlp;
}
