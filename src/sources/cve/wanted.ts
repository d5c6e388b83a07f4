import { type JsonRecord, recordOf, recordsOf, textOf } from '../formats/json-access.ts';

/**
 * Whether a CVE record has to do with one of these: its id's assigner is called so, or a vendor of an affected product is, or
 * begins with these words ("Philips" is found in "Philips Healthcare"). Case and signs do not count.
 */
export function isWanted(record: JsonRecord, only: readonly string[]): boolean {
  const { cna, adp } = recordOf(record.containers);
  const vendors = [recordOf(cna), ...recordsOf(adp)].flatMap((container) =>
    recordsOf(container.affected).map(({ vendor }) => textOf(vendor) ?? ''),
  );
  const named = [textOf(recordOf(record.cveMetadata).assignerShortName) ?? '', ...vendors].map(wordsOf);
  return only.map(wordsOf).some((wanted) => named.some((name) => `${name} `.startsWith(`${wanted} `)));
}

function wordsOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
