import { minuteOf } from '../cases/apply-action.ts';
import { counted, listed } from '../cases/listed.ts';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import type { ConditionSince, SourceCondition } from '../domain/source-condition.ts';
import type { Instant } from '../domain/time.ts';

/** A source, as far as words about it go. */
export interface ToldSource extends ConditionSince {
  readonly failures: number;
  readonly succeededAt?: Instant;
  /** The last outcome in words. */
  readonly outcome?: string;
  readonly standsByFor?: readonly string[];
}

/** How a source is doing, and since when: "blocked since 2024-02-22 10:42 UTC". */
export function conditionWords({ condition, since, standsByFor }: Omit<ToldSource, 'failures'>): string {
  const words = CONDITION_WORDS[condition];
  if (condition === 'standing-by' && standsByFor !== undefined) return `standing by for ${listed(standsByFor)}`;
  if (condition === 'quiet' && since !== undefined) return `quiet: nothing new since ${minuteOf(since)}`;
  return since === undefined ? words : `${words} since ${minuteOf(since)}`;
}

const CONDITION_WORDS: Readonly<Record<SourceCondition, string>> = {
  healthy: 'healthy',
  quiet: 'quiet',
  'never-read': 'not read yet',
  'standing-by': 'standing by',
  stale: 'stale',
  blocked: 'blocked',
  broken: 'broken',
  paused: 'paused by a person',
};

/** How a source is doing, when it was last read, and what came of its last poll. */
export function sourceWords(source: ToldSource): string {
  const { condition, failures, succeededAt, outcome = 'not polled yet' } = source;
  if (condition === 'paused' || condition === 'standing-by') return conditionWords(source);
  const read = succeededAt === undefined ? 'never read' : `last read ${minuteOf(succeededAt)}`;
  const refused = failures === 0 ? '' : `, refused ${counted(failures, 'time')} in a row`;
  return `${conditionWords(source)} · ${read}${refused}: ${outcome}`;
}

/** What a person can do about a source that is not read; undefined where there is nothing to do. */
export function sourceFix(
  source: ConditionSince & { readonly id: string; readonly cause?: RefusalCause },
): string | undefined {
  const { id, condition, cause } = source;
  if (condition === 'stale') {
    return 'Nobody asks it: see whether a process that polls runs ("wardwatch start", or the worker "poll").';
  }
  if (condition === 'paused') return `"wardwatch sources resume ${id}" polls it again.`;
  const isRefused = condition === 'blocked' || condition === 'broken';
  return isRefused && cause !== undefined ? FIXES[cause](id) : undefined;
}

/** What to do about a place from which the inventory is not taken. */
export const ORIGIN_FIX =
  'Do what it says. A file that was refused is taken again when it changes, and forgotten when it is moved away.';

const OTHER_WAYS =
  "Let the publisher's mails or its files come into a drop folder, name sources that stand by for it (fallbacks), or switch it off.";

const FIXES: Readonly<Record<RefusalCause, (id: string) => string>> = {
  login: () =>
    'It wants a login. Name the variable with its key (secretEnv), or see whether its public address has changed.',
  forbidden: () => `It refuses automated clients, or this one. ${OTHER_WAYS}`,
  challenge: () => `It lets no program through. ${OTHER_WAYS}`,
  robots: () => `Its robots.txt forbids this address to programs. ${OTHER_WAYS}`,
  'off-limits': () =>
    'It leads to an address that is never asked. Correct its url; if it stands in your own network, write `internal: true` into its description. If neither you nor its publisher meant this, somebody else may have changed it.',
  missing: () => 'The publisher may have moved it. Look for its new address, and correct its url.',
  gone: () => 'The publisher has taken it away. Look for what came in its place, or switch it off.',
  busy: () => 'It is asked too often. Give it a longer interval (every).',
  trouble: () => 'Its server has trouble of its own. There is nothing to do but wait; it is asked again.',
  certificate: () =>
    'Its certificate is not trusted. The publisher has to renew it; for a host of your own, or behind a proxy that opens TLS, name the certificate of its authority (caFile).',
  unreachable: () =>
    'It does not answer from here. See whether network, name server, proxy and firewall let it through.',
  unexpected: () =>
    'Something else came than this source should hold. Open its address in a browser; correct its url, selectors or markers.',
  shrunk: (id) => `Where it really is smaller now, "wardwatch sources poll ${id} --accept-smaller" takes it as it is.`,
};
