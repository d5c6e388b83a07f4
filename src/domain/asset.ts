import type { LocalDate } from './time.ts';

/** SSVC's system exposure: open = internet-facing, controlled = internal, small = isolated (CERT/CC SSVC, System Exposure). */
export type Exposure = 'open' | 'controlled' | 'small';

/** One thing the organisation runs, as its inventory row says. An absent field is unknown, never "no". */
export interface Asset {
  readonly id: string;
  readonly hostname?: string;
  readonly ip?: string;
  readonly vendor?: string;
  readonly product: string;
  readonly version?: string;
  readonly versionConfirmedAt?: LocalDate;
  readonly lastUpdatedAt?: LocalDate;
  readonly managed?: boolean;
  /** The organisation that supplies or runs it. */
  readonly supplier?: string;
  readonly owner?: string;
  readonly site?: string;
  readonly clinicalUse?: string;
  readonly exposure?: Exposure;
  /** SSVC safety impact. */
  readonly safety?: 'negligible' | 'marginal' | 'critical' | 'catastrophic';
  /** SSVC mission impact. */
  readonly mission?: 'degraded' | 'mef support crippled' | 'mef failure' | 'mission failure';
  /** Holds protected health information. */
  readonly phi?: boolean;
  /** A compensating control that a person verified, with the day of the check. */
  readonly compensating?: { readonly control: string; readonly verifiedOn: LocalDate };
  /** Domains, addresses, ranges and hashes seen on or around it. */
  readonly observables: readonly string[];
  readonly cpe?: string;
  readonly purl?: string;
  readonly udi?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly tags: readonly string[];
}
