import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrontOffice } from '../src/office/front-office.ts';
import type { FrontOffice } from '../src/ports/front-office.ts';
import { openStore } from '../src/storage/postgres-store.ts';
import { uuidv5 } from '../src/uuidv5.ts';
import { freshEmbedded } from '../test/helpers/embedded.ts';
import { startPipeline } from '../test/helpers/pipeline.ts';
import {
  ADVISORIES,
  ASSETS,
  advisoryId,
  CASES,
  cveAt,
  fillLargeDatabase,
  PRODUCTS,
  productName,
} from './large-database.ts';
import { quantile } from './quantile.ts';

const CALLS = 200;
/** A slow question is not asked so often. */
const MOST_MS_A_QUESTION = 10_000;
const MOST_MS = 1_000;
const FIRST_PAGE = { offset: 0, limit: 10 };

/** What people ask, each time about something else. */
const QUESTIONS: Readonly<Record<string, (office: FrontOffice, turn: number) => Promise<unknown>>> = {
  latest: (office) => office.search({ words: '' }, FIRST_PAGE),
  'page 500': (office) => office.search({ words: '' }, { offset: 5_000, limit: 10 }),
  'common word': (office) => office.search({ words: 'ransomware' }, FIRST_PAGE),
  'rare word': (office, turn) => office.search({ words: `token${turn}` }, FIRST_PAGE),
  'cve:': (office, turn) => office.search({ words: '', cve: cveAt(turn * 41) }, FIRST_PAGE),
  'product:': (office, turn) => office.search({ words: '', product: productName(turn) }, FIRST_PAGE),
  'product: common': (office) => office.search({ words: '', product: 'Example Product' }, FIRST_PAGE),
  'vendor:': (office, turn) => office.search({ words: '', vendor: `Example Vendor ${turn % 100}` }, FIRST_PAGE),
  'ioc:': (office, turn) => office.search({ words: '', indicator: `relay-${turn * 490}[.]example[.]com` }, FIRST_PAGE),
  'status:open': (office) => office.search({ words: '', status: 'open', priority: 'P2' }, FIRST_PAGE),
  'show CVE': (office, turn) => office.advisoryView(cveAt(turn * 43)),
  'show advisory': (office, turn) => office.advisoryView(advisoryId(turn * 47)),
  'show case': (office, turn) => office.caseView(`C-${(turn % CASES) + 1}`),
  'affected CVE': (office, turn) => office.affected(cveAt(turn * 30)),
  'affected CVE, most assets': (office) => office.affected(cveAt(0)),
  'affected product': (office, turn) => office.affected(productName((turn * 7) % PRODUCTS)),
  'affected product, most assets': (office) => office.affected(productName(0)),
  'ioc (who names it, seen here)': (office, turn) => office.whoNames(`relay-${turn * 100}[.]example[.]com`),
  'export advisory': (office, turn) => office.exportCase(advisoryId(turn * 47), 'csv'),
  status: (office) => office.status(),
};

describe(`with ${ADVISORIES} advisories and ${ASSETS} assets in the embedded database`, () => {
  let office: FrontOffice;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await freshEmbedded();
    close = database.close;
    const store = await openStore(database.pool);
    const startedAt = performance.now();
    await fillLargeDatabase(store, database.pool, (done) => {
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      process.stdout.write(`${seconds} s: ${done}\n`);
    });
    office = createFrontOffice((await startPipeline(store)).deps, uuidv5);
  });
  afterAll(() => close());

  it.each(Object.entries(QUESTIONS))('%s is answered within a second', async (name, ask) => {
    const times: number[] = [];
    const begunAt = performance.now();
    while (times.length < CALLS && performance.now() - begunAt < MOST_MS_A_QUESTION) {
      const askedAt = performance.now();
      await ask(office, times.length);
      times.push(performance.now() - askedAt);
    }
    const figures = { first: times[0] ?? 0, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
    const cells = Object.entries(figures).map(([label, ms]) => `${label} ${ms.toFixed(1).padStart(8)} ms`);
    process.stdout.write(`${[name.padEnd(32), ...cells, `${times.length} calls`].join('  ')}\n`);
    expect(figures.p99).toBeLessThan(MOST_MS);
  });
});
