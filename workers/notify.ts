// Says what the outbox holds, in Slack and on this terminal.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: ['notify'] });
