import { JsonRecords } from '../json-records.ts';
import { unreadable } from '../unreadable.ts';
import type { InventoryFormat } from './types.ts';

/** A JSON list of records, by itself or within the answer of an interface: ServiceNow's `result`, Microsoft Graph's `value`. */
export const json: InventoryFormat = {
  id: 'json',
  recognises: ({ document }) => document !== undefined,
  async *read({ document, mappings }) {
    const records = new JsonRecords(mappings);
    for (const [index, record] of recordsIn(document).entries()) {
      yield* records.read(record, index + 1);
      if (index % REST_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    if (typeof document === 'object' && document !== null && '@odata.nextLink' in document) {
      const because =
        'There are more pages than this one (@odata.nextLink), and a sync would remove what they name. Export all of it.';
      yield { kind: 'refused', line: recordsIn(document).length + 1, because };
    }
    yield* records.ended();
  },
};

const REST_EVERY = 500;

function recordsIn(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null) {
    throw unreadable('This is JSON, but neither a list of assets nor an object. Export a list of objects, or CSV.');
  }
  const list = WRAPPERS.map((name) => (document as Readonly<Record<string, unknown>>)[name]).find(Array.isArray);
  return list ?? [document];
}

/** Fields in which interfaces answer with a list. */
const WRAPPERS = ['assets', 'result', 'records', 'value', 'values', 'items', 'data'];
