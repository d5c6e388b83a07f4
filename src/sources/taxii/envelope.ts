import { WardwatchError } from '../../errors.ts';
import { type JsonRecord, parsedJson, recordsOf, textOf } from '../formats/json-access.ts';

/** A page of a collection (TAXII 2.1, section 3.7). */
export interface Envelope {
  readonly objects: readonly JsonRecord[];
  /** What asks for the next page; absent on the last. */
  readonly next?: string;
}

const KEYS = new Set(['more', 'next', 'objects']);

/** Reads a page; an empty collection is an envelope with nothing in it. Throws WardwatchError DOCUMENT_UNREADABLE for what is none. */
export function readEnvelope(text: string): Envelope {
  const envelope = parsedJson('The answer of the TAXII server', text);
  const { more, objects } = envelope;
  const isEnvelope = Object.keys(envelope).every((key) => KEYS.has(key));
  if (!isEnvelope || !/^\s{0,100}\{/.test(text) || (objects !== undefined && !Array.isArray(objects))) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'JSON, but not the objects of a collection of TAXII 2.1.');
  }
  const next = textOf(envelope.next);
  if (more === true && next === undefined) {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      'The TAXII server has more objects, and does not say how to ask for them.',
    );
  }
  return { objects: recordsOf(objects), ...(more === true && next !== undefined && { next }) };
}
