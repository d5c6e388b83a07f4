import { setTimeout as pause } from 'node:timers/promises';
import type { Tlp } from '../domain/tlp.ts';
import { WardwatchError } from '../errors.ts';
import type { Delivery, Found, Outgoing, Receipt, Sink } from '../ports/sink.ts';
import { createAudiences, highestTlp, mayShow } from './audience.ts';
import { slackMessage } from './blocks/message.ts';
import type { SlackMessage } from './blocks/slack-message.ts';
import { withheldUpdate } from './blocks/withheld-message.ts';
import type { PlaceTrouble, SlackCheck } from './check-access.ts';
import type { Gateway, GatewayOptions, Place } from './gateway.ts';

export interface SlackSinkOptions extends GatewayOptions {
  /** How long to wait before an event that was not found is looked for once more, since Slack's history may lag; 3 s where absent. */
  readonly lookAgainAfterMs?: number;
  /** For how long a channel's audience is remembered; the machine's clock where absent. */
  readonly nowMs?: () => number;
}

/** Tells people in Slack channels, or in their own conversation with the bot where the channel is a person's id. */
export interface SlackSink extends Sink {
  /** Whether Slack lets the bot in, for the start and for `doctor`. */
  check(): Promise<SlackCheck>;
  /** Why the bot cannot post to a channel or a person, for `doctor`; undefined where it can. */
  checkPlace(place: string): Promise<PlaceTrouble | undefined>;
}

/**
 * Alerts, digests and notices are posted, updates and files are replies in the alert's thread, edits redraw the alert. Each post
 * carries its key in Slack's message metadata, which is how `find` knows whether a post whose answer was lost is there; a file
 * is known by its name. An edit is never found: saying it again changes nothing and makes no sound. What a channel may not
 * show for its TLP is said without content.
 *
 * `token` is the bot token (`xoxb-…`). Throws CONFIG_INVALID for an `apiUrl` that does not end in `/api/`, and for a token
 * that cannot stand in a header: the fault that fetch throws for it would quote the token. Slack's SDK, which takes long to
 * load, is loaded at the first call, so that commands that never speak to Slack start at once.
 */
export function createSlackSink(options: SlackSinkOptions): SlackSink {
  refuseUnusable(options);
  let opened: Promise<Desk> | undefined;
  const open = (): Promise<Desk> => {
    opened ??= import('./gateway.ts').then(({ createGateway }) => {
      const gateway = createGateway(options);
      const audienceOf = createAudiences((channel) => gateway.audience(channel), options.nowMs ?? Date.now);
      return { gateway, highestIn: async (channel: string) => highestTlp(await audienceOf(channel)) };
    });
    return opened;
  };
  return {
    id: 'slack',
    paceMs: PACE_MS,
    deliver: async (outgoing) => deliver(await open(), outgoing),
    find: async (outgoing, since) => find((await open()).gateway, outgoing, since, options.lookAgainAfterMs ?? 3_000),
    check: async () => (await import('./check-access.ts')).checkAccess((await open()).gateway),
    checkPlace: async (place) => (await import('./check-access.ts')).checkPlace((await open()).gateway, place),
  };
}

/** Slack takes about one message a second in a channel (docs.slack.dev, "Rate limits"). */
const PACE_MS = 1_000;

interface Desk {
  readonly gateway: Gateway;
  readonly highestIn: (channel: string) => Promise<Tlp>;
}

function refuseUnusable({ token, apiUrl }: SlackSinkOptions): void {
  if (apiUrl !== undefined && !(URL.canParse(apiUrl) && apiUrl.endsWith('/api/'))) {
    throw new WardwatchError(
      'CONFIG_INVALID',
      `SLACK_API_URL is "${apiUrl}"; it must be a web address that ends in /api/.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new WardwatchError('CONFIG_INVALID', 'SLACK_BOT_TOKEN holds white space or a character that no token has.');
  }
}

async function deliver({ gateway, highestIn }: Desk, outgoing: Outgoing): Promise<Delivery> {
  const highest = isForEverybody(outgoing) ? 'CLEAR' : await highestIn(outgoing.channel);
  if (outgoing.kind === 'file') return deliverFile(gateway, outgoing, highest);
  if (outgoing.kind === 'chart') return deliverChart(gateway, outgoing);
  const message = slackMessage(outgoing, highest);
  const { channel, key } = outgoing;
  if (outgoing.kind === 'summary' || outgoing.kind === 'reminder') return gateway.post(channel, message, key);
  const root = outgoing.root && rootOf(outgoing.root);
  if (outgoing.root !== undefined && root === undefined) return NO_MESSAGE;
  switch (outgoing.kind) {
    case 'alert':
      return root === undefined ? gateway.post(channel, message, key) : postInThread(gateway, root, message, key);
    case 'storm':
    case 'digest':
      return root === undefined ? gateway.post(channel, message, key) : gateway.update(root.channel, root.ts, message);
    case 'edit':
      return root === undefined ? NO_MESSAGE : gateway.update(root.channel, root.ts, message);
    case 'update':
      return root === undefined ? NO_MESSAGE : gateway.post(root.channel, message, key, root.thread ?? root.ts);
  }
}

/** What is TLP:CLEAR may be shown anywhere, so nobody has to be asked who can read the channel. */
function isForEverybody(outgoing: Outgoing): boolean {
  switch (outgoing.kind) {
    case 'summary':
    case 'reminder':
    case 'chart':
      return true;
    case 'digest':
      return [...outgoing.digest.openCases.shown, ...outgoing.digest.changes.shown].every(({ tlp }) => tlp === 'CLEAR');
    case 'file':
      return outgoing.file.tlp === 'CLEAR';
    case 'storm':
      return outgoing.rows.every((row) => row.tlp === 'CLEAR');
    default:
      return outgoing.message.tlp === 'CLEAR';
  }
}

const NO_MESSAGE: Delivery = {
  kind: 'rejected',
  because: 'The receipt of what it belongs to names no Slack message (channel, ts).',
};

/** An alert in a storm's thread remembers the thread, in which what follows is said as well. */
async function postInThread(gateway: Gateway, storm: Root, message: SlackMessage, key: string): Promise<Delivery> {
  const delivery = await gateway.post(storm.channel, message, key, storm.ts);
  if (delivery.kind !== 'delivered') return delivery;
  return { kind: 'delivered', receipt: { ...delivery.receipt, thread: storm.ts } };
}

/** A file that the channel may not see is not uploaded; its place says so. */
async function deliverFile(gateway: Gateway, outgoing: FileEvent, highest: Tlp): Promise<Delivery> {
  const root = rootOf(outgoing.root);
  if (root === undefined) return NO_MESSAGE;
  const { file, key } = outgoing;
  const threadTs = root.thread ?? root.ts;
  return mayShow(file.tlp, highest)
    ? gateway.upload({ channel: root.channel, threadTs }, file)
    : gateway.post(root.channel, withheldUpdate(file.caseId, file.tlp), key, threadTs);
}

/** It shows numbers alone, which every channel may see. */
async function deliverChart(gateway: Gateway, { chart, root: receipt }: ChartEvent): Promise<Delivery> {
  const root = rootOf(receipt);
  if (root === undefined) return NO_MESSAGE;
  const { name, alt, png } = chart;
  const image = { name, title: alt, alt, content: Buffer.from(png, 'base64') };
  return gateway.upload({ channel: root.channel, threadTs: root.ts }, image);
}

type ChartEvent = Extract<Outgoing, { readonly kind: 'chart' }>;

type FileEvent = Extract<Outgoing, { readonly kind: 'file' }>;

async function find(gateway: Gateway, outgoing: Outgoing, since: string, lookAgainAfterMs: number): Promise<Found> {
  const isRedrawn = (outgoing.kind === 'storm' || outgoing.kind === 'digest') && outgoing.root !== undefined;
  if (outgoing.kind === 'edit' || isRedrawn) return { kind: 'absent' };
  const place = placeOf(outgoing, Date.parse(since) / 1_000 - CLOCK_SKEW_SECONDS);
  if (place === undefined) return { kind: 'absent' };
  const look = () => lookOnce(gateway, outgoing, place);
  const first = await look();
  if (first.kind !== 'absent') return first;
  await pause(lookAgainAfterMs);
  return look();
}

/** A file is found by its name, and where it was withheld by the key of what was said instead. */
async function lookOnce(gateway: Gateway, outgoing: Outgoing, place: Place): Promise<Found> {
  if (outgoing.kind === 'chart') return gateway.findFile(outgoing.chart.name, place);
  const found = await gateway.findByKey(outgoing.key, place);
  if (outgoing.kind === 'file' && found.kind === 'absent') return gateway.findFile(outgoing.file.name, place);
  if (found.kind !== 'found' || place.threadTs === undefined || outgoing.kind !== 'alert') return found;
  return { kind: 'found', receipt: { ...found.receipt, thread: place.threadTs } };
}

/** Slack stamps messages by its own clock, and the clock of a hospital's server may be minutes ahead of it. */
const CLOCK_SKEW_SECONDS = 15 * 60;

function placeOf(outgoing: Outgoing, oldestSeconds: number): Place | undefined {
  if (outgoing.kind === 'summary' || outgoing.kind === 'reminder' || outgoing.root === undefined) {
    return outgoing.kind === 'update' || outgoing.kind === 'file' || outgoing.kind === 'chart'
      ? undefined
      : { channel: outgoing.channel, oldestSeconds };
  }
  const root = rootOf(outgoing.root);
  return root === undefined ? undefined : { channel: root.channel, threadTs: root.thread ?? root.ts, oldestSeconds };
}

/** The message that a receipt names; `thread` where it stands in one itself. */
interface Root {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
}

function rootOf({ channel, ts, thread }: Receipt): Root | undefined {
  if (channel === undefined || ts === undefined) return undefined;
  return { channel, ts, ...(thread !== undefined && { thread }) };
}
