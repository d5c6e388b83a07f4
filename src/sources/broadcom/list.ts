import { WardwatchError } from '../../errors.ts';
import type { RawItem, RefusedItem } from '../../ports/source.ts';
import { broadcomIdOf, isBroadcomEntry } from '../formats/broadcom-entry.ts';
import { readDate } from '../formats/dates.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from '../formats/json-access.ts';

/** How many advisories are asked for on a page; a page with fewer is the last. */
export const PAGE_SIZE = 100;

/** One page of the list. */
export interface ListPage {
  /** How many entries stand on it, those that cannot be read too. */
  readonly count: number;
  readonly items: readonly RawItem[];
  readonly refused: readonly RefusedItem[];
}

/**
 * A page of Broadcom's list, in the shape of now (`data.list`) or that of before (`advisoryList`). Throws WardwatchError
 * DOCUMENT_UNREADABLE for what is neither, and where the server says that it failed.
 */
export function readListPage(text: string): ListPage {
  const answer = parsedJson('The list of advisories', text);
  const data = recordOf(answer.data);
  const entries = [data.list, data.advisoryList, answer.advisoryList].find(Array.isArray);
  if (entries === undefined || answer.success === false) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', "JSON, but not a page of Broadcom's list of advisories.");
  }
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const entry of recordsOf(entries)) {
    const guid = broadcomIdOf(entry);
    if (guid !== undefined && isBroadcomEntry(entry)) items.push(itemOf(guid, entry));
    else
      refused.push({ what: textOf(entry.title) ?? 'an entry of the list', because: 'It lacks its title or its id.' });
  }
  return { count: entries.length, items, refused };
}

/** What is told of an advisory; counters and what else the server adds is no news. */
const TOLD = [
  ...['documentId', 'notificationId', 'title', 'severity', 'affectedCve', 'supportProducts'],
  ...['published', 'updated', 'workAround'],
];

function itemOf(guid: string, entry: JsonRecord): RawItem {
  const link = textOf(entry.notificationUrl);
  const publishedAt = readDate(textOf(entry.published));
  const told = Object.fromEntries(TOLD.map((key) => [key, entry[key]]));
  return {
    guid,
    ...(link !== undefined && /^https?:/.test(link) ? { link } : {}),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    format: 'broadcom-entry',
    bytes: new TextEncoder().encode(JSON.stringify(told)),
  };
}
