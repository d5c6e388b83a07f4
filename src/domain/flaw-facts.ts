import type { CvssScore } from './advisory.ts';
import type { Instant, LocalDate } from './time.ts';

/** Whose catalogue of exploited flaws. */
export type KevCatalogue = 'CISA' | 'ENISA' | 'VulnCheck';

/** One row of a catalogue of flaws that are known to be exploited. */
export interface KevRow {
  readonly catalogue: KevCatalogue;
  readonly cve: string;
  readonly dateAdded?: LocalDate;
  /** CISA's alone: a federal benchmark. */
  readonly dueDate?: LocalDate;
  readonly ransomware: boolean;
  readonly forensicTriage: boolean;
}

/** How probable exploitation within 30 days is, as FIRST publishes it every day. */
export interface EpssScore {
  /** 0..1. */
  readonly score: number;
  /** The share of flaws that score as low or lower, 0..1; the files of 2021 have none. */
  readonly percentile?: number;
  /** E.g. "v2025.03.14". Scores of two models cannot be compared. Absent in the files of 2021. */
  readonly model?: string;
  readonly day?: LocalDate;
}

/** What CISA adds to a CVE record ("vulnrichment"): its own reading by SSVC, and a score where the assigner gave none. */
export interface FlawReading {
  readonly exploitation?: 'none' | 'public poc' | 'active';
  readonly automatable?: 'yes' | 'no';
  readonly technicalImpact?: 'total' | 'partial';
  /** When CISA read it. */
  readonly at?: Instant;
  readonly cvss: readonly CvssScore[];
}

/** What is known of a flaw beside the words of advisories. What is absent is unknown, never "no" or 0. */
export interface FlawFacts {
  readonly cve: string;
  readonly kev: readonly KevRow[];
  readonly epss?: EpssScore;
  readonly reading?: FlawReading;
}

/** A model of EPSS that came in place of another: all scores jump on that day, and nothing became more urgent for it. */
export interface EpssModel {
  readonly model: string;
  readonly day: LocalDate;
}
