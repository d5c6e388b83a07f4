import type { Actor } from './actor.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Instant } from './time.ts';

/** How far people have come with a case. */
export type CaseStatus =
  | 'open'
  | 'acknowledged'
  | 'snoozed'
  | 'resolved-patched'
  | 'resolved-mitigated'
  | 'resolved-not-affected'
  | 'resolved-false-positive';

/** VEX status justifications (CISA, "VEX Status Justifications", June 2022): why something is not affected. */
export const VEX_JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

export type VexJustification = (typeof VEX_JUSTIFICATIONS)[number];

/** What a VEX statement is about: one asset, or every asset of the case that runs a product (named as the assets name it). */
export type VexSubject =
  | { readonly kind: 'asset'; readonly assetId: string }
  | { readonly kind: 'product'; readonly product: string };

/** A person's word that something of a case is not affected, and why. It ends when the case gains a flaw that it does not name. */
export interface VexStatement {
  readonly about: VexSubject;
  readonly justification: VexJustification;
  /** The case's CVE ids when it was made; empty for a case without any. */
  readonly cves: readonly string[];
  readonly note?: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** What a snooze holds back: the updates in the thread and the reminders, or the reminders alone. A rise in priority ends both. */
export type SnoozeScope = 'updates-and-reminders' | 'reminders';

export interface Snooze {
  readonly until: Instant;
  readonly reason: string;
  readonly covers: SnoozeScope;
  readonly by: Actor;
  readonly at: Instant;
}

export interface Resolution {
  readonly how: 'patched' | 'mitigated' | 'not-affected' | 'false-positive';
  readonly note?: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** How far the remedy of a flaw on an asset has come. `accepted`: the risk is borne, on a person's word. */
export const REMEDIATION_STATES = ['open', 'in-progress', 'done', 'accepted'] as const;

export type RemediationState = (typeof REMEDIATION_STATES)[number];

/** How far the remedy on one asset has come for some flaws; what is not named is open. */
export interface Remediation {
  readonly assetId: string;
  readonly state: Exclude<RemediationState, 'open'>;
  /** Empty in a case without CVE ids: it is about all of it. */
  readonly cves: readonly string[];
  readonly note?: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** What people decided about a case. */
export interface HandlingState {
  readonly acknowledged?: { readonly by: Actor; readonly at: Instant };
  readonly assignee?: Actor;
  readonly snooze?: Snooze;
  readonly resolution?: Resolution;
  readonly statements: readonly VexStatement[];
  /** Absent where nobody said anything of it yet. */
  readonly remediations?: readonly Remediation[];
}

/** What people decided, with what is needed to take the last decision back. */
export interface Handling extends HandlingState {
  /** Counts up from 0 with every change, so that a click on an older card is told apart. */
  readonly version: number;
  /** The last change by a person, as long as it can be undone. */
  readonly last?: { readonly what: string; readonly by: Actor; readonly at: Instant; readonly before: HandlingState };
}

/** A case that nobody has touched yet. */
export const UNHANDLED: Handling = { version: 0, statements: [] };

/** What a person does with a case. */
export type CaseAction =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'assign'; readonly to: Actor }
  | { readonly kind: 'snooze'; readonly until: Instant; readonly reason: string; readonly covers: SnoozeScope }
  | {
      readonly kind: 'not-affected';
      readonly about: NonEmpty<VexSubject>;
      readonly justification: VexJustification;
      readonly note?: string;
    }
  | {
      readonly kind: 'remediate';
      readonly assetIds: NonEmpty<string>;
      readonly state: RemediationState;
      /** Absent: every flaw that the case has now. */
      readonly cves?: readonly string[];
      readonly note?: string;
    }
  | { readonly kind: 'resolve'; readonly how: 'patched' | 'mitigated' | 'false-positive'; readonly note?: string }
  /** Ends a snooze or takes a resolution back; what else was decided stays. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'undo' };

/** Where a case stands, read from what people decided. */
export function statusOf(handling: HandlingState): CaseStatus {
  if (handling.resolution !== undefined) return `resolved-${handling.resolution.how}`;
  if (handling.snooze !== undefined) return 'snoozed';
  return handling.acknowledged === undefined ? 'open' : 'acknowledged';
}
