import { join } from 'node:path';
import type pg from 'pg';
import { mappingsFor } from './config/inventory-mappings.ts';
import { loadLexicon } from './config/lexicon.ts';
import type { Settings } from './config/settings.ts';
import { chooseTriagePolicy } from './config/triage-policy.ts';
import type { Lexicon } from './domain/lexicon.ts';
import { addressOrigin } from './inventory/address-origin.ts';
import { folderOrigin } from './inventory/folder-origin.ts';
import { inventoryReader } from './inventory/read-inventory.ts';
import { packageRoot } from './package-root.ts';
import type { SinkRoute } from './pipeline/deps.ts';
import type { Clock } from './ports/clock.ts';
import type { ReadInventory } from './ports/inventory-file.ts';
import type { InventoryOrigin } from './ports/inventory-origin.ts';
import type { ScratchStore } from './ports/scratch-store.ts';
import type { Store } from './ports/store.ts';
import { openInMemory } from './storage/embedded.ts';
import { openDatabase } from './storage/open-database.ts';
import { openStore } from './storage/postgres-store.ts';
import type { TriagePolicy } from './triage/policy.ts';

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** An open store and its end, for commands that only look. */
export interface OpenStore {
  readonly store: Store;
  /** The database below it, which a queue may share. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens the store on `DATABASE_URL`, else on the embedded database in the data folder. */
export async function openAppStore(options: {
  readonly settings: Settings;
  readonly dataFolder: string;
}): Promise<OpenStore> {
  const { databaseUrl } = options.settings;
  const database = await openDatabase({
    ...(databaseUrl !== undefined && { url: databaseUrl }),
    folder: options.dataFolder,
    now: systemClock.now(),
  });
  try {
    return { store: await openStore(database.pool), pool: database.pool, close: database.close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens an empty store in memory, in which the past is told again. */
export async function openScratch(): Promise<ScratchStore> {
  const { pool, close } = await openInMemory();
  return { store: await openStore(pool), close };
}

/** The data that ships with the program: names, and the triage policy, in whose place the operator's own may stand. */
export function shippedData(settings: Pick<Settings, 'triagePolicy'> = {}): {
  readonly lexicon: Lexicon;
  readonly policy: TriagePolicy;
} {
  const config = join(packageRoot(), 'config');
  return {
    lexicon: loadLexicon(join(config, 'lexicon')),
    policy: chooseTriagePolicy(join(config, 'triage.yaml'), settings.triagePolicy),
  };
}

/** Reads inventory files by the mappings that ship with the program and the operator's own. Throws CONFIG_INVALID. */
export function readerFor({ inventory }: Pick<Settings, 'inventory'>): ReadInventory {
  return inventoryReader(mappingsFor(inventory));
}

/** Who is told of which case, by the settings. */
export function routesOf({ slack, alertFrom }: Pick<Settings, 'slack' | 'alertFrom'>): readonly SinkRoute[] {
  const terminal: SinkRoute = { sink: 'terminal', channel: 'terminal', from: alertFrom };
  const { token, channel, mention, routes } = slack;
  if (token === undefined) return [terminal];
  const main: readonly SinkRoute[] =
    channel === undefined
      ? []
      : [{ sink: 'slack', channel, from: alertFrom, ...(mention !== undefined && { mention }) }];
  return [terminal, ...main, ...routes.map((one) => ({ ...one, sink: 'slack' as const, from: one.from ?? alertFrom }))];
}

/** Where exports of the inventory are taken from by themselves. */
export function originsOf({ inventory }: Pick<Settings, 'inventory'>): readonly InventoryOrigin[] {
  return [...inventory.watch.map(folderOrigin), ...inventory.pull.map(addressOrigin)];
}
