import { WardwatchError } from '../../errors.ts';

/** A JSON object of unknown content. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is anything else. */
export function recordOf(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {};
}

/** The value's members that are objects; none where it is no list. */
export function recordsOf(value: unknown): JsonRecord[] {
  return Array.isArray(value)
    ? value.filter((member) => typeof member === 'object' && member !== null).map(recordOf)
    : [];
}

/** The value as text without white space around it; `undefined` where it is empty or no text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** The value's members that are texts; none where it is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== undefined) : [];
}

/** A JSON document as an object. Throws WardwatchError DOCUMENT_UNREADABLE where the text is not valid JSON. */
export function parsedJson(what: string, text: string): JsonRecord {
  try {
    const document = recordOf(JSON.parse(text));
    JSON.stringify(document);
    return document;
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `${what} is not valid JSON; it may be cut off.`, { cause });
  }
}
