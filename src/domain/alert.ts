import type { Actor } from './actor.ts';
import type { CaseStatus } from './handling.ts';
import type { IndicatorType } from './indicator.ts';
import type { Instant, LocalDate } from './time.ts';
import type { Tlp } from './tlp.ts';
import type { Priority } from './triage.ts';

/** Whether to speak, and why: both answers are recorded. */
export type Decision =
  | { readonly kind: 'notify'; readonly reasons: readonly string[] }
  | { readonly kind: 'stay-silent'; readonly reasons: readonly string[] };

/** What an alert says, free of any sink's format. Every indicator in it is defanged already. */
export interface AlertMessage {
  readonly caseId: string;
  readonly priority: Priority;
  readonly title: string;
  /** One sentence: why this organisation hears of it. */
  readonly headline: string;
  /** Each a sentence, most telling first. */
  readonly reasons: readonly string[];
  /** Words of the sources that the reasons rest on. */
  readonly quotes: readonly { readonly text: string; readonly from: string }[];
  readonly assets: readonly AlertAsset[];
  readonly cves: readonly AlertCve[];
  /** Federal deadlines and tables, each a sentence that calls itself a benchmark: the organisation's own policy decides. */
  readonly benchmarks: readonly string[];
  readonly indicators: readonly AlertIndicator[];
  readonly firstActions: readonly string[];
  readonly due?: LocalDate;
  /** An attack was seen here: respond now; `due` is for the clean-up alone. */
  readonly isIncident?: true;
  readonly sources: readonly AlertSource[];
  readonly tlp: Tlp;
  readonly state: AlertState;
}

/** A flaw with what is known of it; an absent figure is unknown, never 0. */
export interface AlertCve {
  readonly id: string;
  /** As published. */
  readonly cvss?: {
    readonly version: string;
    readonly score: number;
    /** Who scored: CNA (who assigned the id), ADP (CISA) or NVD. */
    readonly from?: string;
    /** What its vector gives, where that is another score. */
    readonly recomputed?: number;
  };
  /** FIRST EPSS, 0..1. */
  readonly epss?: number;
  readonly kev?: { readonly dateAdded: LocalDate; readonly dueDate?: LocalDate; readonly ransomware: boolean };
  /** Catalogues beside CISA's that list it as exploited. */
  readonly listedBy?: readonly string[];
}

/** How far people have come with the case, as its card shows it. */
export interface AlertState {
  readonly status: CaseStatus;
  /** The handling's version: a button carries it, so that a click on an older card is told apart. */
  readonly version: number;
  /** One sentence a fact, e.g. "Acknowledged by dana.fox on 2024-01-22 10:42 UTC."; empty for a case that nobody touched. */
  readonly lines: readonly string[];
  readonly assignee?: Actor;
  /** What Undo would take back, e.g. "acknowledged by dana.fox"; absent when there is nothing to undo. */
  readonly undoes?: string;
}

export interface AlertAsset {
  readonly id: string;
  readonly name: string;
  readonly product: string;
  readonly version?: string;
  readonly site?: string;
  readonly owner?: string;
  readonly verdict: 'affected' | 'not-affected' | 'undecided';
  readonly because: string;
  /** A person's statement that it is not affected, in words; the verdict beside it stays what the versions say. */
  readonly declared?: string;
}

export interface AlertIndicator {
  readonly type: IndicatorType;
  /** Defanged. */
  readonly shown: string;
  /** E.g. that the host is legitimate but compromised. */
  readonly note?: string;
}

export interface AlertSource {
  readonly advisoryId: string;
  readonly publisher: string;
  readonly title: string;
  readonly link?: string;
  readonly publishedAt: Instant;
  /** How many days after that it was first seen here, where that is a month or more. */
  readonly daysLate?: number;
}

/** A text file that belongs to a case. */
export interface AlertFile {
  readonly caseId: string;
  /** Names this content for ever: other content has another name. */
  readonly name: string;
  readonly title: string;
  readonly content: string;
  readonly tlp: Tlp;
}

/** A case in a storm's table. */
export interface StormRow {
  readonly caseId: string;
  readonly priority: Priority;
  readonly title: string;
  /** How many assets got which verdict, in words. */
  readonly assets: string;
  readonly tlp: Tlp;
}
