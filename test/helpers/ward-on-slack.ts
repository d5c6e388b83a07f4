import type pg from 'pg';
import type { Asset } from '../../src/domain/asset.ts';
import type { CaseStatus } from '../../src/domain/handling.ts';
import { statusOf } from '../../src/domain/handling.ts';
import type { OwnerBook } from '../../src/domain/owner.ts';
import type { Tlp } from '../../src/domain/tlp.ts';
import { createFrontOffice } from '../../src/office/front-office.ts';
import type { PipelineDeps } from '../../src/pipeline/deps.ts';
import type { FrontOffice } from '../../src/ports/front-office.ts';
import { createSlackListener } from '../../src/slack/listener.ts';
import type { SlackListener } from '../../src/slack/listener-options.ts';
import { createSlackSink } from '../../src/slack/slack-sink.ts';
import { validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { uuidv5 } from '../../src/uuidv5.ts';
import { DANA } from './builders.ts';
import { emptyTables } from './empty-tables.ts';
import { FakeSlack } from './fake-slack.ts';
import type { FakeMessage } from './fake-slack-workspace.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from './pipeline.ts';
import { createRecordingSink } from './recording-sink.ts';

/** How Slack reaches the listener. */
export type Way = 'socket' | 'http';

/** Who is in the workspace: analysts by group, a viewer by name, somebody without any role, and an admin. */
export const PEOPLE = {
  dana: 'U0DANA001',
  ravi: 'U0RAVI001',
  vera: 'U0VERA001',
  otto: 'U0OTTO001',
  adam: 'U0ADAM001',
} as const;
export const ANALYSTS = 'S0ANALYSTS';
export const WARD_CHANNEL = 'C0WARD001';

/** wardwatch with the real store, pipeline, sink and listener, on a Slack of its own in which one alert stands. */
export interface WardOnSlack {
  readonly slack: FakeSlack;
  readonly pipeline: TestPipeline;
  readonly office: FrontOffice;
  /** Where the listener takes requests over HTTP. */
  port(): number;
  /** What the listener logged, as JSON lines. */
  readonly logged: readonly string[];
  /** The card of the only case, as it stands now. */
  card(): FakeMessage;
  /** What its thread says, oldest first. */
  thread(): readonly string[];
  /** What only this person was shown, oldest first. */
  told(userId: string): readonly string[];
  status(): Promise<CaseStatus>;
  /** What people did with the case, oldest first: `dana case.acknowledge`. */
  audit(): Promise<readonly string[]>;
  /** Everything that was sent to Slack and breaks one of its limits. */
  violations(): readonly string[];
  stop(): Promise<void>;
}

export interface WardOptions {
  readonly tlp?: Tlp;
  readonly owners?: OwnerBook;
  /** Where the past is told again. */
  readonly scratch?: PipelineDeps['scratch'];
  /** What the inventory says of the forgotten server, beside what is known of it. */
  readonly server?: Partial<Asset>;
  /** Before the listener starts. */
  readonly prepare?: (slack: FakeSlack) => void;
}

/** Starts it on an emptied database, and lets the founding story come in. */
export async function startWard(pool: pg.Pool, way: Way, options: WardOptions = {}): Promise<WardOnSlack> {
  const store = await openStore(pool);
  await emptyTables(pool);
  await store.changeInventory({ save: [{ ...FORGOTTEN_SERVER, ...options.server }] }, DANA, '2024-01-01T00:00:00.000Z');
  const slack = await FakeSlack.start();
  slack.addChannel(WARD_CHANNEL);
  for (const [name, id] of Object.entries(PEOPLE)) slack.addUser(id, { name });
  slack.addUsergroup(ANALYSTS, { handle: 'analysts', users: [PEOPLE.dana, PEOPLE.ravi] });
  options.prepare?.(slack);

  const logged: string[] = [];
  const sink = createSlackSink({ token: slack.token, apiUrl: slack.apiUrl, log: () => {}, lookAgainAfterMs: 0 });
  const pipeline = await startPipeline(store, {
    sources: [{ id: 'researcher', tlp: options.tlp ?? 'CLEAR' }],
    routes: [{ sink: 'slack', channel: WARD_CHANNEL, from: 'P3' }],
    slack: { ...createRecordingSink('slack'), ...sink, paceMs: 0 },
    more: {
      ...(options.owners !== undefined && { owners: options.owners }),
      ...(options.scratch !== undefined && { scratch: options.scratch }),
    },
  });
  const harmless = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
  const story = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z');
  for (const items of [[harmless], [harmless, story]]) {
    pipeline.offer('researcher', items);
    await pipeline.poll('researcher');
  }
  const office = createFrontOffice(pipeline.deps, uuidv5);
  const { listener, port } = await listen(slack, way, { office, logged, pipeline });

  const card = (): FakeMessage => {
    const found = slack.messages.find((message) => message.channel === WARD_CHANNEL && message.threadTs === undefined);
    if (found === undefined) throw new Error('No card was posted.');
    return found;
  };
  return {
    ...{ slack, pipeline, office, logged, card, port: () => port },
    thread: () => slack.messages.filter((message) => message.threadTs === card().ts).map((message) => message.text),
    told: (userId) => slack.ephemerals.filter(({ user }) => user === userId).map(({ text }) => text),
    status: async () => {
      const known = await store.caseById('C-1');
      if (known === undefined) throw new Error('C-1 is gone.');
      return statusOf(known.handling);
    },
    audit: async () =>
      [...(await store.auditEntries({ subject: 'C-1' }))]
        .sort((one, other) => one.number - other.number)
        .map(({ actor, action }) => `${actor.name} ${action}`),
    violations: () => violationsIn(slack),
    stop: async () => {
      await listener.stop();
      await slack.until(() => slack.socket.connections === 0, 'the listener to leave');
      await pipeline.queue.close();
      await slack.stop();
    },
  };
}

async function listen(
  slack: FakeSlack,
  way: Way,
  { office, logged, pipeline }: { office: FrontOffice; logged: string[]; pipeline: TestPipeline },
): Promise<{ readonly listener: SlackListener; readonly port: number }> {
  let port = 0;
  const listener = createSlackListener({
    ...{ token: slack.token, apiUrl: slack.apiUrl, office, now: () => pipeline.deps.clock.now() },
    receive:
      way === 'socket'
        ? { kind: 'socket', appToken: slack.appToken }
        : { kind: 'http', signingSecret: slack.signingSecret, port: 0 },
    owners: pipeline.deps.owners,
    roles: { viewers: [PEOPLE.vera], analysts: [ANALYSTS], admins: [PEOPLE.adam] },
    log: (event, facts) => {
      if (event === 'slack.listening') port = Number(facts.port);
      logged.push(JSON.stringify({ event, ...facts }));
    },
  });
  await listener.start();
  if (way === 'socket') await slack.connect('socket');
  else await slack.connect('http', `http://127.0.0.1:${port}/slack/events`);
  return { listener, port };
}

function violationsIn(slack: FakeSlack): readonly string[] {
  const sent = slack.calls.flatMap(({ method, args }) => {
    if (method === 'chat.postMessage' || method === 'chat.update') return validateMessage(args as never);
    return method.startsWith('views.') ? validateView(args.view as never) : [];
  });
  return [...sent, ...slack.ephemerals.flatMap((ephemeral) => validateMessage(ephemeral as never))];
}
