import type { WardwatchError } from '../../src/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../src/ports/http.ts';

/** An answer that a test expects to be asked for; `fault` is thrown in its place. */
export interface ExpectedExchange {
  readonly url: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly fault?: WardwatchError;
}

/** An HTTP client that knows its requests beforehand, in order. */
export interface HttpDouble extends HttpClient {
  /** What was asked so far. */
  readonly requests: readonly HttpRequest[];
  /** Throws when an expected request was never made. */
  assertAllUsed(): void;
}

/** A client that answers as told, and throws at a request that was not expected at that point. */
export function httpDouble(...expected: readonly ExpectedExchange[]): HttpDouble {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async request(request): Promise<HttpResponse> {
      const next = expected[requests.length];
      requests.push(request);
      if (next === undefined)
        throw new Error(`Unexpected request ${requests.length}: ${request.url}; none was expected any more.`);
      if (next.url !== request.url)
        throw new Error(`Unexpected request ${requests.length}: ${request.url}; expected was ${next.url}.`);
      if (next.fault !== undefined) throw next.fault;
      const body =
        typeof next.body === 'string' ? new TextEncoder().encode(next.body) : (next.body ?? new Uint8Array(0));
      return { status: next.status ?? 200, headers: next.headers ?? {}, body, url: next.url };
    },
    assertAllUsed() {
      const unused = expected.slice(requests.length).map(({ url }) => url);
      if (unused.length > 0) throw new Error(`Expected requests that were never made: ${unused.join(', ')}.`);
    },
  };
}
