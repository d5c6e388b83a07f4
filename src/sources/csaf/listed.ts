import type { Instant } from '../../domain/time.ts';
import { readDate } from '../formats/dates.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../formats/json-access.ts';

/** A CSAF document that a publisher's list names. */
export interface ListedDocument {
  readonly url: string;
  /** When the list says it last changed; absent where the list is only of names (`index.txt`). */
  readonly changedAt?: Instant;
  /** Where its hash stands; absent where the list does not say. */
  readonly hashUrl?: string;
  readonly signatureUrl?: string;
}

/** The documents of a ROLIE feed (RFC 8322; CSAF 2.0, 7.1.15). Entries without an address are left out. */
export function documentsOfRolie(feed: JsonRecord, feedUrl: string): ListedDocument[] {
  return recordsOf(feed.entry).flatMap((entry) => {
    const links = recordsOf(entry.link).map((link) => ({ rel: textOf(link.rel), href: textOf(link.href) }));
    const hrefOf = (rel: string, ending = '') =>
      links.find((link) => link.rel === rel && link.href?.endsWith(ending) === true)?.href;
    const url = absolute(textOf(recordOf(entry.content).src) ?? hrefOf('self'), feedUrl);
    if (url === undefined) return [];
    const hashUrl = absolute(hrefOf('hash', '.sha512') ?? hrefOf('hash'), feedUrl);
    const signatureUrl = absolute(hrefOf('signature'), feedUrl);
    return [
      {
        url,
        ...changedAtOf(textOf(entry.updated) ?? textOf(entry.published)),
        ...(hashUrl !== undefined && { hashUrl }),
        ...(signatureUrl !== undefined && { signatureUrl }),
      },
    ];
  });
}

/**
 * The documents of `changes.csv` (path, time) or `index.txt` (path) of a directory (CSAF 2.0, 7.1.11 to 7.1.13). Paths are
 * relative to the list, but some publishers write them from the top of their repository: what the list's own folder ends with
 * is not repeated.
 */
export function documentsOfDirectory(text: string, listUrl: string): ListedDocument[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [path = '', changedAt] = line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
    if (!/\.json$/i.test(path)) return [];
    const url = absolute(withoutOverlap(path, listUrl), listUrl);
    return url === undefined ? [] : [{ url, ...changedAtOf(changedAt) }];
  });
}

function withoutOverlap(path: string, listUrl: string): string {
  const folder = new URL('.', listUrl).pathname.split('/').filter((part) => part !== '');
  const parts = path.split('/');
  for (let count = Math.min(folder.length, parts.length - 1); count > 0; count -= 1) {
    if (folder.slice(-count).join('/') === parts.slice(0, count).join('/')) return parts.slice(count).join('/');
  }
  return path;
}

function absolute(address: string | undefined, base: string): string | undefined {
  return address !== undefined && URL.canParse(address, base) ? new URL(address, base).href : undefined;
}

function changedAtOf(written: string | undefined): Pick<ListedDocument, 'changedAt'> {
  const changedAt = written === undefined ? undefined : readDate(written);
  return changedAt === undefined ? {} : { changedAt };
}
