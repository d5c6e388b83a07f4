import robotsParser from 'robots-parser';
import { messageOf, WardwatchError } from '../errors.ts';
import type { HttpClient, HttpRequest } from '../ports/http.ts';

/** The name by which robots.txt files may speak of wardwatch, whatever user agent a source wants (RFC 9309, 2.2.1). */
const PRODUCT_TOKEN = 'wardwatch';
/** RFC 9309, 2.4: no longer than a day. */
const KNOWN_FOR_MS = 86_400_000;
/** After so long a robots.txt that could not be had is asked for again. */
const UNKNOWN_FOR_MS = 600_000;
/** RFC 9309, 2.5: at least 500 kibibytes are to be read. */
const LARGEST_BYTES = 1_000_000;

/**
 * Asks for pages (`heedRobots`) only where the robots.txt of their host lets robots in, as RFC 9309 says: each file is known
 * for a day; one that is not there (any 4xx) lets everybody in; while one cannot be had (5xx, no answer) the pages wait.
 * Throws WardwatchError HTTP_BLOCKED where a file says no, HTTP_FAILED (later) where it cannot be had.
 */
export function robotsClient(http: HttpClient, nowMs: () => number): HttpClient {
  const known = new Map<string, Rules>();
  const beingAsked = new Map<string, Promise<Rules>>();
  const ask = async (origin: string, request: HttpRequest): Promise<Rules> => {
    const rules = await readRules(http, origin, request, known.get(origin), nowMs);
    known.set(origin, rules);
    beingAsked.delete(origin);
    return rules;
  };
  const rulesAt = async (origin: string, request: HttpRequest): Promise<Rules> => {
    const rules = known.get(origin);
    if (rules !== undefined && nowMs() < rules.untilMs) return rules;
    const asked = beingAsked.get(origin) ?? ask(origin, request);
    beingAsked.set(origin, asked);
    return asked;
  };
  return {
    async request(request) {
      if (request.heedRobots === true && URL.canParse(request.url)) {
        const url = new URL(request.url);
        if (/^https?:$/.test(url.protocol)) refuseWhere(await rulesAt(url.origin, request), url);
      }
      return http.request(request);
    },
  };
}

/** What a robots.txt says, and until when that is believed. */
interface Rules {
  /** The line that forbids an address; undefined where none does. */
  readonly forbids: (url: string) => number | undefined;
  /** Why nobody knows. */
  readonly unknown?: string;
  readonly untilMs: number;
}

function refuseWhere(rules: Rules, url: URL): void {
  const file = `${url.origin}/robots.txt`;
  if (rules.unknown !== undefined) {
    const because = `${file} cannot be had (${rules.unknown}), so nobody knows whether ${url.pathname} may be read. It is tried again later.`;
    throw new WardwatchError('HTTP_FAILED', because, { retry: 'later' });
  }
  const line = rules.forbids(url.href);
  if (line === undefined) return;
  throw new WardwatchError(
    'HTTP_BLOCKED',
    `${file} asks robots not to read ${url.pathname} (line ${line}). Ask the publisher for a feed or for leave; with leave, say so in the source's \`robots: { ignore: … }\`.`,
  );
}

/** The library is a CommonJS function, and says that it has a default export. */
const parse = robotsParser as unknown as typeof robotsParser.default;

async function readRules(
  http: HttpClient,
  origin: string,
  page: HttpRequest,
  before: Rules | undefined,
  nowMs: () => number,
): Promise<Rules> {
  const url = `${origin}/robots.txt`;
  try {
    const asked = { ...page, url, headers: {}, maxBodyBytes: LARGEST_BYTES, staysAtHost: false };
    const { status, body } = await http.request(asked);
    // 429 (RFC 6585) says nothing of the file.
    if (status >= 500 || status === 429) return unknown(`it answered ${status}`, before, nowMs());
    const untilMs = nowMs() + KNOWN_FOR_MS;
    if (status !== 200) return { forbids: () => undefined, untilMs };
    const robots = parse(url, new TextDecoder().decode(body));
    const forbids = (page: string) =>
      robots.isDisallowed(page, PRODUCT_TOKEN) === true ? robots.getMatchingLineNumber(page, PRODUCT_TOKEN) : undefined;
    return { forbids, untilMs };
  } catch (fault) {
    return unknown(messageOf(fault).replace(/\.$/, ''), before, nowMs());
  }
}

/** What was known before holds on while the file cannot be had (RFC 9309, 2.4). */
function unknown(because: string, before: Rules | undefined, nowMs: number): Rules {
  const untilMs = nowMs + UNKNOWN_FOR_MS;
  if (before !== undefined && before.unknown === undefined) return { ...before, untilMs };
  return { forbids: () => undefined, unknown: because, untilMs };
}
