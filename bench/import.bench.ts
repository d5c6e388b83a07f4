import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetsToCsv } from '../src/inventory/export-csv.ts';
import { createFrontOffice } from '../src/office/front-office.ts';
import type { Store } from '../src/ports/store.ts';
import { createSlackListener } from '../src/slack/listener.ts';
import type { SlackListener } from '../src/slack/listener-options.ts';
import { openStore } from '../src/storage/postgres-store.ts';
import { uuidv5 } from '../src/uuidv5.ts';
import { freshEmbedded } from '../test/helpers/embedded.ts';
import { FakeSlack } from '../test/helpers/fake-slack.ts';
import type { FakeMessage } from '../test/helpers/fake-slack-workspace.ts';
import { startPipeline } from '../test/helpers/pipeline.ts';
import { assetAt } from './large-database.ts';
import { quantile } from './quantile.ts';

/** Half of them are there already, of which every other one changes. */
const ROWS = 100_000;
const ANNA = 'U0ANNA0001';
const CHANNEL = 'C0WARD0001';
const NOBODY = { id: 'bench', name: 'bench' };

let slack: FakeSlack;
let listener: SlackListener;
let store: Store;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await freshEmbedded();
  close = database.close;
  store = await openStore(database.pool);
  const stored = Array.from({ length: ROWS / 2 }, (_, index) => assetAt(undefined, index));
  await store.changeInventory({ save: stored }, NOBODY, '2024-01-01T00:00:00.000Z');
  const { deps } = await startPipeline(store);
  // How late an ack is, is what is measured.
  slack = await FakeSlack.start({ ackTimeoutMs: 60_000 });
  slack.addChannel(CHANNEL);
  slack.addUser(ANNA);
  let port = 0;
  listener = createSlackListener({
    token: slack.token,
    apiUrl: slack.apiUrl,
    // Over a socket, the reading of 100,000 assets by the bench itself would be taken for a dead connection.
    receive: { kind: 'http', signingSecret: slack.signingSecret, port: 0 },
    office: createFrontOffice(deps, uuidv5),
    owners: new Map(),
    roles: { viewers: [], analysts: [], admins: [ANNA] },
    log: (event, facts) => {
      if (event === 'slack.listening') port = Number(facts.port);
    },
    now: () => new Date().toISOString(),
  });
  await listener.start();
  await slack.connect('http', `http://127.0.0.1:${port}/slack/events`);
});
afterAll(async () => {
  await listener.stop();
  await slack.stop();
  await close();
});

it(`imports ${ROWS} rows through Slack, and takes them back to the byte, while others are answered`, async () => {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const asset = assetAt(undefined, index);
    return index % 4 === 0 ? { ...asset, owner: 'Another team' } : asset;
  });
  const id = slack.giveFile({ name: 'assets.csv', content: assetsToCsv(rows) });
  const before = await digest();

  await slack.command(ANNA, '/ward', 'help', CHANNEL);
  await slack.command(ANNA, '/assets', 'import', CHANNEL);
  await slack.until(() => slack.openView(ANNA), 'the window');
  const preview = await measured('to the preview', 'would be added', async () => {
    await slack.submit(ANNA, { 'import:upload': { files: [{ id }] } });
  });
  const done = await measured('to the end of the import', 'imported it', () =>
    slack.click(ANNA, preview.message, 'import:confirm'),
  );
  await measured('to the end of the undo', 'undid change', () => slack.click(ANNA, done.message, 'import:undo'));
  expect(await digest()).toBe(before);
  expect(preview.tookMs).toBeLessThan(60_000);
});

/** Does something and waits for the message that tells of its end; meanwhile somebody asks another command all the time. */
async function measured(title: string, words: string, begin: () => Promise<unknown>) {
  const acks: number[] = [];
  const startMs = performance.now();
  const firstRss = rssMb();
  let peakRss = firstRss;
  let isDone = false;
  const others = (async () => {
    while (!isDone) {
      acks.push((await slack.command(ANNA, '/ward', 'help', CHANNEL)).ack.atMs);
      peakRss = Math.max(peakRss, rssMb());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  await begin();
  const message = await messageThatSays(words);
  const tookMs = performance.now() - startMs;
  isDone = true;
  await others;
  process.stdout.write(
    `${title.padEnd(26)} ${(tookMs / 1_000).toFixed(1)} s  acks of another command: ${acks.length}, p50 ${quantile(acks, 0.5).toFixed(1)} ms, p99 ${quantile(acks, 0.99).toFixed(1)} ms, longest ${Math.max(...acks).toFixed(0)} ms  memory ${firstRss} -> ${peakRss} -> ${rssMb()} MB\n`,
  );
  return { message, tookMs };
}

/** The fake itself waits ten seconds at most. */
async function messageThatSays(words: string): Promise<FakeMessage> {
  for (;;) {
    const found = slack.messages.find((one) => one.channel === `D${ANNA}` && one.text.includes(words));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function rssMb(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}

async function digest(): Promise<string> {
  return createHash('sha256')
    .update(assetsToCsv(await store.assets()))
    .digest('hex');
}
