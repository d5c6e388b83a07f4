import type { ColumnType, Generated, RawBuilder } from 'kysely';
import type { Outgoing } from '../ports/sink.ts';

/** JSON columns hold what `JSON.stringify` wrote; both drivers give it back parsed. */
type Json<T> = ColumnType<T, string, string>;
type Timestamp = ColumnType<Date, string, string>;
type OptionalTimestamp = ColumnType<Date | null, string | null, string | null>;

type OutboxKind = Outgoing['kind'];

/** The tables of schema `wardwatch`, as kysely sees them. What each is for stands in `migrations/`. */
export interface Tables {
  settings: { key: string; value: Json<unknown> };
  sources: {
    id: string;
    cursor: Json<Record<string, unknown>> | null;
    polled_at: OptionalTimestamp;
    succeeded_at: OptionalTimestamp;
    failures: Generated<number>;
    outcome: string | null;
    seeded: Generated<boolean>;
    paused: Generated<boolean>;
    failing_since: OptionalTimestamp;
    cause: string | null;
    well_since: OptionalTimestamp;
    news_at: OptionalTimestamp;
    paused_at: OptionalTimestamp;
    /** The trouble that the operator was told of, until it is told that it is over. */
    told: string | null;
    told_at: OptionalTimestamp;
    /** A `PollPlan`; null where the source is to be asked at once. */
    plan: Json<unknown> | null;
  };
  batches: {
    id: Generated<number>;
    kind: 'seed' | 'flood' | 'ingest' | 'reingest' | 'rematch';
    label: string;
    state: Generated<'open' | 'closed'>;
    /** No member is added any more, so the batch closes when nothing of it is pending. */
    complete: Generated<boolean>;
    created_at: Timestamp;
    /** How many advisories a re-match began with. */
    size: Generated<number>;
    /** A person stopped it: nothing of it is matched, and it is not told, before it goes on. */
    held: Generated<boolean>;
    /** The names of who let it be matched again, and of who stopped it; null: nobody. */
    started_by: string | null;
    stopped_by: string | null;
    stopped_at: OptionalTimestamp;
    /** The batch of which it is what was left when a person stopped it; null: of none. */
    rest_of: number | null;
  };
  suppressions: {
    number: Generated<number>;
    scope: Json<unknown>;
    reason: string;
    expires_on: string;
    actor: Json<unknown>;
    at: Timestamp;
    removed: Generated<boolean>;
  };
  batch_cases: { batch_id: number; case_number: number };
  items: {
    id: Generated<number>;
    source_id: string;
    guid: string;
    content_hash: string;
    title: string | null;
    link: string | null;
    published_at: OptionalTimestamp;
    /** Null where the source, or the document itself, says who speaks. */
    publisher_name: string | null;
    /** The date that the source gives, where that cannot be one. */
    date_not_read: string | null;
    fetched_at: Timestamp;
    format: string;
    bytes: Buffer;
    state: Generated<'pending' | 'read' | 'refused'>;
    because: string | null;
    attempts: Generated<number>;
    batch_id: number | null;
    advisory_id: string | null;
  };
  documents: { id: string; text: string; search: ColumnType<string, never, never> };
  advisories: {
    id: string;
    source_id: string;
    revision: number;
    title: string;
    dated_at: Timestamp;
    first_seen_at: Timestamp;
    aliases: string[];
    matched: Generated<boolean>;
    batch_id: number | null;
    attempts: Generated<number>;
    /** The inventory's version that it was last matched against; -1: nobody knows. */
    matched_in: Generated<number>;
    /** A fingerprint of its matches; null where nobody knows. */
    matches_print: string | null;
    tlp: string;
    title_search: ColumnType<string, never, never>;
    /** How often it waited again because facts about its flaws changed. */
    facts_round: Generated<number>;
    /** The stopped batch that it goes back to where the change that it waits for cannot touch it. */
    stopped_in: number | null;
  };
  flaw_facts: { source: string; cve: string; kind: 'kev' | 'reading'; body: Json<unknown> };
  release_cycles: { source: string; product: string; cycle: string; body: Json<unknown> };
  epss: { block: string; model: string | null; day: string | null; scores: string };
  advisory_indicators: { advisory_id: string; type: string; value: string };
  advisory_products: {
    advisory_id: string;
    vendor: string | null;
    product: string;
    cves: string[];
    search: ColumnType<string, never, never>;
    vendor_search: ColumnType<string, never, never>;
  };
  revisions: { advisory_id: string; revision: number; document_id: string; body: Json<unknown>; created_at: Timestamp };
  assets: {
    id: string;
    body: Json<unknown>;
    updated_at: Timestamp;
    /** The watchlist that it stands for, empty for the organisation itself; null for what it runs. */
    watchlist: string | null;
    search: ColumnType<string, never, never>;
    /** Every value in small letters. */
    words: ColumnType<string, never, never>;
  };
  inventory_changes: {
    number: Generated<number>;
    at: Timestamp;
    actor_name: string;
    added: number;
    changed: number;
    removed: number;
    undone: Generated<boolean>;
  };
  inventory_versions: { version: number; change_number: number | null; asset_ids: string[] };
  inventory_before: { change_number: number; asset_id: string; body: Json<unknown> | null };
  imports: {
    id: Generated<number>;
    at: Timestamp;
    actor_id: string;
    actor_name: string;
    file_name: string;
    sync: boolean;
    /** Gzipped; null once the import ended. */
    file: Buffer | null;
    inventory_version: number;
    state: Generated<'prepared' | 'done' | 'cancelled'>;
    ended_at: OptionalTimestamp;
    ended_by: string | null;
    change_number: number | null;
  };
  watchlists: { name: string; version: number; body: Json<unknown>; updated_at: Timestamp };
  name_decisions: {
    id: Generated<number>;
    /** Both names as they are compared. */
    key: string;
    version: number;
    /** Null once the decision is forgotten. */
    body: Json<unknown> | null;
    before: Json<unknown> | null;
    changed_at: Timestamp;
  };
  matches: {
    advisory_id: string;
    slice: number;
    /** Whether a product that the advisory names brought in these matches. */
    by_product: boolean;
    asset_ids: string[];
    /** Those of them that are affected. */
    affected_ids: string[];
    /** The matches in the order of `asset_ids`, as gzipped JSON. */
    body: ColumnType<Buffer, RawBuilder<Buffer>, RawBuilder<Buffer>>;
  };
  cases: {
    number: Generated<number>;
    title: string;
    status: string;
    priority: string;
    body: Json<unknown>;
    opened_at: Timestamp;
    updated_at: Timestamp;
    latest_at: Timestamp;
    aliases: string[];
    handling: Json<unknown>;
    /** The suppression that kept it from being told. */
    hidden_by: string | null;
  };
  case_advisories: {
    case_number: number;
    advisory_id: string;
    /** The revision that the case was last decided on. */
    revision: number;
    because: string;
    joined_at: Timestamp;
  };
  decisions: {
    id: Generated<number>;
    case_number: number | null;
    advisory_id: string;
    revision: number;
    kind: 'notify' | 'stay-silent';
    reasons: Json<readonly string[]>;
    decided_at: Timestamp;
  };
  alerts: {
    case_number: number;
    sink: string;
    channel: string;
    receipt: Json<Record<string, string>> | null;
    opened_at: OptionalTimestamp;
    posted_at: OptionalTimestamp;
    called_at: ColumnType<Date | null, string | null, RawBuilder<Date> | string | null>;
    escalated_at: OptionalTimestamp;
    storm_id: number | null;
  };
  channels: { sink: string; channel: string; next_at: Timestamp };
  storms: {
    id: Generated<number>;
    sink: string;
    channel: string;
    last_at: Timestamp;
    receipt: Json<Record<string, string>> | null;
  };
  storm_cases: { storm_id: number; case_number: number; row: Json<unknown> };
  outbox: {
    id: Generated<number>;
    key: string;
    sink: string;
    channel: string;
    kind: OutboxKind;
    case_number: number | null;
    storm_id: number | null;
    digest_key: string | null;
    priority: string;
    /** What goes first: 0 is what a person just did, 1 to 5 are P1 to INFO. */
    rank: number;
    payload: Json<unknown>;
    state: Generated<'pending' | 'sending' | 'posted' | 'unknown' | 'dead'>;
    attempts: Generated<number>;
    because: string | null;
    created_at: Timestamp;
    attempted_at: OptionalTimestamp;
    due_at: Timestamp;
    receipt: Json<Record<string, string>> | null;
  };
  digests: {
    key: string;
    channel: string;
    since: Timestamp;
    hash: string;
    made_at: Timestamp;
    looked_at: Timestamp;
  };
  stale_reminders: { month: string; owner: string; is_waiting: Generated<boolean>; unreached: string | null };
  audit: {
    number: number;
    at: Timestamp;
    actor_id: string;
    actor_name: string;
    action: string;
    subject: string;
    before: Json<unknown> | null;
    after: Json<unknown> | null;
    previous_hash: string;
    hash: string;
  };
}
