// Matches advisories against the inventory, decides cases and what is said.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: ['match', 'rematch', 'conclude'] });
