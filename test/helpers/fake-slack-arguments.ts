/** The arguments of one call: JSON strings of a form are parsed already. */
export type FakeArguments = Readonly<Record<string, unknown>>;

/** One method of the Web API: answers what stands beside `ok: true`, or throws a `FakeRefusal`. */
export type FakeMethod = (args: FakeArguments) => Record<string, unknown>;

/** A refusal in Slack's way: HTTP 200 with `ok: false`. */
export class FakeRefusal extends Error {
  readonly error: string;
  readonly messages: readonly string[];
  /** What stands beside `error`, such as the scope that is needed. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(error: string, messages: readonly string[] = [], details: Readonly<Record<string, unknown>> = {}) {
    super([error, ...messages].join(' '));
    this.error = error;
    this.messages = messages;
    this.details = details;
  }
}

/** An argument that is text; undefined where it is absent or empty, which Slack takes for the same. */
export function optionalText(args: FakeArguments, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An argument that must be there; else it throws Slack's `missing_argument`. */
export function requiredText(args: FakeArguments, name: string): string {
  const value = optionalText(args, name);
  if (value === undefined) throw new FakeRefusal('missing_argument', [`[ERROR] missing required field: ${name}`]);
  return value;
}

/** A yes: forms say it as text. */
export function isYes(args: FakeArguments, name: string): boolean {
  return String(args[name]) === 'true';
}

/** One page of a list, as every `*.list` and `conversations.members` gives it. */
export function pageOf<T>(
  all: readonly T[],
  args: FakeArguments,
): { readonly page: readonly T[]; readonly next_cursor: string } {
  const limit = Number(args.limit ?? 100);
  const from = Number(args.cursor || 0);
  if (!Number.isInteger(from)) throw new FakeRefusal('invalid_cursor');
  return {
    page: all.slice(from, from + limit),
    next_cursor: from + limit < all.length ? String(from + limit) : '',
  };
}

/** A JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; none where it is no list. */
export function recordsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
