import type { JobHandlers, JobName, JobPayloads, JobQueue, RepeatedJob } from '../../src/ports/queue.ts';
import { JOBS } from '../../src/queue/jobs.ts';

interface Waiting {
  readonly name: JobName;
  readonly payload: unknown;
  readonly once: string;
  attempt: number;
}

/** A queue in memory: jobs run one after another, at once. Delayed and repeated jobs are only remembered. */
export class MemoryQueue implements JobQueue {
  readonly delayed: { readonly name: JobName; readonly payload: unknown; readonly delayMs: number }[] = [];
  repeated: readonly RepeatedJob[] = [];
  readonly failures: { readonly name: JobName; readonly error: unknown }[] = [];
  private handlers: JobHandlers = {};
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> = Promise.resolve();
  private closed = false;

  async add<N extends JobName>(name: N, payloads: readonly JobPayloads[N][], delayMs = 0): Promise<void> {
    for (const payload of payloads) {
      const once = `${name} ${JOBS[name].once(payload)}`;
      if (delayMs > 0) this.delayed.push({ name, payload, delayMs });
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
