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
  readonly cves: readonly string[];
  readonly indicators: readonly AlertIndicator[];
  readonly firstActions: readonly string[];
  readonly due?: LocalDate;
  readonly sources: readonly AlertSource[];
  readonly tlp: Tlp;
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
}
