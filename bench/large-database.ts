import type pg from 'pg';
import { WARDWATCH } from '../src/domain/actor.ts';
import type { Advisory } from '../src/domain/advisory.ts';
import type { Asset } from '../src/domain/asset.ts';
import { UNHANDLED } from '../src/domain/handling.ts';
import type { Verdict } from '../src/domain/match.ts';
import type { Store } from '../src/ports/store.ts';
import {
  aCaseAsset,
  aCaseMember,
  aMatch,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aQuote,
  aRangeBefore,
  aTriageDecision,
} from '../test/helpers/builders.ts';

export const ADVISORIES = 10_000;
export const ASSETS = 100_000;
/** Products that advisories name; the inventory runs the first third of them. */
export const PRODUCTS = 3_000;
const RUN_HERE = PRODUCTS / 3;
export const CASES = 200;
const START = Date.parse('2023-01-01T00:00:00.000Z');
const HOUR_MS = 3_600_000;

const WORDS =
  'attackers exploit remote code execution in the gateway of hospital networks through crafted requests while operators patch infusion pumps imaging archives and pharmacy servers against ransomware'.split(
    ' ',
  );

/**
 * Fills a store as a large hospital group would have it after a few years: every asset of a product is matched by every
 * advisory on it, and of each ten advisories one names a CVE again without its versions, as a catalogue of exploited flaws does.
 */
export async function fillLargeDatabase(store: Store, pool: pg.Pool, say: (done: string) => void): Promise<void> {
  await store.changeInventory({ save: Array.from({ length: ASSETS }, assetAt) }, WARDWATCH, instantAt(0));
  say(`${ASSETS} assets`);
  for (let index = 0; index < ADVISORIES; index += 1) await saveAdvisoryAt(store, index);
  say(`${ADVISORIES} advisories`);
  say(`${await saveMatches(store, pool)} matches`);
  await pool.query('update wardwatch.advisories set matched = true');
  for (let number = 0; number < CASES; number += 1) await saveCaseAt(store, number * 10);
  say(`${CASES} cases`);
}

export function productName(index: number): string {
  return `Example Product ${String(index).padStart(4, '0')}`;
}

export function cveAt(index: number): string {
  return `CVE-2023-${10_000 + (index % 10 === 9 ? index - 1 : index)}`;
}

export function advisoryId(index: number): string {
  return `bench:advisory-${index}`;
}

function productOf(index: number): number {
  return (index * 7_919) % PRODUCTS;
}

function instantAt(index: number): string {
  return new Date(START + index * HOUR_MS).toISOString();
}

/** Some products are everywhere: the n-th most common runs on assets in proportion to 1/√n. */
export function assetAt(_: unknown, index: number): Asset {
  const product = Math.min(RUN_HERE - 1, Math.floor((index / ASSETS) ** 2 * RUN_HERE));
  return anAsset({
    id: `asset-${index}`,
    hostname: `host-${index}.example.com`,
    ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    vendor: `Example Vendor ${product % 100}`,
    product: productName(product),
    ...(index % 7 > 0 && { version: `1.${index % 10}` }),
    site: `Site ${index % 20}`,
    owner: `Team ${index % 50}`,
    exposure: 'controlled',
    observables: index % 100 === 0 ? [`relay-${index}.example.com`, `192.0.2.${index % 256}/32`] : [],
  });
}

function advisoryAt(index: number): Advisory {
  const product = productOf(index);
  const isCatalogue = index % 10 === 9;
  return anAdvisory({
    id: advisoryId(index),
    sourceId: `source-${index % 12}`,
    documentId: `document-${index}`,
    title: `${productName(product)}: ${WORDS.slice(index % 20, (index % 20) + 5).join(' ')}`,
    publishedAt: instantAt(index),
    fetchedAt: instantAt(index),
    aliases: [cveAt(index)],
    affected: [
      anAffectedProduct({
        vendor: `Example Vendor ${product % 100}`,
        product: productName(isCatalogue ? productOf(index - 1) : product),
        versions: isCatalogue ? 'unstated' : [aRangeBefore('1.5')],
        quote: aQuote(wordsFrom(index, 40)),
      }),
    ],
    indicators: Array.from({ length: 8 }, (_, place) =>
      anIndicator({ value: `relay-${index * 10 + place}.example.com`, quote: aQuote(wordsFrom(place, 20)) }),
    ),
  });
}

function wordsFrom(start: number, count: number): string {
  return Array.from({ length: count }, (_, place) => WORDS[(start + place * (1 + (start % 5))) % WORDS.length]).join(
    ' ',
  );
}

async function saveAdvisoryAt(store: Store, index: number): Promise<void> {
  const advisory = advisoryAt(index);
  const item = { guid: `${index}`, format: 'text' as const, bytes: new Uint8Array() };
  const itemId = await store.saveItem(advisory.sourceId, item, 'hash', advisory.fetchedAt);
  if (itemId === undefined) throw new Error('the database is not empty');
  const rare = `token${index % 500}`;
  await store.saveAdvisory(itemId, advisory, `${advisory.title}\n\n${rare} ${wordsFrom(index, 400)}`);
}

async function saveMatches(store: Store, pool: pg.Pool): Promise<number> {
  const { evidence } = aCaseAsset().matches[0] ?? aMatch();
  const { rows } = await pool.query<{ advisory: string; assets: { id: string; version: string | null }[] }>(
    `select p.advisory_id as advisory, jsonb_agg(jsonb_build_object('id', t.id, 'version', t.body->>'version') order by t.id) as assets
     from wardwatch.advisory_products p join wardwatch.assets t on t.body->>'product' = p.product group by p.advisory_id`,
  );
  for (const { advisory, assets } of rows) {
    const matches = assets.map(({ id, version }) =>
      aMatch({ advisoryId: advisory, assetId: id, evidence, verdict: verdictOn(advisory, version) }),
    );
    await store.decide((desk) => desk.saveMatches([{ advisoryId: advisory, matches }]));
  }
  return rows.reduce((sum, { assets }) => sum + assets.length, 0);
}

function verdictOn(advisory: string, version: string | null): Verdict {
  if (version === null || advisory.endsWith('9'))
    return { kind: 'undecided', because: 'its version is not known', question: 'Which version runs?' };
  if (version < '1.5') return { kind: 'affected', because: 'it lies before 1.5' };
  return { kind: 'not-affected', because: 'it lies outside before 1.5' };
}

async function saveCaseAt(store: Store, index: number): Promise<void> {
  const advisory = advisoryAt(index);
  const matches = (await store.matchesOf(advisory.id)).slice(0, 50);
  const stored = await store.advisory(advisory.id);
  if (stored === undefined) throw new Error(`${advisory.id} is not stored`);
  await store.decide(async (desk) => {
    await desk.saveCase(
      {
        id: await desk.nextCaseId(),
        title: advisory.title,
        openedAt: instantAt(index),
        members: [aCaseMember(stored)],
        assets: matches.map((match) => aCaseAsset({ asset: anAsset({ id: match.assetId }), matches: [match] })),
        triage: aTriageDecision(),
        handling: UNHANDLED,
      },
      instantAt(index),
    );
  });
}
