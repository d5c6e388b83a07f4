import type { JobHandlers, JobName, JobPayloads, JobQueue, RepeatedJob } from '../../src/ports/queue.ts';
import { JOBS } from '../../src/queue/jobs.ts';

interface Waiting {
  readonly name: JobName;
  readonly payload: unknown;
  readonly once: string;
  attempt: number;
}

/** A queue in memory: jobs run one after another, at once; delayed ones when time passes. Repeated jobs are only remembered. */
export class MemoryQueue implements JobQueue {
  readonly delayed: { readonly name: JobName; readonly payload: unknown; readonly atMs: number }[] = [];
  repeated: readonly RepeatedJob[] = [];
  readonly failures: { readonly name: JobName; readonly error: unknown }[] = [];
  private handlers: JobHandlers = {};
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly nowMs: () => number;

  constructor(nowMs: () => number = () => 0) {
    this.nowMs = nowMs;
  }

  async add<N extends JobName>(name: N, payloads: readonly JobPayloads[N][], delayMs = 0): Promise<void> {
    for (const payload of payloads) {
      const once = `${name} ${JOBS[name].once(payload)}`;
      if (delayMs > 0) this.delay(name, payload, once, this.nowMs() + delayMs);
      else if (!this.waiting.some((job) => job.once === once)) this.waiting.push({ name, payload, once, attempt: 0 });
    }
    this.wake();
  }

  async repeat(jobs: readonly RepeatedJob[]): Promise<void> {
    this.repeated = jobs;
  }

  async work(handlers: JobHandlers): Promise<void> {
    this.handlers = { ...this.handlers, ...handlers };
    this.wake();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  /** Resolves when no job waits or runs. */
  async idle(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.running) {
      seen = this.running;
      await seen;
    }
  }

  /** Lets time pass up to an instant: each delayed job runs at its own, and what it brings about before the next one. */
  async runUntil(endMs: number, setNow: (atMs: number) => void): Promise<void> {
    await this.idle();
    for (;;) {
      const next = this.delayed.reduce((soonest, job) => Math.min(soonest, job.atMs), Number.POSITIVE_INFINITY);
      if (next > endMs) break;
      setNow(next);
      for (const job of this.delayed.splice(0)) {
        if (job.atMs > next) this.delayed.push(job);
        else await this.add(job.name, [job.payload as JobPayloads[typeof job.name]]);
      }
      await this.idle();
    }
    setNow(endMs);
  }

  private delay(name: JobName, payload: unknown, once: string, atMs: number): void {
    const isKnown = this.delayed.some(
      (job) => job.atMs === atMs && `${job.name} ${JOBS[job.name].once(job.payload as never)}` === once,
    );
    if (!isKnown) this.delayed.push({ name, payload, atMs });
  }

  private wake(): void {
    this.running = this.running.then(() => this.runAll());
  }

  private async runAll(): Promise<void> {
    for (;;) {
      const at = this.closed ? -1 : this.waiting.findIndex((job) => this.handlers[job.name]);
      const [job] = at < 0 ? [] : this.waiting.splice(at, 1);
      if (!job) return;
      await this.run(job);
    }
  }

  private async run(job: Waiting): Promise<void> {
    job.attempt += 1;
    try {
      await (this.handlers[job.name] as (payload: unknown) => Promise<void>)(job.payload);
    } catch (error) {
      this.failures.push({ name: job.name, error });
      if (job.attempt < JOBS[job.name].attempts) this.waiting.push(job);
    }
  }
}
