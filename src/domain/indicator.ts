import type { Quote } from './quote.ts';

/** The kinds of indicator of compromise that wardwatch reads. CVE and ATT&CK ids are found the same way and kept apart. */
export const INDICATOR_TYPES = [
  'ipv4',
  'ipv6',
  'cidr',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'ssdeep',
  'filename',
  'filepath',
  'registry',
  'mutex',
  'cve',
  'attack',
  'asn',
  'btc',
  'other',
] as const;

export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** An indicator as a document names it. */
export interface Indicator {
  readonly type: IndicatorType;
  /** Canonical and live. Never print, log or post it: show `defang(indicator)` instead. */
  readonly value: string;
  readonly quote: Quote;
  /** Why it is kept as an indicator, or set aside, in one sentence for a person. */
  readonly because: string;
  /** Present when the host belongs to a victim or a legitimate party: blocking it needs a person. */
  readonly legitimate?: 'compromised' | 'shared-service';
}
