import type { Cursor, PollContext, PollOutcome, SourceConfig } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { type ExpectedExchange, httpDouble } from './http-double.ts';

/** When sources of tests are polled, unless a test says otherwise. */
export const POLLED_AT = '2030-01-01T00:00:00.000Z';

/** A source that is polled again and again with its own cursor, by servers that are asked exactly what is expected. */
export function polling(source: SourceConfig, more: Partial<Pick<PollContext, 'secret' | 'cves'>> = {}) {
  let cursor: Cursor | undefined;
  const pauses: number[] = [];
  const poll = async (exchanges: readonly ExpectedExchange[], now = POLLED_AT) => {
    const http = httpDouble(...exchanges);
    const pause = async (ms: number) => void pauses.push(ms);
    const outcome = await adapterFor(source.kind).poll({ source, cursor, http, now, pause, ...more });
    http.assertAllUsed();
    if (outcome.kind === 'changed') cursor = JSON.parse(JSON.stringify(outcome.cursor));
    return { outcome, requests: http.requests };
  };
  return {
    poll,
    /** What a poll hands on; throws where it hands on nothing. */
    news: async (exchanges: readonly ExpectedExchange[], now?: string) => newsOf((await poll(exchanges, now)).outcome),
    /** What was waited so far, in milliseconds. */
    pauses: pauses as readonly number[],
  };
}

function newsOf(outcome: PollOutcome): Extract<PollOutcome, { kind: 'changed' }> {
  if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
  return outcome;
}
