/** When it makes sense to try again: not without a change by a person, at the next occasion, or after a wait. */
export type Retry = 'never' | 'later' | { readonly afterMs: number };

/**
 * Every error code that a user can meet. Meaning and remedy stand in `docs/errors.md`, which a test keeps equal to this list.
 */
export const ERROR_CODES = [
  'CONFIG_INVALID',
  'CONFIG_NOT_FOUND',
  'AUDIT_BROKEN',
  'DATABASE_AWAY',
  'DATABASE_FULL',
  'DATABASE_NEWER',
  'DATA_FOLDER_IN_USE',
  'DATA_FOLDER_UNUSABLE',
  'QUEUE_AWAY',
  'QUEUE_UNSAFE',
  'HTTP_BLOCKED',
  'HTTP_FAILED',
  'HTTP_TOO_LARGE',
  'HTTP_TIMEOUT',
  'DOCUMENT_UNREADABLE',
  'NOT_AN_ADVISORY',
  'PDF_UNREADABLE',
  'INVENTORY_UNREADABLE',
  'NOT_FOUND',
  'USAGE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A fault that a person can do something about. The message says what was given, what was expected and where to look;
 * it never carries a secret, a live indicator or patient data.
 */
export class WardwatchError extends Error {
  readonly code: ErrorCode;
  readonly retry: Retry;

  constructor(code: ErrorCode, message: string, options: { retry?: Retry; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'WardwatchError';
    this.code = code;
    this.retry = options.retry ?? 'never';
  }
}

/** The words of any thrown thing, on one line and without a stack. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return thrown.errors.map(messageOf).join('; ');
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text.replace(/\s+/g, ' ').trim();
}
