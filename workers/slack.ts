// Takes clicks and commands from Slack.
import { runWorker } from '../src/cli/run-worker.ts';

await runWorker({ names: [], listens: true });
