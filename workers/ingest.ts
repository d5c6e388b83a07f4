// Reads stored documents into advisories.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: ['ingest'] });
