import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { App } from '../app.ts';
import { WardwatchError } from '../errors.ts';
import { print, printJson } from './print.ts';

const BEAT_EVERY_MS = 15_000;
/** A process that has not written for so long is taken for stuck. */
const BEAT_AT_MOST_MS = 90_000;

/** `wardwatch health`: whether the process that runs on this data folder is alive and reaches its database. */
export function healthCommand(): Command {
  return new Command('health')
    .description('Whether wardwatch runs on this data folder and reaches its database (for container health checks)')
    .option('--data <dir>', 'the data folder', './data')
    .option('--json', 'machine-readable output')
    .addHelpText('after', '\nExamples:\n  $ wardwatch health && echo fine')
    .action((options: { data: string; json?: true }) => {
      const beatAt = lastBeat(options.data);
      const ageMs = Date.now() - Date.parse(beatAt ?? '');
      if (!(ageMs <= BEAT_AT_MOST_MS)) {
        const seen = beatAt === undefined ? 'never' : `last at ${beatAt}`;
        throw new WardwatchError(
          'NOT_FOUND',
          `wardwatch does not run well on ${options.data}: its heartbeat was seen ${seen}.`,
        );
      }
      if (options.json) return printJson({ beatAt, ageMs });
      print(`wardwatch runs; its heartbeat is ${Math.round(ageMs / 1_000)} s old.`);
    });
}

/** Writes the time into the data folder while the database answers. Returns the function that ends it. */
export function startHeartbeat(app: App, folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const beat = async () => {
    try {
      await app.store.inventoryVersion();
      writeFileSync(heartbeatFile(folder), new Date().toISOString());
    } catch {
      // No beat is the message.
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS);
  return () => clearInterval(timer);
}

function heartbeatFile(folder: string): string {
  return join(folder, 'heartbeat');
}

function lastBeat(folder: string): string | undefined {
  try {
    return readFileSync(heartbeatFile(folder), 'utf8').trim();
  } catch {
    return undefined;
  }
}
