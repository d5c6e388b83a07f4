import { type Advisory, type AffectedProduct, datedAt } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import { isNonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';
import { identify } from './identity.ts';
import { judgeVersion, type NamedStatement, statementReader } from './judge-version.ts';
import { namesNoProduct } from './name-decisions.ts';
import { namesNear, statementsByName } from './name-pairs.ts';
import { compareVendors } from './name-verdict.ts';
import type { Finding, Matcher } from './types.ts';

/** The products that a document names, by package address or by name, each with the verdict on its version. */
export const product: Matcher = {
  id: 'product',
  looksAt: 'products named by the advisory, against vendor, product, CPE, package address and version of each asset',
  *find(advisory, index) {
    const found = new Map<Asset, NamedStatement[]>();
    for (const statements of statementsByName(advisory.affected)) collect(statements, index, found);
    const at = datedAt(advisory);
    const read = statementReader();
    for (const [asset, statements] of found) {
      if (isNonEmpty(statements)) yield { asset, ...judgeVersion(asset, statements, at, read) };
    }
    yield* vendorOnly(advisory, index, found);
  },
};

function collect(statements: readonly AffectedProduct[], index: AssetIndex, found: Map<Asset, NamedStatement[]>): void {
  const [first] = statements;
  if (first === undefined) return;
  const decided = index.decisions.about(first);
  for (const asset of index.assetsOfPackage(first)) {
    const because = decided?.on(asset)?.verdict === 'different' ? undefined : sameCode(asset, first, index);
    if (because === undefined) continue;
    for (const statement of statements) note(found, asset, { statement, because });
  }
  for (const { group, verdict, because } of namesNear(first, index)) {
    if (verdict !== 'same') continue;
    for (const asset of group.assets.values()) {
      for (const statement of statements) note(found, asset, { statement, because });
    }
  }
}

/** Which code both give, as a reason; a model number counts beside its maker's name only, since others use the same numbers. */
function sameCode(asset: Asset, stated: AffectedProduct, index: AssetIndex): string | undefined {
  const { models: _, ...packaged } = stated;
  if (index.assetsOfPackage(packaged).has(asset))
    return `the inventory and the advisory give the same package, ${stated.purl ?? stated.cpe}`;
  const [own, told] = [asset, stated].map(({ vendor, product }) => identify(vendor, product, index.lexicon));
  if (own === undefined || told === undefined || compareVendors(own, told) === 'different') return undefined;
  return `the inventory and the advisory give the same model number, ${asset.model}`;
}

function note(found: Map<Asset, NamedStatement[]>, asset: Asset, named: NamedStatement): void {
  const known = found.get(asset);
  if (known === undefined) found.set(asset, [named]);
  else if (!known.some((each) => each.statement === named.statement)) known.push(named);
}

/** "Multiple products" of a vendor: every asset of that vendor may be meant. */
function* vendorOnly(advisory: Advisory, index: AssetIndex, found: ReadonlyMap<Asset, unknown>): Iterable<Finding> {
  for (const statement of advisory.affected) {
    if (statement.status !== 'affected' || !namesNoProduct(statement.product)) continue;
    const vendor = identify(statement.vendor, statement.product, index.lexicon);
    for (const group of index.groupsOfVendor(vendor)) {
      if (compareVendors(group.identity, vendor) !== 'same') continue;
      for (const asset of group.assets.values()) {
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
