import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadLexicon } from '../../src/config/lexicon.ts';
import { loadTriagePolicy } from '../../src/config/triage-policy.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { PipelineDeps } from '../../src/pipeline/deps.ts';
import { createInventory } from '../../src/pipeline/inventory.ts';
import { pollSource } from '../../src/pipeline/poll.ts';
import { remind } from '../../src/pipeline/remind.ts';
import { stepsOf } from '../../src/pipeline/steps.ts';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { InventoryOrigin } from '../../src/ports/inventory-origin.ts';
import type { Sink } from '../../src/ports/sink.ts';
import type { PollOutcome, RawItem, SourceConfig } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { quietLog } from './embedded.ts';
import { MemoryQueue } from './memory-queue.ts';
import { readAssets, readInventory } from './read-assets.ts';
import { createRecordingSink, type RecordingSink } from './recording-sink.ts';

const config = join(packageRoot(), 'config');
const lexicon = loadLexicon(join(config, 'lexicon'));
const policy = loadTriagePolicy(join(config, 'triage.yaml'));

/** A pipeline with real steps and a real store; source, queue, sink and clocks are in-memory doubles of their ports. */
export interface TestPipeline {
  readonly deps: PipelineDeps;
  readonly queue: MemoryQueue;
  readonly terminal: RecordingSink;
  /** A Slack of which only the port is left; one message a second a channel. */
  readonly slack: RecordingSink;
  readonly log: ReturnType<typeof quietLog>;
  /** What the next poll of a source answers, until it is set anew. */
  offer(sourceId: string, outcome: PollOutcome | readonly RawItem[]): void;
  setNow(now: string): void;
  /** Polls a source and lets everything that follows happen. */
  poll(sourceId: string): Promise<void>;
  settle(): Promise<void>;
  /** Lets time pass, and everything happen that waits for it: jobs at their instants, the sweep at the end. */
  pass(ms: number): Promise<void>;
  /** As if the process had been killed and started again on the same store: queue and running jobs are gone. */
  restart(store?: Store): Promise<TestPipeline>;
}

type ByClock = 'digests' | 'drawChart' | 'staleAfterDays' | 'owners' | 'remindAt' | 'heartbeatAt' | 'directory';

/** How sources are asked and their documents read. */
type BySource = 'adapter' | 'http' | 'read' | 'secretOf';

export interface PipelineOptions {
  readonly sources?: readonly Partial<SourceConfig>[];
  /** Where the inventory is taken from. */
  readonly origins?: readonly InventoryOrigin[];
  readonly terminal?: RecordingSink;
  readonly slack?: RecordingSink;
  readonly now?: string;
  /** Who is told; the terminal alone where absent. */
  readonly routes?: PipelineDeps['routes'];
  readonly more?: Partial<
    Pick<
      PipelineDeps,
      'operatorChannel' | 'pause' | 'quietHours' | 'escalateAfterMs' | 'sinks' | 'scratch' | ByClock | BySource
    >
  >;
}

export async function startPipeline(store: Store, options: PipelineOptions = {}): Promise<TestPipeline> {
  let now = options.now ?? '2024-01-22T12:00:00.000Z';
  const queue = new MemoryQueue(() => Date.parse(now));
  const terminal = options.terminal ?? createRecordingSink('terminal');
  const slack = options.slack ?? createRecordingSink('slack', 1_000);
  const log = quietLog();
  const offers = new Map<string, PollOutcome>();
  const clock = { now: () => now };
  const sources = (options.sources ?? [{}]).map(aSource);
  const deps: PipelineDeps = {
    store,
    queue,
    clock,
    wallClock: clock,
    startedAt: now,
    http: { request: async () => Promise.reject(new Error('no request is expected')) },
    log,
    lexicon,
    policy,
    sources: new Map(sources.map((source) => [source.id, source])),
    secretOf: () => undefined,
    adapter: (kind) => ({ kind, poll: async ({ source }) => offers.get(source.id) ?? { kind: 'unchanged' } }),
    read: (item) => readItem(item, { pdfText: async () => Promise.reject(new Error('no PDF is expected')) }),
    readInventory,
    origins: new Map((options.origins ?? []).map((origin) => [origin.id, origin])),
    readAssets,
    chance: () => 0,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    assetIndex: createInventory(store, lexicon),
    pause: () => queue.idle(),
    scratch: async () => Promise.reject(new Error('no replay is expected')),
    routes: options.routes ?? [{ sink: 'terminal', channel: 'terminal', from: 'P3' }],
    escalateAfterMs: 30 * 60_000,
    digests: [],
    drawChart: async () => new Uint8Array([1]),
    staleAfterDays: 365,
    owners: new Map(),
    sinks: new Map<'terminal' | 'slack', Sink>([
      ['terminal', terminal],
      ['slack', slack],
    ]),
    ...options.more,
  };
  await queue.work(stepsOf(deps));
  await wakePending(deps);
  const pipeline: TestPipeline = {
    deps,
    queue,
    terminal,
    slack,
    log,
    offer: (sourceId, outcome) => {
      const isItems = Array.isArray(outcome);
      offers.set(
        sourceId,
        isItems ? { kind: 'changed', items: outcome, refused: [], cursor: {} } : (outcome as PollOutcome),
      );
    },
    setNow: (next) => {
      now = next;
    },
    poll: async (sourceId) => {
      await pollSource(deps, sourceId);
      await queue.idle();
    },
    settle: () => queue.idle(),
    pass: async (ms) => {
      const end = Date.parse(now) + ms;
      await queue.runUntil(end, (at) => {
        now = new Date(at).toISOString();
      });
      await remind(deps);
      await queue.idle();
    },
    restart: async (next = store) => {
      await queue.close();
      const again = await startPipeline(next, { ...options, terminal, slack, now });
      for (const [id, outcome] of offers) again.offer(id, outcome);
      return again;
    },
  };
  return pipeline;
}

function aSource(changes: Partial<SourceConfig>): SourceConfig {
  return {
    id: 'researcher',
    kind: 'feed',
    publisher: { name: 'Example Research', kind: 'researcher' },
    trusted: true,
    tlp: 'CLEAR',
    everyMs: 3_600_000,
    internal: false,
    ...changes,
  };
}

/** A document in plain words. */
export function aDocument(
  guid: string,
  title: string,
  words: string,
  publishedAt = '2024-01-20T00:00:00.000Z',
): RawItem {
  return { guid, title, publishedAt, format: 'text', bytes: new TextEncoder().encode(`${title}\n\n${words}`) };
}

/** The pharmacy's forgotten server, which the founding story is about. */
export const FORGOTTEN_SERVER: Asset = {
  id: 'LP-001',
  hostname: 'lp-hq-rmt01',
  vendor: 'ConnectWise',
  product: 'ScreenConnect',
  version: '19.2.24707',
  lastUpdatedAt: '2019-06-01',
  managed: false,
  exposure: 'open',
  supplier: 'Transaction Data Systems',
  observables: [],
  tags: [],
};

/** A story in one paragraph that touches the forgotten server. */
export const STORY =
  'Attackers are exploiting an unmanaged, on-premises ConnectWise ScreenConnect server operated by Transaction Data Systems, ' +
  'a supplier of pharmacy software, to gain access to healthcare organisations. The server had not been updated since 2019.';
