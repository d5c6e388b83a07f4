import { beforeEach, describe, expect, it } from 'vitest';
import { pacedClient } from '../../src/http/paced-client.ts';
import type { HttpClient } from '../../src/ports/http.ts';

/** What began, and when by the test's own clock. */
let begun: string[];
let nowMs: number;
/** Lets the oldest request that runs end. */
let end: (() => void)[];
beforeEach(() => {
  begun = [];
  nowMs = 0;
  end = [];
});

const pace = {
  atOnce: 2,
  gapMs: 1_000,
  nowMs: () => nowMs,
  pause: async (ms: number) => {
    nowMs += ms;
  },
};
const answering: HttpClient = {
  request: async ({ url }) => {
    begun.push(`${nowMs} ${url}`);
    return { status: 200, headers: {}, body: new Uint8Array(0), url };
  },
};
const busy: HttpClient = {
  request: ({ url }) => {
    begun.push(url);
    return new Promise((resolve) => {
      end.push(() => resolve({ status: 200, headers: {}, body: new Uint8Array(0), url }));
    });
  },
};
/** Lets all happen that can happen by now. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('one host', () => {
  it('is asked once a second, in the order in which it was wanted', async () => {
    const http = pacedClient(answering, pace);
    await Promise.all(['/1', '/2', '/3'].map((path) => http.request({ url: `https://example.com${path}` })));
    expect(begun).toEqual(['0 https://example.com/1', '1000 https://example.com/2', '2000 https://example.com/3']);
  });

  it('is not made to wait when it was left alone for so long', async () => {
    const http = pacedClient(answering, pace);
    await http.request({ url: 'https://example.com/1' });
    nowMs = 700;
    await http.request({ url: 'https://example.com/2' });
    nowMs = 5_000;
    await http.request({ url: 'https://example.com/3' });
    expect(begun).toEqual(['0 https://example.com/1', '1000 https://example.com/2', '5000 https://example.com/3']);
  });

  it('answers two requests at a time; the next begins when one of them ends', async () => {
    const http = pacedClient(busy, pace);
    const asked = ['1', '2', '3', '4'].map((path) => http.request({ url: `http://example.com/${path}` }));
    await settle();
    expect(begun).toEqual(['http://example.com/1', 'http://example.com/2']);
    end.shift()?.();
    await settle();
    expect(begun).toEqual(['http://example.com/1', 'http://example.com/2', 'http://example.com/3']);
    end.shift()?.();
    end.shift()?.();
    await settle();
    end.shift()?.();
    expect((await Promise.all(asked)).map(({ url }) => url)).toEqual(begun);
  });

  it('goes on after a request that failed', async () => {
    const failing: HttpClient = { request: async ({ url }) => Promise.reject(new Error(url)) };
    const http = pacedClient(failing, { ...pace, atOnce: 1 });
    const outcomes = await Promise.allSettled(['1', '2'].map((path) => http.request({ url: `http://a.test/${path}` })));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('another host', () => {
  it('does not wait for it; another port is another host', async () => {
    const http = pacedClient(busy, { ...pace, atOnce: 1 });
    for (const url of ['http://a.test/', 'http://a.test/2', 'http://b.test/', 'http://a.test:8080/'])
      void http.request({ url });
    await settle();
    expect(begun.sort()).toEqual(['http://a.test/', 'http://a.test:8080/', 'http://b.test/']);
  });

  it('is what no address at all counts as, so that the client can say so', async () => {
    await pacedClient(answering, pace).request({ url: 'no address' });
    expect(begun).toEqual(['0 no address']);
  });
});
