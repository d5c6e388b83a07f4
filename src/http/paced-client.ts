import type { HttpClient } from '../ports/http.ts';

/** How gently each host is asked, and by which clock. */
export interface Pace {
  /** Requests to one host that run side by side. */
  readonly atOnce: number;
  /** Between the beginnings of two requests to one host. */
  readonly gapMs: number;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Asks each host a few things at a time and never in a rush; hosts do not wait for each other. The wait for a turn does not
 * count as a request's own time.
 */
export function pacedClient(http: HttpClient, pace: Pace): HttpClient {
  const hosts = new Map<string, Turns>();
  return {
    async request(request) {
      const host = URL.canParse(request.url) ? new URL(request.url).host : '';
      const turns = hosts.get(host) ?? turnsOf(pace);
      hosts.set(host, turns);
      await turns.enter();
      try {
        return await http.request(request);
      } finally {
        turns.leave();
      }
    },
  };
}

interface Turns {
  enter(): Promise<void>;
  leave(): void;
}

/** The turns at one host, in the order in which they were asked for. */
function turnsOf({ atOnce, gapMs, nowMs, pause }: Pace): Turns {
  let running = 0;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let wakeFirst: (() => void) | undefined;
  let line: Promise<void> = Promise.resolve();
  const takeTurn = async () => {
    if (running >= atOnce) {
      await new Promise<void>((resolve) => {
        wakeFirst = resolve;
      });
    }
    running += 1;
    const waitMs = lastAtMs + gapMs - nowMs();
    if (waitMs > 0) await pause(waitMs);
    lastAtMs = nowMs();
  };
  return {
    enter: () => {
      line = line.then(takeTurn);
      return line;
    },
    leave: () => {
      running -= 1;
      wakeFirst?.();
      wakeFirst = undefined;
    },
  };
}
