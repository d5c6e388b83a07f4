import { afterAll, beforeAll, expect, it } from 'vitest';
import { openScratch } from '../src/app-store.ts';
import type { Asset } from '../src/domain/asset.ts';
import { backtest } from '../src/office/backtest.ts';
import type { RawItem } from '../src/ports/source.ts';
import type { Store } from '../src/ports/store.ts';
import type { OpenDatabase } from '../src/storage/embedded.ts';
import { openStore } from '../src/storage/postgres-store.ts';
import { DANA } from '../test/helpers/builders.ts';
import { freshEmbedded } from '../test/helpers/embedded.ts';
import { aDocument, startPipeline, type TestPipeline } from '../test/helpers/pipeline.ts';

const ASSETS = 5_000;
const ADVISORIES = 500;
const REVISED = 300;
const DAYS = 30;
/** Of so many products the feed speaks; the hospital runs the first ones. */
const PRODUCTS = 250;
const RUN_HERE = 60;

/** Numbers that look like chance and are the same in every run (Lehmer). */
function dice(): (sides: number) => number {
  let state = 20_290_101;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

const MAKERS = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ivory', 'Juniper'];
const KINDS = ['Vantage', 'Courier', 'Lantern', 'Harbor', 'Pylon'];
const productOf = (index: number) =>
  `${MAKERS[index % 10]}${KINDS[Math.floor(index / 10) % 5]} ${['Gateway', 'Viewer', 'Server', 'Console', 'Agent'][Math.floor(index / 50)]}`;

const inventory = (): Asset[] => {
  const roll = dice();
  return Array.from({ length: ASSETS }, (_, index) => ({
    id: `A-${index}`,
    product: productOf(roll(RUN_HERE)),
    version: `${1 + roll(4)}.${roll(10)}`,
    versionConfirmedAt: '2028-12-20',
    exposure: roll(20) === 0 ? 'open' : 'controlled',
    observables: [],
    tags: [],
  }));
};

interface Told {
  readonly number: number;
  readonly product: string;
  readonly fixed: string;
  readonly exploited: boolean;
}

function documentOf({ number, product, fixed, exploited }: Told, day: number, more = ''): RawItem {
  const cve = `CVE-2029-${50_000 + number}`;
  const attack = exploited ? ' It is exploited in the wild.' : ' No exploitation is known.';
  const words = `${product} before ${fixed} has a flaw in its request parser (${cve}), by which a stranger may stop the service. Update ${product} to ${fixed}.${attack}${more}`;
  return aDocument(`n-${number}`, `Security advisory ${number}: ${product}`, words, dayAt(day));
}

function dayAt(day: number): string {
  return new Date(Date.UTC(2029, 0, 1 + day, 8)).toISOString();
}

let database: OpenDatabase;
let store: Store;
beforeAll(async () => {
  database = await freshEmbedded();
  store = await openStore(database.pool);
  await store.changeInventory({ save: inventory() }, DANA, '2028-12-31T00:00:00.000Z');
});
afterAll(() => database.close());

it('a busy month makes few mentions, and no P1 waits', async () => {
  const roll = dice();
  const pipeline = await startPipeline(store, {
    sources: [{ id: 'feed' }, { id: 'mirror', publisher: { name: 'Example Mirror', kind: 'press' } }],
    routes: [{ sink: 'slack', channel: 'C-WARD', from: 'P3', mention: 'S0WARDTEAM' }],
    now: dayAt(-1),
  });
  const idle = aDocument('start', 'Welcome', 'This feed begins today.', dayAt(-2));
  for (const id of ['feed', 'mirror']) {
    pipeline.offer(id, [idle]);
    await pipeline.poll(id);
  }
  const told: Told[] = [];
  let revised = 0;
  for (let day = 0; day < DAYS; day++) {
    pipeline.setNow(dayAt(day));
    const news: RawItem[] = [];
    const mirrors: RawItem[] = [];
    while (told.length < ((day + 1) * ADVISORIES) / DAYS) {
      const one = {
        number: told.length,
        product: productOf(roll(PRODUCTS)),
        fixed: `${1 + roll(4)}.${roll(10)}`,
        exploited: roll(50) === 0,
      };
      told.push(one);
      news.push(documentOf(one, day));
      if (roll(10) === 0) mirrors.push({ ...documentOf(one, day), guid: `m-${one.number}` });
    }
    while (revised < ((day + 1) * REVISED) / DAYS) {
      const one = told[revised];
      revised += 1;
      if (one === undefined) continue;
      const kind = roll(10);
      const later = kind === 0 ? { ...one, exploited: true } : kind === 1 ? { ...one, fixed: `${one.fixed}.1` } : one;
      news.push(documentOf(later, day, ` Revised ${revised}: wording and references.`));
    }
    pipeline.offer('feed', [idle, ...news]);
    pipeline.offer('mirror', [idle, ...mirrors]);
    await pipeline.poll('feed');
    await pipeline.poll('mirror');
    await pipeline.pass(3_600_000);
    const urgent = (await store.cases()).filter((each) => each.triage.priority === 'P1').map((each) => each.id);
    const alerted = pipeline.slack.said.flatMap((one) => (one.kind === 'alert' ? [one.message.caseId] : []));
    expect(urgent.filter((id) => !alerted.includes(id))).toEqual([]);
  }
  const { said } = pipeline.slack;
  const count = (kind: string) => said.filter((one) => one.kind === kind).length;
  const mentions = said.filter((one) => 'mention' in one && one.mention !== undefined).length;
  const cases = await store.cases();
  console.info(
    [
      `${ADVISORIES} advisories, ${revised} revisions, ${ASSETS} assets, ${DAYS} days`,
      `cases ${cases.length} (${cases.filter((each) => each.triage.priority === 'P1').length} P1)`,
      `cards ${count('alert')}, storm tables ${count('storm')}, edits ${count('edit')}, thread lines ${count('update')}, mentions ${mentions}`,
      `mentions a day ${(mentions / DAYS).toFixed(2)}`,
    ].join('\n'),
  );
  expect(mentions / DAYS).toBeLessThan(3);
  await replayed(pipeline);
});

/** The same month told again by the rules that told it. */
async function replayed({ deps }: TestPipeline): Promise<void> {
  const beganAtMs = performance.now();
  const tested = await backtest(store, openScratch, deps, { now: dayAt(DAYS), days: DAYS + 1 });
  const seconds = (performance.now() - beganAtMs) / 1_000;
  console.info(`backtest: ${tested?.revisions} revisions told again in ${seconds.toFixed(1)} s`);
  expect(tested?.would).toEqual(tested?.really);
}
