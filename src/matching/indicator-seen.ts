import type { Asset } from '../domain/asset.ts';
import type { Indicator } from '../domain/indicator.ts';
import type { Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { isOrganisation } from '../domain/organisation.ts';
import { defang } from '../indicators/defang.ts';
import type { Matcher } from './types.ts';

/**
 * An indicator of the advisory that was seen on or around an asset, or is the organisation's own. It says that something
 * happened, not that the version is affected.
 */
export const indicatorSeen: Matcher = {
  id: 'indicator-seen',
  looksAt: 'indicators of compromise, against the domains, addresses, ranges and hashes seen on each asset',
  *find(advisory, index) {
    for (const indicator of advisory.indicators) {
      if (indicator.type === 'cve' || indicator.type === 'attack') continue;
      for (const asset of index.observables.seenOn(indicator)) {
        yield {
          by: BY_THIS,
          asset,
          strength: 'version-unknown',
          verdict: isOrganisation(asset) ? ownVerdict(indicator) : seenVerdict(asset),
          evidence: [{ kind: 'indicator-seen', type: indicator.type, value: indicator.value, quote: indicator.quote }],
        };
      }
    }
  },
};

const BY_THIS: NonEmpty<string> = ['indicator-seen'];

function seenVerdict({ hostname, id }: Asset): Verdict {
  const name = hostname ?? id;
  return {
    kind: 'undecided',
    because: `an indicator of this advisory was seen on ${name}`,
    question: `What did ${name} exchange with it, and when?`,
  };
}

function ownVerdict({ type, value }: Indicator): Verdict {
  const shown = defang(type, value);
  return {
    kind: 'undecided',
    because: `${shown} is your organisation's own, and this advisory names it as an indicator`,
    question: `Does ${shown} still belong to you, and what happened on it?`,
  };
}
