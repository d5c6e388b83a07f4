import { type Advisory, type AffectedProduct, datedAt } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import { isNonEmpty, type NonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';
import { identify } from './identity.ts';
import { type NamedStatement, versionJudge } from './judge-version.ts';
import { namesNoProduct } from './name-decisions.ts';
import { namesMeant, statementsByName } from './name-pairs.ts';
import { compareVendors } from './name-verdict.ts';
import type { Finding, Matcher } from './types.ts';

/** The products that a document names, by package address or by name, each with the verdict on its version. */
export const product: Matcher = {
  id: 'product',
  looksAt:
    'products named by the advisory, against vendor, product, CPE, package address, UDI, model and version of each asset',
  *find(advisory, index) {
    const found = foundAssets();
    for (const statements of statementsByName(advisory.affected)) {
      if (isNonEmpty(statements)) collect(statements, index, found);
    }
    const judge = versionJudge(datedAt(advisory));
    for (const [asset, named] of found.named) yield judge(asset, named);
    yield* vendorOnly(advisory, index, found.named);
  },
};

function collect(statements: NonEmpty<AffectedProduct>, index: AssetIndex, found: FoundAssets): void {
  const [first, ...more] = statements;
  const decided = index.decisions.about(first);
  const named = (because: string): Named => [
    { statement: first, because },
    ...more.map((statement) => ({ statement, because })),
  ];
  for (const asset of index.assetsOfPackage(first)) {
    const because = decided?.on(asset)?.verdict === 'different' ? undefined : sameCode(asset, first, index);
    if (because !== undefined) found.note(asset, named(because));
  }
  for (const { group, because } of namesMeant(first, index)) {
    const ofGroup = named(because);
    for (const asset of group.assets) found.note(asset, ofGroup);
  }
}

type Named = NonEmpty<NamedStatement>;

/** The assets that are named, each with what is said of it; assets of which the same is said have one list. */
interface FoundAssets {
  readonly named: ReadonlyMap<Asset, Named>;
  note(asset: Asset, named: Named): void;
}

function foundAssets(): FoundAssets {
  const found = new Map<Asset, Named>();
  const joined = new Map<Named, Map<Named, Named>>();
  return {
    named: found,
    note(asset, named) {
      const known = found.get(asset);
      if (known === undefined) {
        found.set(asset, named);
        return;
      }
      const joins = joined.get(known) ?? new Map<Named, Named>();
      const both = joins.get(named) ?? join(known, named);
      joined.set(known, joins.set(named, both));
      found.set(asset, both);
    },
  };
}

/** What both say, of each statement the first reason. */
function join(known: Named, more: Named): Named {
  const statements = new Set(known.map(({ statement }) => statement));
  return [...known, ...more.filter(({ statement }) => !statements.has(statement))];
}

/** Which code both give, as a reason; a model number counts beside its maker's name only, since others use the same numbers. */
function sameCode(asset: Asset, stated: AffectedProduct, index: AssetIndex): string | undefined {
  const { models: _, udis = [], ...packaged } = stated;
  const device = udis.find((udi) => index.assetsOfPackage({ udis: [udi] }).has(asset));
  if (device !== undefined) return `the inventory and the advisory give the same device identifier (UDI-DI), ${device}`;
  if (index.assetsOfPackage(packaged).has(asset))
    return `the inventory and the advisory give the same package, ${stated.purl ?? stated.cpe}`;
  const [own, told] = [asset, stated].map(({ vendor, product }) => identify(vendor, product, index.lexicon));
  if (own === undefined || told === undefined || compareVendors(own, told) === 'different') return undefined;
  return `the inventory and the advisory give the same model number, ${asset.model}`;
}

/** "Multiple products" of a vendor: every asset of that vendor may be meant. */
function* vendorOnly(advisory: Advisory, index: AssetIndex, found: ReadonlyMap<Asset, unknown>): Iterable<Finding> {
  for (const statement of advisory.affected) {
    if (statement.status !== 'affected' || !namesNoProduct(statement.product)) continue;
    const vendor = identify(statement.vendor, statement.product, index.lexicon);
    for (const group of index.groupsOfVendor(vendor)) {
      if (compareVendors(group.identity, vendor) !== 'same') continue;
      for (const asset of group.assets) {
        if (!found.has(asset)) yield vendorFinding(asset, statement);
      }
    }
  }
}

function vendorFinding(asset: Asset, statement: AffectedProduct): Finding {
  const vendor = statement.vendor ?? asset.vendor ?? 'the vendor';
  const because = `the advisory speaks of ${vendor} without saying which product`;
  return {
    asset,
    strength: 'vendor',
    verdict: { kind: 'undecided', because, question: `Is ${asset.product} on ${asset.hostname ?? asset.id} meant?` },
    evidence: [
      { kind: 'product', assetName: asset.product, advisoryName: statement.product, because, quote: statement.quote },
    ],
  };
}
