import type { QuietHours } from '../alerts/quiet-hours.ts';
import type { Route } from '../alerts/routing.ts';
import type { Publisher } from '../domain/advisory.ts';
import type { DailyCount } from '../domain/digest.ts';
import type { DigestPlan, LocalHour } from '../domain/digest-plan.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { OwnerBook } from '../domain/owner.ts';
import type { RawAdvisory } from '../domain/raw-advisory.ts';
import type { Instant } from '../domain/time.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { HttpClient } from '../ports/http.ts';
import type { ReadAssetsFile, ReadInventory } from '../ports/inventory-file.ts';
import type { InventoryOrigin } from '../ports/inventory-origin.ts';
import type { Log } from '../ports/log.ts';
import type { OutboxRow } from '../ports/outbox.ts';
import type { JobQueue } from '../ports/queue.ts';
import type { ScratchStore } from '../ports/scratch-store.ts';
import type { Sink } from '../ports/sink.ts';
import type { RawItem, SourceAdapter, SourceConfig, SourceKind } from '../ports/source.ts';
import type { Store } from '../ports/store.ts';
import type { TriagePolicy } from '../triage/policy.ts';

/** A channel that takes cases, in one of the sinks. */
export interface SinkRoute extends Route {
  readonly sink: OutboxRow['sink'];
  /** The user who is called in each alert that the route opens, however urgent: the owner of a watchlist. */
  readonly owner?: string;
}

/** What deciding on cases and telling of them needs. */
export interface CaseDeps {
  readonly store: Store;
  readonly queue: JobQueue;
  /** The time of the story: what advisories, due dates and decisions are reckoned from. */
  readonly clock: Clock;
  /** The time of delivery: when something was sent and may be sent again. Differs from `clock` only in the demo. */
  readonly wallClock: Clock;
  readonly log: Log;
  readonly lexicon: Lexicon;
  readonly policy: TriagePolicy;
  /** A digest of bytes, for telling whether a document changed. */
  readonly hash: (bytes: Uint8Array) => string;
  /** The inventory as it stands now. */
  readonly assetIndex: () => Promise<AssetIndex>;
  /** Who is told of which case. */
  readonly routes: readonly SinkRoute[];
  /** The Slack channel where the operator is told what wardwatch cannot do by itself; absent: only `doctor` says it. */
  readonly operatorChannel?: string;
  readonly quietHours?: QuietHours;
  /** How long a P1 may stand in Slack unacknowledged before its group is called once more. */
  readonly escalateAfterMs: number;
  /** The sinks that this process can speak through. */
  readonly sinks: ReadonlyMap<OutboxRow['sink'], Sink>;
  readonly organisation?: string;
}

/** Everything the steps work with; built once, in `src/app.ts`. */
export interface PipelineDeps extends CaseDeps {
  readonly http: HttpClient;
  readonly sources: ReadonlyMap<string, SourceConfig>;
  /** What a variable of the environment holds, for the sources that want a secret. */
  readonly secretOf: (variable: string) => string | undefined;
  readonly adapter: (kind: SourceKind) => SourceAdapter;
  readonly read: (item: RawItem) => Promise<RawAdvisory>;
  /** Reads a file of assets as its rows come. */
  readonly readInventory: ReadInventory;
  /** Reads a file of assets whole, for a person who is to see it. */
  readonly readAssets: ReadAssetsFile;
  /** Where exports of the inventory are taken from by themselves. */
  readonly origins: ReadonlyMap<string, InventoryOrigin>;
  /** A number from 0 up to 1, for what is not to happen to all at one moment. */
  readonly chance: () => number;
  /** Lets so many milliseconds pass, for whoever waits until work is done. */
  readonly pause: (ms: number) => Promise<void>;
  /** Where and when digests are told. */
  readonly digests: readonly DigestPlan[];
  /** Draws the chart of a digest as a PNG file. */
  readonly drawChart: (daily: readonly DailyCount[]) => Promise<Uint8Array>;
  /** After so many days a version that nobody confirmed is stale. */
  readonly staleAfterDays: number;
  /** Who in Slack stands for the owners that the inventory names. */
  readonly owners: OwnerBook;
  /** When owners of stale assets are asked to confirm them, once a month; absent: never. */
  readonly remindAt?: LocalHour;
  /** When the operator is told once a day that wardwatch works; absent: never. */
  readonly heartbeatAt?: LocalHour;
  /** When this process began to work. */
  readonly startedAt: Instant;
  /** Who is in Slack; absent: Slack is off. */
  readonly directory?: () => Promise<Directory>;
  /** Opens an empty store in which the past is told again. */
  readonly scratch: () => Promise<ScratchStore>;
}

/** What is assumed of documents whose source is not configured (files given by hand). */
export const BY_HAND: { readonly id: string; readonly publisher: Publisher } = {
  id: 'files',
  publisher: { name: 'File', kind: 'other' },
};

/** What is assumed of texts that people point at in Slack: within the organisation and its clients, until a text says otherwise. */
export const FROM_PEOPLE: Pick<SourceConfig, 'id' | 'publisher' | 'trusted' | 'tlp'> = {
  id: 'slack',
  publisher: { name: 'Slack', kind: 'other' },
  trusted: true,
  tlp: 'AMBER',
};
