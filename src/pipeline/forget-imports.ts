import type { PipelineDeps } from './deps.ts';

/** So long a prepared import waits for a yes. */
const KEPT_MS = 24 * 3_600_000;

/** Throws away imports that were prepared more than a day ago. */
export async function forgetImports({ store, clock }: Pick<PipelineDeps, 'store' | 'clock'>): Promise<void> {
  await store.forgetImports(new Date(Date.parse(clock.now()) - KEPT_MS).toISOString());
}
