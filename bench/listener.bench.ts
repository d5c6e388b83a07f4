import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrontOffice } from '../src/office/front-office.ts';
import { createSlackListener } from '../src/slack/listener.ts';
import type { SlackListener } from '../src/slack/listener-options.ts';
import { openStore } from '../src/storage/postgres-store.ts';
import { uuidv5 } from '../src/uuidv5.ts';
import { freshEmbedded } from '../test/helpers/embedded.ts';
import { FakeSlack } from '../test/helpers/fake-slack.ts';
import { startPipeline } from '../test/helpers/pipeline.ts';
import { ADVISORIES, ASSETS, CASES, cveAt, fillLargeDatabase, PRODUCTS, productName } from './large-database.ts';
import { quantile } from './quantile.ts';

const TURNS = 300;
const ANNA = 'U0ANNA0001';
const CHANNEL = 'C0WARD0001';

/** What people type, each time about something else. */
const COMMANDS: readonly ((turn: number) => readonly [command: string, text: string])[] = [
  () => ['/advisory', 'latest'],
  (turn) => ['/advisory', `ransomware token${turn}`],
  (turn) => ['/advisory', cveAt(turn * 41)],
  (turn) => ['/advisory', `product:"${productName(turn)}"`],
  (turn) => ['/advisory', `show C-${(turn % CASES) + 1}`],
  (turn) => ['/advisory', `affected ${cveAt(turn * 30)}`],
  (turn) => ['/advisory', `affected ${productName((turn * 7) % PRODUCTS)}`],
  (turn) => ['/advisory', `ioc relay-${turn * 100}[.]example[.]com`],
  () => ['/ward', 'status'],
  () => ['/ward', 'sources'],
];

describe(`the listener over Socket Mode, with ${ADVISORIES} advisories and ${ASSETS} assets stored`, () => {
  let slack: FakeSlack;
  let listener: SlackListener;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await freshEmbedded();
    const store = await openStore(database.pool);
    await fillLargeDatabase(store, database.pool, (done) => process.stdout.write(`${done}\n`));
    const { deps } = await startPipeline(store);
    await deps.assetIndex();
    slack = await FakeSlack.start();
    slack.addChannel(CHANNEL);
    slack.addUser(ANNA);
    listener = createSlackListener({
      token: slack.token,
      apiUrl: slack.apiUrl,
      receive: { kind: 'socket', appToken: slack.appToken },
      office: createFrontOffice(deps, uuidv5),
      owners: new Map(),
      roles: { viewers: [], analysts: [], admins: [ANNA] },
      log: () => undefined,
      now: () => new Date().toISOString(),
    });
    await listener.start();
    await slack.connect('socket');
    close = database.close;
  });
  afterAll(async () => {
    await listener.stop();
    await slack.stop();
    await close();
  });

  it('acknowledges within 300 ms and answers within a second', async () => {
    const acks: number[] = [];
    const answers = new Map<string, number[]>();
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const command of COMMANDS) {
        const [name, text] = command(turn);
        const askedAt = performance.now();
        const asked = await slack.command(ANNA, name, text, CHANNEL);
        acks.push(asked.ack.atMs);
        await slack.until(() => asked.responses().length > 0, `an answer to ${name} ${text}`);
        const kind = `${name} ${text.split(/[ :]/)[0]?.replace(/^CVE-.*/, 'CVE') ?? ''}`;
        answers.set(kind, [...(answers.get(kind) ?? []), performance.now() - askedAt]);
      }
    }
    const all = [...answers.values()].flat();
    const line = (name: string, times: readonly number[]) =>
      `${name.padEnd(24)} p50 ${quantile(times, 0.5).toFixed(1).padStart(7)} ms  p99 ${quantile(times, 0.99).toFixed(1).padStart(7)} ms\n`;
    process.stdout.write(line(`ack, ${acks.length} commands`, acks));
    process.stdout.write(line('answer, all', all));
    for (const [name, times] of answers) process.stdout.write(line(`  ${name}`, times));
    expect(quantile(acks, 0.99)).toBeLessThan(300);
    expect(quantile(all, 0.99)).toBeLessThan(1_000);
  });
});
