import { type JsonRecord, recordsOf, textOf } from './json-access.ts';

/** The English ones of texts with a language (`{ lang, value }`), as records of CVE and the NVD hold them. */
export function englishIn(texts: unknown): string[] {
  return recordsOf(texts)
    .filter((each) => /^en\b/i.test(textOf(each.lang) ?? 'en'))
    .map((each) => textOf(each.value))
    .filter((words) => words !== undefined);
}

/** The web addresses of the references of records, each once. */
export function webAddressesIn(records: readonly JsonRecord[]): string[] {
  const addresses = records.flatMap((each) => recordsOf(each.references)).map((each) => textOf(each.url) ?? '');
  return [...new Set(addresses.filter((url) => /^https?:/i.test(url) && URL.canParse(url)))];
}
