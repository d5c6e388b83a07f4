// Polls every source at its interval.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: ['poll'] });
