import type { Matcher } from './types.ts';

/** An indicator of the advisory that was seen on or around an asset. It says that something happened, not that the version is affected. */
export const indicatorSeen: Matcher = {
  id: 'indicator-seen',
  looksAt: 'indicators of compromise, against the domains, addresses, ranges and hashes seen on each asset',
  *find(advisory, index) {
    for (const indicator of advisory.indicators) {
      if (indicator.type === 'cve' || indicator.type === 'attack') continue;
      for (const asset of index.observables.seenOn(indicator)) {
        const name = asset.hostname ?? asset.id;
        yield {
          asset,
          strength: 'version-unknown',
          verdict: {
            kind: 'undecided',
            because: `an indicator of this advisory was seen on ${name}`,
            question: `What did ${name} exchange with it, and when?`,
          },
          evidence: [{ kind: 'indicator-seen', type: indicator.type, value: indicator.value, quote: indicator.quote }],
        };
      }
    }
  },
};
