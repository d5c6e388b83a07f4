import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { placesToSpeak, slackListener, toldByClock, type VoiceOptions } from './app-slack.ts';
import { openAppStore, openScratch, originsOf, readerFor, shippedData, systemClock } from './app-store.ts';
import { chooseSources } from './config/choose-sources.ts';
import { secretOf } from './config/secret.ts';
import type { Settings } from './config/settings.ts';
import { organisationAsset } from './domain/organisation.ts';
import { createPoliteClient } from './http/polite-client.ts';
import { assetsReader } from './inventory/collect-assets.ts';
import type { PipelineDeps } from './pipeline/deps.ts';
import { forgetImports } from './pipeline/forget-imports.ts';
import { createInventory } from './pipeline/inventory.ts';
import { remind } from './pipeline/remind.ts';
import { stepsOf } from './pipeline/steps.ts';
import { takePosted } from './pipeline/take-posted.ts';
import { wakePending } from './pipeline/wake-pending.ts';
import { spreadPolls, wakePolls } from './pipeline/wake-polls.ts';
import type { Clock } from './ports/clock.ts';
import type { HttpClient } from './ports/http.ts';
import type { InventoryOrigin } from './ports/inventory-origin.ts';
import type { JobHandlers, JobName } from './ports/queue.ts';
import type { SourceConfig } from './ports/source.ts';
import type { PendingWork, Store } from './ports/store.ts';
import { openQueue } from './queue/bullmq.ts';
import { pdfText } from './sources/formats/pdf-text.ts';
import { readItem } from './sources/formats/read-item.ts';
import { adapterFor } from './sources/registry.ts';
import { createWebhookListener, type WebhookListener } from './sources/webhook/listener.ts';

const SWEEP_EVERY_MS = 60_000;
const WAKE_POLLS_EVERY_MS = 10_000;
/** Longer than any attempt to send may take: who is still sending then is gone. */
const SENDING_AT_MOST_MS = 120_000;
/** Whoever waits for the end of the work gives up when nothing moved for so long: a sink may be away for hours. */
const STUCK_AFTER_MS = 90_000;
/** Longer than anybody reads files in by hand. */
const INGEST_AT_MOST_MS = 6 * 3_600_000;

export interface AppOptions extends VoiceOptions {
  /** The story's time; the system's where absent. */
  readonly clock?: Clock;
  /** Instead of the catalogue: the demo's own sources. */
  readonly sources?: readonly SourceConfig[];
  /** Instead of the guarded client: the demo's, which finds the story's addresses on loopback. */
  readonly http?: HttpClient;
}

/** wardwatch, put together and ready to start. */
export interface App {
  readonly store: Store;
  readonly deps: PipelineDeps;
  /** Starts the named workers, or all; finds what is pending; keeps finding it every minute. */
  start(names?: readonly JobName[]): Promise<void>;
  /** Wakes the workers for all that is still to be done. */
  wake(): Promise<void>;
  /** Takes clicks and commands from Slack; absent where Slack has no way to reach wardwatch. */
  readonly listen?: () => Promise<void>;
  /** Takes signed posts; absent where no source is of kind webhook. */
  readonly receive?: () => Promise<void>;
  /** Polls every source when its time comes from now on, soon those whose time has come already. Makes drop folders. */
  schedulePolls(): Promise<void>;
  /** Resolves when nothing is left to be read, matched or told here, or nothing moves any more. Reports what is left. */
  settled(onProgress?: (left: PendingWork) => void): Promise<void>;
  close(): Promise<void>;
}

/** The only place that builds things. Nothing runs before `start`. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { settings, log } = options;
  const { lexicon, policy } = shippedData(settings);
  const sources = options.sources ?? chooseSources(settings);
  const readInventory = readerFor(settings);
  const origins = originsOf(settings);
  mkdirSync(options.dataFolder, { recursive: true });
  const { store, pool, close: closeStore } = await openAppStore(options);
  const isEmbedded = settings.databaseUrl === undefined;
  const queue = await openQueue(
    settings.redisUrl === undefined
      ? { kind: 'postgres', pool, exclusive: isEmbedded }
      : { kind: 'redis', url: settings.redisUrl },
    log,
  ).catch(async (error: unknown) => {
    await closeStore();
    throw error;
  });
  const deps: PipelineDeps = {
    store,
    queue,
    clock: options.clock ?? systemClock,
    wallClock: systemClock,
    startedAt: systemClock.now(),
    http: options.http ?? createPoliteClient(settings.http),
    log,
    lexicon,
    policy,
    sources: new Map(sources.map((source) => [source.id, source])),
    secretOf: (variable) => secretOf(process.env[variable]),
    adapter: adapterFor,
    read: (item) => readItem(item, { pdfText }),
    readInventory,
    origins: new Map(origins.map((origin) => [origin.id, origin])),
    readAssets: assetsReader(readInventory),
    chance: Math.random,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    assetIndex: createInventory(store, lexicon),
    pause: (ms) => pause(ms),
    scratch: openScratch,
    ...placesToSpeak(options),
    ...toldByClock(options),
    escalateAfterMs: settings.slack.escalateAfterMs,
    ...(settings.slack.operatorChannel !== undefined && { operatorChannel: settings.slack.operatorChannel }),
    ...(settings.slack.quietHours !== undefined && { quietHours: settings.slack.quietHours }),
    ...(settings.organisation !== undefined && { organisation: settings.organisation }),
  };
  let sweeper: NodeJS.Timeout | undefined;
  let poller: NodeJS.Timeout | undefined;
  const listener = slackListener(options, deps);
  const hooks = webhookListener(options, deps);
  return {
    store,
    deps,
    start: async (names) => {
      await recover(deps, isEmbedded);
      await matchByKnownNames(deps);
      await matchOwn(deps, settings);
      await queue.work(handlersFor(deps, names));
      await wakePending(deps);
      sweeper = setInterval(() => void sweep(deps), SWEEP_EVERY_MS);
    },
    wake: async () => {
      await wakePending(deps);
    },
    ...(listener && {
      listen: async () => {
        await listener.start();
        // The first question should not wait for the inventory to be indexed.
        await deps.assetIndex();
      },
    }),
    ...(hooks && {
      receive: async () => {
        await hooks.start();
      },
    }),
    schedulePolls: async () => {
      await schedulePolls(deps, sources, origins);
      poller = setInterval(() => void quietly(deps, () => wakePolls(deps)), WAKE_POLLS_EVERY_MS);
    },
    settled: (onProgress) => settled(deps, onProgress),
    close: async () => {
      clearInterval(sweeper);
      clearInterval(poller);
      await hooks?.stop();
      await listener?.stop();
      await queue.close();
      await closeStore();
    },
  };
}

/** The listener for signed posts; absent where no source takes any. */
function webhookListener({ settings, log }: AppOptions, deps: PipelineDeps): WebhookListener | undefined {
  const sources = [...deps.sources.values()].filter(({ kind }) => kind === 'webhook');
  if (sources.length === 0) return undefined;
  return createWebhookListener({
    ...settings.webhook,
    sources,
    secretOf: deps.secretOf,
    take: (sourceId, items) => takePosted(deps, sourceId, items),
    now: () => deps.wallClock.now(),
    log,
  });
}

function handlersFor(deps: PipelineDeps, names: readonly JobName[] | undefined): JobHandlers {
  const steps = stepsOf(deps);
  if (!names) return steps;
  return Object.fromEntries(names.map((name) => [name, steps[name]]));
}

/** What a process that was killed left half done. In an embedded database every such trace is an earlier process's. */
async function recover(deps: PipelineDeps, isEmbedded: boolean): Promise<void> {
  const now = Date.parse(deps.wallClock.now());
  const before = (ms: number) => new Date(now - ms).toISOString();
  await deps.store.abandonSending(before(isEmbedded ? 0 : SENDING_AT_MOST_MS));
  await deps.store.completeOrphans(isEmbedded ? '9999-12-31T00:00:00.000Z' : before(INGEST_AT_MOST_MS));
}

/** Names that became known, or are known otherwise, may be those of what is stored. */
async function matchByKnownNames({ store, lexicon, hash, clock, log }: PipelineDeps): Promise<void> {
  const fingerprint = hash(new TextEncoder().encode(JSON.stringify(lexicon)));
  const advisories = await store.rematchForNames(fingerprint, clock.now());
  if (advisories > 0)
    log.info('the names that are known have changed; what is stored is matched again', { advisories });
}

/** What the settings call the organisation's own may be named in what is stored. */
async function matchOwn({ store, clock, log }: PipelineDeps, settings: Settings): Promise<void> {
  const asset = organisationAsset(settings.organisation, settings.ownObservables);
  const advisories = await store.saveOrganisation(asset, clock.now());
  if (advisories > 0)
    log.info("what is the organisation's own has changed; what is stored is matched again", { advisories });
}

async function sweep(deps: PipelineDeps): Promise<void> {
  await quietly(deps, async () => {
    // A running process's work must not be taken for a dead one's, so the sweeper waits long in every mode.
    await recover(deps, false);
    await wakePending(deps);
    await remind(deps);
    await forgetImports(deps);
  });
}

async function quietly(deps: PipelineDeps, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log.warn('the database is away; wardwatch goes on when it is back', {
      because: error instanceof Error ? error.message : String(error),
    });
  }
}

async function schedulePolls(
  deps: PipelineDeps,
  sources: readonly SourceConfig[],
  origins: readonly InventoryOrigin[],
): Promise<void> {
  for (const source of sources) {
    if (source.kind === 'drop' && source.path !== undefined) mkdirSync(source.path, { recursive: true });
  }
  await deps.queue.repeat(origins.map(({ id, everyMs }) => ({ name: 'poll', payload: { sourceId: id }, everyMs })));
  const states = new Map((await deps.store.sourceStates()).map((state) => [state.id, state]));
  const never = origins.filter((origin) => states.get(origin.id)?.polledAt === undefined);
  await deps.queue.add(
    'poll',
    never.map((origin) => ({ sourceId: origin.id })),
  );
  await spreadPolls(deps);
}

async function settled(deps: PipelineDeps, onProgress?: (left: PendingWork) => void): Promise<void> {
  let last = { words: '', sinceMs: performance.now() };
  for (;;) {
    const left = await deps.store.pending();
    const channels = left.channels.filter((channel) => deps.sinks.has(channel.sink));
    const count =
      left.itemIds.length + left.advisoryIds.length + left.rematch.waiting + left.batchIds.length + channels.length;
    if (count === 0 && (await nothingIsBeingSent(deps))) return;
    onProgress?.(left);
    const words = JSON.stringify([left.itemIds.length, left.advisoryIds.length, left.rematch, left.batchIds, channels]);
    if (words !== last.words) last = { words, sinceMs: performance.now() };
    if (performance.now() - last.sinceMs > STUCK_AFTER_MS) {
      deps.log.warn('no progress; what is left stays stored and is done at the next start', { left: count });
      return;
    }
    await pause(Math.min(40 + count, 1_000));
  }
}

async function nothingIsBeingSent(deps: PipelineDeps): Promise<boolean> {
  return (await deps.store.outboxCounts()).sending === 0;
}
