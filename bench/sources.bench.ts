import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, buildApp } from '../src/app.ts';
import { loadSettings } from '../src/config/settings.ts';
import type { SourceConfig } from '../src/ports/source.ts';
import { DANA } from '../test/helpers/builders.ts';
import { chance } from './chance.ts';
import { advisoryAt, inventoryOf } from './large-inventory.ts';

const SOURCES = Number(process.env.BENCH_SOURCES ?? 100);
const ITEMS = Number(process.env.BENCH_ITEMS ?? 20);
const ASSETS = 1_000;
const MOST_SECONDS = 60;
const MOST_MB = 600;

/** Each source has a host of its own, so that none waits for the turn of another. */
const hosts = Array.from({ length: SOURCES }, (_, index) => `127.0.0.${index + 1}`);
const folder = mkdtempSync(join(tmpdir(), 'wardwatch-bench-'));

let servers: readonly Server[];
let app: App;
/** How often the publishers have revised everything that they offer. */
let revision = 0;
let documentsRead = 0;
/** What the process holds before the program is opened: the servers, their documents, and what runs this. */
let firstMb = 0;

beforeAll(async () => {
  servers = await Promise.all(hosts.map(serve));
  const sources = hosts.map(sourceAt);
  firstMb = Math.round(process.memoryUsage.rss() / 1_048_576);
  app = await buildApp({
    settings: loadSettings(undefined, {}),
    dataFolder: folder,
    log: {
      info: (message) => {
        if (message === 'document read') documentsRead += 1;
      },
      warn: (message, facts) => console.warn(message, facts),
    },
    terminal: { out: { write: () => true }, colour: false, format: 'cards' },
    sources,
  });
  await app.store.changeInventory({ save: [...inventoryOf(ASSETS)] }, DANA, new Date().toISOString());
  await app.start();
});

afterAll(async () => {
  await app.close();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(folder, { recursive: true });
});

it(`${SOURCES} sources with ${SOURCES * ITEMS} changed documents`, async () => {
  const seeding = await measured();
  revision = 1;
  const changing = await measured();
  const load = loadavg().map((load) => load.toFixed(1));
  console.info(JSON.stringify({ firstMb, seeding, changing, cases: (await app.store.cases()).length, load }, null, 2));
  expect(changing.documents).toBe(SOURCES * ITEMS);
  expect(changing.seconds).toBeLessThan(MOST_SECONDS);
  expect(changing.peakMb).toBeLessThan(MOST_MB);
});

/** Lets every source be polled now, and measures until all that came of it is told. */
async function measured() {
  const beganAtMs = performance.now();
  const before = { cpu: process.cpuUsage(), read: documentsRead };
  let peakMb = 0;
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, Math.round(process.memoryUsage.rss() / 1_048_576));
  }, 50);
  const polledSeconds = await pollAll();
  await app.settled();
  clearInterval(look);
  const { user, system } = process.cpuUsage(before.cpu);
  return {
    documents: documentsRead - before.read,
    polledSeconds,
    seconds: secondsSince(beganAtMs),
    cpuSeconds: Math.round((user + system) / 100_000) / 10,
    peakMb,
  };
}

async function pollAll(): Promise<number> {
  const beganAtMs = performance.now();
  const beganAt = new Date().toISOString();
  await app.deps.queue.add(
    'poll',
    hosts.map((_, index) => ({ sourceId: `feed-${index}`, byHand: true as const })),
  );
  const isWaiting = async () =>
    (await app.store.sourceStates()).filter(({ polledAt = '' }) => polledAt >= beganAt).length < SOURCES;
  while (await isWaiting()) await pause(100);
  return secondsSince(beganAtMs);
}

function secondsSince(ms: number): number {
  return Math.round((performance.now() - ms) / 100) / 10;
}

async function serve(host: string, index: number): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/rss+xml');
    response.end(feedOf(index));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return server;
}

function sourceAt(_: string, index: number): SourceConfig {
  const address = servers[index]?.address() as AddressInfo;
  return {
    id: `feed-${index}`,
    kind: 'feed',
    publisher: { name: `Publisher ${index}`, kind: 'vendor' },
    trusted: true,
    tlp: 'CLEAR',
    everyMs: 86_400_000,
    url: `http://${address.address}:${address.port}/feed.xml`,
    internal: true,
  };
}

function feedOf(source: number): string {
  const items = Array.from({ length: ITEMS }, (_, at) => itemAt(source * ITEMS + at));
  return `<rss version="2.0"><channel><title>Advisories ${source}</title>${items.join('')}</channel></rss>`;
}

/** An advisory as vendors write it, on what hospitals run and on what they do not; a later revision names a later version. */
function itemAt(number: number): string {
  const { title, affected, aliases, publishedAt = '' } = advisoryAt(number, SOURCES * ITEMS);
  const random = chance(number + 1);
  const products = affected.slice(0, 3).map(({ vendor, product }) => {
    const fixed = `${1 + random.below(3)}.${random.below(10)}.${random.below(20) + revision}`;
    return `<p>${vendor} ${product} versions before ${fixed} are affected by ${aliases[0]}. Update to ${fixed}.</p>`;
  });
  const trace = random.below(4) === 0 ? `<p>The attackers sent data to relay-${number}[.]example[.]com.</p>` : '';
  const words = `${products.join('')}<p>${TOLD.join(' ')}</p>${trace}<p>Revision ${revision + 1} of this advisory.</p>`;
  return `<item><title>${title}</title><guid>${number}</guid><pubDate>${new Date(publishedAt).toUTCString()}</pubDate><description><![CDATA[${words}]]></description></item>`;
}

const TOLD = [
  'A flaw in the parser of requests lets a stranger on the network stop the service or run code of their own.',
  'The flaw was found in a review of our own. We know of no attack that uses it.',
  'Who cannot update should keep the management interface off the internet and allow it from known addresses only.',
  'We thank the researchers who told us of it and gave us time to mend it.',
];
