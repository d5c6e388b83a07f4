import type { Advisory, SupplierMention } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { isSameSpelling } from './organisation-words.ts';
import type { Finding, Matcher } from './types.ts';

/** An asset's supplier, under any name, that a document names as the way in. A supplier that is merely named touches nothing. */
export const supplier: Matcher = {
  id: 'supplier',
  looksAt: 'organisations named as the way in, against the supplier of each asset, under former names too',
  *find(advisory, index) {
    const seen = new Set<string>();
    for (const mention of wayIns(advisory)) {
      for (const name of new Set([mention.name, mention.writtenAs])) {
        for (const asset of index.assetsOfSupplier(name)) {
          if (seen.has(asset.id)) continue;
          seen.add(asset.id);
          yield findingOf(asset, mention);
        }
      }
    }
  },
};

const BY_THIS: NonEmpty<string> = ['supplier'];

function wayIns(advisory: Advisory): readonly SupplierMention[] {
  return advisory.suppliers.filter((mention) => mention.role === 'way-in');
}

function findingOf(asset: Asset, mention: SupplierMention): Finding {
  const assetSupplier = asset.supplier ?? mention.name;
  const alias = isSameSpelling(assetSupplier, mention.name) ? '' : `, which is ${mention.name} today,`;
  return {
    by: BY_THIS,
    asset,
    strength: 'version-unknown',
    verdict: {
      kind: 'undecided',
      because: `its supplier ${assetSupplier} is named as the way in`,
      question: `Does ${mention.name} reach ${asset.hostname ?? asset.id} from outside, and was that access used?`,
    },
    evidence: [
      {
        kind: 'supplier',
        assetSupplier,
        namedAs: mention.writtenAs,
        role: mention.role,
        because: `its supplier ${assetSupplier}${alias} is named as the way in`,
        quote: mention.quote,
      },
    ],
  };
}
