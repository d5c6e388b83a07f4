import { createHash } from 'node:crypto';
import type { RawItem } from '../ports/source.ts';
import { recordOf } from './formats/json-access.ts';

/** A short hash of each item by its guid: what the last poll found. */
export type SeenItems = Readonly<Record<string, string>>;

/** Splits what a source offers into what is new or changed since the last poll, and what to remember for the next. */
export function changedSince(seen: SeenItems, items: readonly RawItem[]): { changed: RawItem[]; seen: SeenItems } {
  const hashes = items.map((item) => [item.guid, hashOf(item)] as const);
  const known = new Map(Object.entries(seen));
  return {
    changed: items.filter((item, at) => known.get(item.guid) !== hashes[at]?.[1]),
    seen: Object.fromEntries(hashes),
  };
}

/** What a cursor that was stored as JSON remembers. */
export function storedSeen(value: unknown): SeenItems {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function hashOf(item: RawItem): string {
  const envelope = JSON.stringify([item.title, item.link, item.publishedAt]);
  return createHash('sha256').update(envelope).update(item.bytes).digest('hex').slice(0, 16);
}
