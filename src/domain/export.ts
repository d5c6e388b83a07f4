import type { AlertFile } from './alert.ts';

/** What a case can be exported as: a table, a STIX 2.1 bundle, or an OpenVEX document. */
export const EXPORT_FORMATS = ['csv', 'stix', 'vex'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What came of an export. */
export type ExportOutcome =
  | { readonly kind: 'file'; readonly file: AlertFile }
  /** There is nothing that this format could say of it; `because` says so in plain words. */
  | { readonly kind: 'nothing'; readonly because: string };
