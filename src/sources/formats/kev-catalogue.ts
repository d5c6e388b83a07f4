import type { RawItem, RefusedItem } from '../../ports/source.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json-access.ts';
import { isKevEntry } from './kev-entry.ts';

/** Whether a JSON document is CISA's catalogue of known exploited vulnerabilities, or has its shape. */
export function isKevCatalogue(document: JsonRecord): boolean {
  const entries = recordsOf(document.vulnerabilities);
  return (
    Array.isArray(document.vulnerabilities) &&
    (textOf(document.catalogVersion) !== undefined || entries.some(isKevEntry))
  );
}

/** One document an entry, by its CVE id; entries without what the catalogue's schema requires are refused one by one. */
export function kevItems(name: string, catalogue: JsonRecord): { items: RawItem[]; refused: RefusedItem[] } {
  const items = new Map<string, RawItem>();
  const refused: RefusedItem[] = [];
  const rows = Array.isArray(catalogue.vulnerabilities) ? catalogue.vulnerabilities.map(recordOf) : [];
  for (const [index, entry] of rows.entries()) {
    const cve = textOf(entry.cveID);
    if (cve === undefined || !isKevEntry(entry)) {
      refused.push({
        what: `${name}, entry ${index + 1}${cve === undefined ? '' : ` (${cve})`}`,
        because: 'The entry lacks a CVE id or a product.',
      });
      continue;
    }
    const publishedAt = readDate(textOf(entry.dateAdded));
    items.set(cve, {
      guid: cve,
      title: `${cve}: ${textOf(entry.vulnerabilityName) ?? cve}`,
      ...(publishedAt === undefined ? {} : { publishedAt }),
      format: 'kev-entry',
      bytes: new TextEncoder().encode(JSON.stringify(entry)),
    });
  }
  return { items: [...items.values()], refused };
}
