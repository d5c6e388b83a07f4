import { describe, expect, it } from 'vitest';
import { buildAssetIndex } from '../src/matching/asset-index.ts';
import { matchAdvisory } from '../src/matching/match.ts';
import { advisoryAt, inventoryOf, lexicon } from './large-inventory.ts';
import { quantile } from './quantile.ts';

const ADVISORIES = 200;

describe.each([
  { assets: 100_000, mostMs: 20, mostMb: 400 },
  { assets: 1_000_000, mostMs: 100, mostMb: 1_500 },
])('the index of $assets assets', ({ assets, mostMs, mostMb }) => {
  it('is built and matches a new advisory in time', () => {
    const advisories = Array.from({ length: ADVISORIES }, (_, index) => advisoryAt(index, ADVISORIES));
    const firstMb = rssMb();
    const begunAt = performance.now();
    const index = buildAssetIndex(inventoryOf(assets), lexicon);
    const builtMs = performance.now() - begunAt;
    globalThis.gc?.();
    const times: number[] = [];
    let matches = 0;
    for (const advisory of advisories) {
      const askedAt = performance.now();
      matches += matchAdvisory(advisory, index).length;
      times.push(performance.now() - askedAt);
    }
    process.stdout.write(
      `${assets} assets: made and indexed in ${(builtMs / 1_000).toFixed(1)} s, ${rssMb() - firstMb} MB more (heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB); ` +
        `an advisory p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms, longest ${Math.max(...times).toFixed(0)} ms, ${(matches / ADVISORIES).toFixed(0)} matches each\n`,
    );
    expect(quantile(times, 0.99)).toBeLessThan(mostMs);
    expect(rssMb() - firstMb).toBeLessThan(mostMb);
  });
});

function rssMb(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}
