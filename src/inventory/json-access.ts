/** A JSON object of unknown content. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is anything else. */
export function recordOf(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {};
}

/** The value's members that are objects; none where it is no list. */
export function recordsOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null).map(recordOf) : [];
}

/** The value as well-formed text without white space around it; undefined where it is empty or no text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\p{Surrogate}/gu, '\ufffd').trim();
  return text === '' ? undefined : text;
}
