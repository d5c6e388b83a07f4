import type { KevCatalogue, KevRow } from '../../domain/flaw-facts.ts';
import type { LocalDate } from '../../domain/time.ts';
import { type JsonRecord, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';

/** A catalogue of exploited flaws beside CISA's. */
export interface OtherCatalogue {
  readonly catalogue: KevCatalogue;
  readonly rows: readonly KevRow[];
}

/**
 * Reads the catalogues of ENISA (`eukev.json`: a list of rows with `cveID`, `euvdID` and days like "17/01/25") and of VulnCheck
 * (rows with a list `cve` and `date_added`, bare or under `data`). Undefined for a document of another shape.
 */
export function otherCatalogue(document: unknown): OtherCatalogue | undefined {
  const rows = Array.isArray(document) ? recordsOf(document) : recordsOf(recordOf(document).data);
  if (rows.some((row) => textOf(row.euvdID) !== undefined)) return { catalogue: 'ENISA', rows: rows.flatMap(enisaRow) };
  if (rows.some((row) => Array.isArray(row.cve) && textOf(row.date_added) !== undefined)) {
    return { catalogue: 'VulnCheck', rows: rows.flatMap(vulnCheckRows) };
  }
  return undefined;
}

/** ENISA writes "-" for what it does not know, and has no column for ransomware. */
function enisaRow(row: JsonRecord): KevRow[] {
  const cve = cveIn(row.cveID);
  if (cve === undefined) return [];
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(textOf(row.dateReported) ?? '') ?? [];
  const dateAdded = calendarDay(`20${year}-${month}-${day}`);
  const told = [row.exploitationType, row.threatActorsExploiting, row.notes].map(textOf).join(' ');
  return [rowOf('ENISA', cve, dateAdded, /ransomware/i.test(told))];
}

function vulnCheckRows(row: JsonRecord): KevRow[] {
  const dateAdded = calendarDay((textOf(row.date_added) ?? '').slice(0, 10));
  const ransomware = /^known$/i.test(textOf(row.knownRansomwareCampaignUse) ?? '');
  return textsOf(row.cve).flatMap((written) => {
    const cve = cveIn(written);
    return cve === undefined ? [] : [rowOf('VulnCheck', cve, dateAdded, ransomware)];
  });
}

function cveIn(value: unknown): string | undefined {
  return /^CVE-\d{4}-\d{4,19}$/.exec(textOf(value)?.toUpperCase() ?? '')?.[0];
}

function calendarDay(text: string): LocalDate | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function rowOf(catalogue: KevCatalogue, cve: string, dateAdded: LocalDate | undefined, ransomware: boolean): KevRow {
  return { catalogue, cve, ...(dateAdded !== undefined && { dateAdded }), ransomware, forensicTriage: false };
}
