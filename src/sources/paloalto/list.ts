import { WardwatchError } from '../../errors.ts';
import { readDate } from '../formats/dates.ts';
import { recordsOf, textOf } from '../formats/json-access.ts';

/** How many advisories a page holds; a shorter one is the last. */
export const PAGE_SIZE = 100;

/** An advisory as the list names it. */
export interface ListedAdvisory {
  /** A CVE id, or one of the publisher's own (PAN-SA-…). */
  readonly id: string;
  readonly updatedAt: string;
  readonly publishedAt?: string;
}

/** One page of the list, which is empty behind the last. Throws WardwatchError DOCUMENT_UNREADABLE for what is no such page. */
export function readListPage(text: string): readonly ListedAdvisory[] {
  const entries = parsed(text);
  const advisories = recordsOf(entries).flatMap((entry): ListedAdvisory[] => {
    const id = textOf(entry.ID);
    const publishedAt = readDate(textOf(entry.date));
    const updatedAt = readDate(textOf(entry.updated)) ?? publishedAt;
    if (id === undefined || !/^[A-Z][A-Z0-9-]{3,40}$/.test(id) || updatedAt === undefined) return [];
    return [{ id, updatedAt, ...(publishedAt !== undefined && { publishedAt }) }];
  });
  if (Array.isArray(entries) && entries.length === advisories.length) return advisories;
  throw new WardwatchError(
    'DOCUMENT_UNREADABLE',
    'JSON, but not a list of the advisories of Palo Alto Networks, each with its ID and the date of its update.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'The list is not valid JSON; it may be cut off.', { cause });
  }
}
