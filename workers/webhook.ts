// Takes signed posts to sources of kind webhook.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: [], receives: true });
