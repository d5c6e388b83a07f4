import type { Instant } from '../domain/time.ts';

/** The only way to learn the time. The demo and the tests run on the story's own dates. */
export interface Clock {
  now(): Instant;
}
