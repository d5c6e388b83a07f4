import { join } from 'node:path';
import { loadLexicon } from '../src/config/lexicon.ts';
import type { Advisory } from '../src/domain/advisory.ts';
import type { Asset } from '../src/domain/asset.ts';
import type { Indicator } from '../src/domain/indicator.ts';
import { packageRoot } from '../src/package-root.ts';
import {
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aQuote,
  aRangeBefore,
  aSupplierMention,
} from '../test/helpers/builders.ts';
import { chance } from './chance.ts';

export const lexicon = loadLexicon(join(packageRoot(), 'config', 'lexicon'));

const START = Date.parse('2023-01-01T00:00:00.000Z');
/** Two years of news. */
const SPAN_MS = 730 * 86_400_000;
/** Products that are sold; a large inventory runs a third of them. */
const PRODUCTS = 6_000;
const RUN_HERE = PRODUCTS / 3;

const FIRST =
  'Aster Bram Cedar Delta Ember Fjord Gale Haven Iris Juno Kelp Lumen Maple Nova Orbit Pine Quill Ridge Sable Tern Umber Vale Wren Xylo Yarrow Zephyr'.split(
    ' ',
  );
const KIND =
  'Gateway Manager Monitor Viewer Archive Pump Scheduler Portal Recorder Analyzer Controller Station Bridge Connect Server Workstation Insight Reporting Workflow Imaging'.split(
    ' ',
  );
const PLACE = 'Ward Bedside Pharmacy Imaging Lab Dental Theatre Clinic Record Device Network Remote Print Badge'.split(
  ' ',
);

interface Sold {
  readonly vendor: string;
  readonly product: string;
}

/** Real names first, which are the common ones, then made-up ones of one to three words and their spellings. */
const SOLD: readonly Sold[] = Array.from({ length: PRODUCTS }, (_, index): Sold => {
  const known = index % 9 === 0 ? lexicon.products[index / 9] : undefined;
  if (known !== undefined) return { vendor: known.vendor, product: known.name };
  const random = chance(index + 1);
  const vendor = `${random.one(FIRST)}${random.one(FIRST).toLowerCase()} ${random.one(['Medical', 'Systems', 'Software', 'Health', 'Networks'])}`;
  const name = `${random.one(FIRST)}${random.one(KIND).toLowerCase()}`;
  const product = random.one([
    name,
    `${name} ${random.one(KIND)}`,
    `${random.one(PLACE)} ${random.one(FIRST)} ${random.one(KIND)}`,
  ]);
  return { vendor, product };
});

/** The spellings in which an inventory holds one name. */
const SPELLINGS: readonly ((sold: Sold) => Sold)[] = [
  (sold) => sold,
  (sold) => sold,
  (sold) => ({ vendor: `${sold.vendor}, Inc.`, product: sold.product }),
  ({ vendor, product }) => ({ vendor, product: `${vendor} ${product}` }),
  ({ vendor, product }) => ({ vendor: vendor.toUpperCase(), product: `${product} (64-bit)` }),
];

/** An inventory as a hospital group keeps it: the n-th most common product runs on assets in proportion to 1/√n. */
export function* inventoryOf(assets: number): Generator<Asset> {
  const random = chance(assets);
  for (let index = 0; index < assets; index += 1) yield assetAt(index, random);
}

function assetAt(index: number, random: ReturnType<typeof chance>): Asset {
  const rank = commonRank(random);
  const sold = random.one(SPELLINGS)(SOLD[rank] ?? { vendor: '', product: 'Unknown' });
  const site = random.below(60);
  return anAsset({
    id: `asset-${String(index).padStart(7, '0')}`,
    hostname: `host-${index}.site-${site}.example.com`,
    ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    ...sold,
    ...(random.below(7) > 0 && { version: `${random.below(4)}.${random.below(10)}.${random.below(20)}` }),
    versionConfirmedAt: `2024-0${1 + random.below(9)}-1${random.below(9)}`,
    managed: random.below(10) > 0,
    ...(random.below(3) === 0 && {
      supplier: `${random.one(FIRST)}${random.one(FIRST).toLowerCase()} Imaging Services`,
    }),
    site: `Site ${site}`,
    owner: `Team ${random.below(200)}`,
    clinicalUse: random.one(['diagnostics', 'administration', 'treatment', 'monitoring']),
    exposure: random.one(['small', 'controlled', 'controlled', 'open'] as const),
    ...(random.below(4) === 0 && { serial: `SN${index}${random.below(1_000)}` }),
    ...(random.below(20) === 0 && {
      purl: `pkg:deb/debian/${FIRST[rank % 26]?.toLowerCase()}-${rank}@1.${random.below(9)}`,
    }),
    observables:
      random.below(50) === 0
        ? [`relay-${index}.example.net`, `192.0.2.${index % 256}/32`, `10.${index % 256}.0.0/16`]
        : [],
    tags: random.below(5) === 0 ? ['windows', `vlan-${random.below(100)}`] : [],
  });
}

function commonRank(random: ReturnType<typeof chance>): number {
  return Math.floor(random.next() ** 2 * RUN_HERE);
}

/** By how many advisories each story in a row of forty is told: most by one alone, one by ten. */
const TOLD_BY = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 10];
const ROW = 40;
/** The place in the row of who tells the story first. */
const TOLD_FIRST = TOLD_BY.flatMap((tellers, story) => {
  const first = TOLD_BY.slice(0, story).reduce((sum, others) => sum + others, 0);
  return Array.from({ length: tellers }, () => first);
});

/**
 * Advisories on what is sold: a quarter on what is widespread, a few that name many products, as a catalogue of updates does. What
 * one tells first, others tell again in their words, with its flaw, products and indicators.
 */
export function advisoryAt(index: number, all = 5_000): Advisory {
  const story = index - (index % ROW) + (TOLD_FIRST[index % ROW] ?? 0);
  const random = chance(1_000_003 * (story + 1));
  const at = new Date(START + (SPAN_MS / all) * index).toISOString();
  const named = story % ROW === 0 ? 40 : 1 + random.below(3);
  const products = Array.from({ length: named }, () => {
    const rank = random.below(4) === 0 ? commonRank(random) : random.below(PRODUCTS);
    return SOLD[rank] ?? { vendor: 'Example', product: 'Example Gateway' };
  });
  const cve = `CVE-2024-${10_000 + story}`;
  const teller = index % 12;
  return anAdvisory({
    id: `bench:advisory-${index}`,
    sourceId: `source-${teller}`,
    documentId: `document-${index}`,
    title: `${products[0]?.product}: flaw ${story} lets attackers in, as source ${teller} says`,
    publishedAt: at,
    fetchedAt: at,
    aliases: [cve],
    affected: products.map((sold) =>
      anAffectedProduct({
        ...sold,
        cves: [cve],
        versions: random.below(5) === 0 ? 'unstated' : [aRangeBefore(`${random.below(4)}.${random.below(10)}.0`)],
        quote: aQuote(`${sold.product} is affected by ${cve}. `.repeat(3)),
      }),
    ),
    suppliers:
      random.below(30) === 0
        ? [
            aSupplierMention({
              name: `${random.one(FIRST)}${random.one(FIRST).toLowerCase()} Imaging`,
              writtenAs: 'Imaging',
            }),
          ]
        : [],
    indicators: random.below(4) > 0 ? [] : indicatorsOf(story),
  });
}

/** Indicators of one attack are in no other; addresses are of the ranges for benchmarks (RFC 2544) and documentation. */
function indicatorsOf(story: number): readonly Indicator[] {
  const addresses = Array.from({ length: 10 }, (_, place) => story * 10 + place);
  return [
    ...Array.from({ length: 20 }, (_, place) => anIndicator({ value: `c2-${story}-${place}.example.org` })),
    ...addresses.map((address) =>
      anIndicator({ type: 'ipv4', value: `198.${18 + (address >> 16)}.${(address >> 8) & 255}.${address & 255}` }),
    ),
    anIndicator({ type: 'cidr', value: `2001:db8:${story.toString(16)}::/48` }),
  ];
}
