import type { Instant } from '../../domain/time.ts';
import { WardwatchError } from '../../errors.ts';
import type { RawItem, RefusedItem } from '../../ports/source.ts';
import { readDate } from '../formats/dates.ts';
import { parsedJson, recordOf, recordsOf, textOf } from '../formats/json-access.ts';
import { isNvdRecord } from '../formats/nvd.ts';

/** One answer of the NVD's API. */
export interface NvdPage {
  /** How many records there are on all pages. */
  readonly total: number;
  /** How many stand on this page, those that cannot be read too. */
  readonly count: number;
  readonly records: readonly NvdRecord[];
  readonly refused: readonly RefusedItem[];
}

/** A record as a document, and when it last changed; absent where it does not say. */
export interface NvdRecord {
  readonly item: RawItem;
  readonly changedAt?: Instant;
}

/**
 * Reads an answer of the NVD's API 2.0 to a question for the records from `startIndex` on. Throws WardwatchError
 * DOCUMENT_UNREADABLE for what is none, is the answer to another question, or is cut off.
 */
export function readPage(text: string, startIndex: number): NvdPage {
  const answer = parsedJson('The answer of the NVD', text);
  const { totalResults: total, vulnerabilities } = answer;
  if (answer.format !== 'NVD_CVE' || typeof total !== 'number' || !Array.isArray(vulnerabilities)) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'JSON, but not an answer of the API 2.0 of the NVD.');
  }
  if (answer.startIndex !== startIndex) {
    const because = `The NVD was asked for the records from ${startIndex} on, and answered with those from ${answer.startIndex} on.`;
    throw new WardwatchError('DOCUMENT_UNREADABLE', because);
  }
  if (vulnerabilities.length === 0 && startIndex < total) {
    const because = `The NVD says that there are ${total} records, and gives ${startIndex} of them.`;
    throw new WardwatchError('DOCUMENT_UNREADABLE', because);
  }
  const records: NvdRecord[] = [];
  const refused: RefusedItem[] = [];
  for (const [at, entry] of recordsOf(vulnerabilities).entries()) {
    const record = recordOf(entry.cve);
    const id = textOf(record.id);
    if (id !== undefined && isNvdRecord(record)) {
      const link = `https://nvd.nist.gov/vuln/detail/${id}`;
      const bytes = new TextEncoder().encode(JSON.stringify(record));
      const changedAt = readDate(textOf(record.lastModified));
      records.push({ item: { guid: id, link, format: 'nvd', bytes }, ...(changedAt !== undefined && { changedAt }) });
    } else {
      const what = id ?? `record ${startIndex + at + 1} of the NVD`;
      refused.push({ what, because: 'The record lacks a CVE id, a description or a status.' });
    }
  }
  return { total, count: vulnerabilities.length, records, refused };
}
