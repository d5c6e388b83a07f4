import { setTimeout as pause } from 'node:timers/promises';
import { WardwatchError } from '../errors.ts';
import type { Delivery, Found, Outgoing, Receipt, Sink } from '../ports/sink.ts';
import { slackMessage } from './blocks/message.ts';
import type { SlackCheck } from './check-access.ts';
import type { Gateway, GatewayOptions, Place } from './gateway.ts';

export interface SlackSinkOptions extends GatewayOptions {
  /** How long to wait before an event that was not found is looked for once more, since Slack's history may lag; 3 s where absent. */
  readonly lookAgainAfterMs?: number;
}

/** Tells people in Slack channels. */
export interface SlackSink extends Sink {
  /** Whether Slack lets the bot in, for the start and for `doctor`. */
  check(): Promise<SlackCheck>;
}

/**
 * Alerts and summaries are posted, updates are replies in the alert's thread, edits redraw the alert. Each post carries its
 * key in Slack's message metadata, which is how `find` knows whether a post whose answer was lost is there. An edit is never
 * found: saying it again changes nothing and makes no sound.
 *
 * `token` is the bot token (`xoxb-…`). Throws CONFIG_INVALID for an `apiUrl` that does not end in `/api/`, and for a token
 * that cannot stand in a header: the fault that fetch throws for it would quote the token. Slack's SDK, which takes long to
 * load, is loaded at the first call, so that commands that never speak to Slack start at once.
 */
export function createSlackSink(options: SlackSinkOptions): SlackSink {
  refuseUnusable(options);
  let opened: Promise<Gateway> | undefined;
  const open = (): Promise<Gateway> => {
    opened ??= import('./gateway.ts').then(({ createGateway }) => createGateway(options));
    return opened;
  };
  return {
    id: 'slack',
    deliver: async (outgoing) => deliver(await open(), outgoing),
    find: async (outgoing, since) => find(await open(), outgoing, since, options.lookAgainAfterMs ?? 3_000),
    check: async () => (await import('./check-access.ts')).checkAccess(await open()),
  };
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

async function deliver(gateway: Gateway, outgoing: Outgoing): Promise<Delivery> {
  const message = slackMessage(outgoing);
  if (outgoing.kind === 'alert' || outgoing.kind === 'summary') {
    return gateway.post(outgoing.channel, message, outgoing.key);
  }
  const root = rootOf(outgoing.root);
  if (root === undefined)
    return { kind: 'rejected', because: 'The receipt of the alert names no Slack message (channel, ts).' };
  return outgoing.kind === 'edit'
    ? gateway.update(root.channel, root.ts, message)
    : gateway.post(root.channel, message, outgoing.key, root.ts);
}

async function find(gateway: Gateway, outgoing: Outgoing, since: string, lookAgainAfterMs: number): Promise<Found> {
  if (outgoing.kind === 'edit') return { kind: 'absent' };
  const place = placeOf(outgoing, Date.parse(since) / 1_000 - CLOCK_SKEW_SECONDS);
  if (place === undefined) return { kind: 'absent' };
  const first = await gateway.findByKey(outgoing.key, place);
  if (first.kind !== 'absent') return first;
  await pause(lookAgainAfterMs);
  return gateway.findByKey(outgoing.key, place);
}

/** Slack stamps messages by its own clock, and the clock of a hospital's server may be minutes ahead of it. */
const CLOCK_SKEW_SECONDS = 15 * 60;

function placeOf(outgoing: Exclude<Outgoing, { kind: 'edit' }>, oldestSeconds: number): Place | undefined {
  if (outgoing.kind !== 'update') return { channel: outgoing.channel, oldestSeconds };
  const root = rootOf(outgoing.root);
  return root === undefined ? undefined : { channel: root.channel, threadTs: root.ts, oldestSeconds };
}

function rootOf({ channel, ts }: Receipt): { channel: string; ts: string } | undefined {
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}
