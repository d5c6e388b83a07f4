import { afterEach, describe, expect, it } from 'vitest';
import type { JobQueue } from '../../src/ports/queue.ts';

/** What every queue promises. `open` gives a fresh, empty one. */
export function queueConformance(name: string, open: () => Promise<JobQueue>): void {
  describe(`${name} keeps the promises of a queue`, () => {
    let queue: JobQueue | undefined;
    afterEach(async () => {
      await queue?.close();
      queue = undefined;
    });

    it('runs each job that was added before its worker started, in order', async () => {
      queue = await open();
      const seen: number[] = [];
      await queue.add('ingest', [
        { fromId: 1, toId: 1 },
        { fromId: 2, toId: 2 },
        { fromId: 3, toId: 3 },
      ]);
      const all = gathered(3);
      await queue.work({ ingest: async ({ fromId }) => all.reached(seen.push(fromId)) });
      await all.done;
      expect(seen).toEqual([1, 2, 3]);
    });

    it('wakes an idle worker for a job that is added later', async () => {
      queue = await open();
      const woken = gathered(1);
      await queue.work({ match: async () => woken.reached(1) });
      await queue.add('match', [{ advisoryIds: ['a:1'] }]);
      await woken.done;
    });

    it('lets the same payload wait only once', async () => {
      queue = await open();
      const seen: number[] = [];
      await queue.add('ingest', [
        { fromId: 1, toId: 1 },
        { fromId: 1, toId: 1 },
      ]);
      await queue.add('ingest', [
        { fromId: 1, toId: 1 },
        { fromId: 2, toId: 2 },
      ]);
      const all = gathered(1);
      await queue.work({
        ingest: async ({ fromId }) => {
          seen.push(fromId);
          if (fromId === 2) all.reached(1);
        },
      });
      await all.done;
      expect(seen).toEqual([1, 2]);
    });

    it('runs a payload once more when it is added while it runs', async () => {
      queue = await open();
      const opened = queue;
      let runs = 0;
      const twice = gathered(2);
      await queue.work({
        match: async ({ advisoryIds }) => {
          runs += 1;
          if (runs === 1) await opened.add('match', [{ advisoryIds }, { advisoryIds }]);
          twice.reached(runs);
        },
      });
      await queue.add('match', [{ advisoryIds: ['a:1'] }]);
      await twice.done;
      await opened.close();
      queue = undefined;
      expect(runs).toBe(2);
    });

    it('tries a job again after it failed', async () => {
      queue = await open();
      let runs = 0;
      const twice = gathered(2);
      await queue.work({
        ingest: async () => {
          runs += 1;
          twice.reached(runs);
          if (runs === 1) throw new Error('the first time it fails');
        },
      });
      await queue.add('ingest', [{ fromId: 1, toId: 1 }]);
      await twice.done;
      expect(runs).toBe(2);
    });

    it('runs what is new although a job that adds itself again never comes to an end', async () => {
      queue = await open();
      const opened = queue;
      const news = gathered(1);
      let isNew = false;
      await queue.work({
        rematch: async () => {
          if (!isNew) await opened.add('rematch', [{}]);
        },
        match: async () => {
          isNew = true;
          news.reached(1);
        },
      });
      await queue.add('rematch', [{}]);
      await queue.add('match', [{ advisoryIds: ['a:1'] }]);
      await news.done;
    });

    it('waits for a job that runs before it closes', async () => {
      const closing = await open();
      let ended = false;
      const started = gathered(1);
      await closing.work({
        ingest: async () => {
          started.reached(1);
          await new Promise((resolve) => setImmediate(resolve));
          ended = true;
        },
      });
      await closing.add('ingest', [{ fromId: 1, toId: 1 }]);
      await started.done;
      await closing.close();
      expect(ended).toBe(true);
    });
  });
}

/** A promise that is kept when a count is reached. */
function gathered(count: number): { readonly done: Promise<void>; reached(now: number): void } {
  let keep: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return {
    done,
    reached: (now) => {
      if (now >= count) keep();
    },
  };
}
