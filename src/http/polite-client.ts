import { setTimeout as pause } from 'node:timers/promises';
import type { HttpClient } from '../ports/http.ts';
import { createHttpClient, type HttpClientOptions } from './client.ts';
import { followingClient } from './following-client.ts';
import { pacedClient } from './paced-client.ts';
import { robotsClient } from './robots-client.ts';

/** Asked of one host side by side. */
const AT_ONCE = 2;
/** Between two requests to one host. */
const GAP_MS = 1_000;

/**
 * The client that sources are asked with: guarded, never in a rush, and with an eye on robots.txt. `contact` (an address of
 * mail or web) is told to every server, so that whoever minds can say so.
 */
export function createPoliteClient(
  options: Pick<HttpClientOptions, 'proxy'> & { readonly contact?: string } = {},
): HttpClient {
  const { contact, ...rest } = options;
  const nowMs = () => performance.now();
  const guarded = createHttpClient({ ...rest, ...(contact !== undefined && { userAgent: userAgentOf(contact) }) });
  const paced = pacedClient(guarded, { atOnce: AT_ONCE, gapMs: GAP_MS, nowMs, pause: (ms) => pause(ms) });
  return followingClient(robotsClient(paced, nowMs));
}

/** "wardwatch/0.1 (+https://example.com/security)", as crawlers name themselves. */
export function userAgentOf(contact: string): string {
  return `wardwatch/0.1 (+${contact})`;
}
