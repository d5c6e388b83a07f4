import { type Advisory, type AffectedProduct, datedAt } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import { isNonEmpty, type NonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';
import { compareVendors } from './compare-vendors.ts';
import { identify } from './identity.ts';
import { type Named, saysNothingOf, type VersionJudge, versionJudges } from './judge-version.ts';
import { namesNoProduct } from './name-decisions.ts';
import { namesMeant, statementsByName } from './name-pairs.ts';
import { type NamedAssets, type NamedGroup, namedAssets } from './named-assets.ts';
import type { Finding, Matcher } from './types.ts';

/** The products that a document names, by package address or by name, each with the verdict on its version. */
export const product: Matcher = {
  id: 'product',
  looksAt:
    'products named by the advisory, against vendor, product, CPE, package address, UDI, model and version of each asset',
  find(advisory, index) {
    const found = namedAssets();
    for (const statements of statementsByName(advisory.affected)) {
      if (isNonEmpty(statements)) collect(statements, index, found);
    }
    const judges = versionJudges(datedAt(advisory));
    const findings: Finding[] = [];
    for (const group of found.groups()) addFindings(group, judges, findings);
    for (const finding of vendorOnly(advisory, index, found)) findings.push(finding);
    return findings;
  },
};

function collect(statements: NonEmpty<AffectedProduct>, index: AssetIndex, found: NamedAssets): void {
  const [first] = statements;
  const decided = index.decisions.about(first);
  for (const [because, assets] of sameCodes(first, index)) {
    const named = { statements, because };
    const meant = assets.filter((asset) => decided?.on(asset)?.verdict !== 'different');
    for (const asset of meant) found.noteAsset(index.groupOf(asset), asset, named);
  }
  for (const { group, because } of namesMeant(first, index)) {
    if (!saysNothingOf(statements, group.identity.vendor)) found.noteGroup(group, { statements, because });
  }
}

/** The assets that have a code in common with what is stated, by which code it is, as a reason. */
function sameCodes(stated: AffectedProduct, index: AssetIndex): ReadonlyMap<string, readonly Asset[]> {
  const { models: _, udis = [], ...packaged } = stated;
  const devices = udis.map((udi) => ({ udi, assets: index.assetsOfPackage({ udis: [udi] }) }));
  const packages = index.assetsOfPackage(packaged);
  const told = identify(stated.vendor, stated.product, index.lexicon);
  const reasonOf = (asset: Asset): string | undefined => {
    const device = devices.find(({ assets }) => assets.has(asset));
    if (device !== undefined)
      return `the inventory and the advisory give the same device identifier (UDI-DI), ${device.udi}`;
    if (packages.has(asset))
      return `the inventory and the advisory give the same package, ${stated.purl ?? stated.cpe}`;
    // A model number counts beside its maker's name only, since others use the same numbers.
    if (compareVendors(index.groupOf(asset).identity, told) === 'different') return undefined;
    return `the inventory and the advisory give the same model number, ${asset.model}`;
  };
  const byReason = new Map<string, Asset[]>();
  for (const asset of index.assetsOfPackage(stated)) {
    const because = reasonOf(asset);
    if (because === undefined) continue;
    const known = byReason.get(because);
    if (known === undefined) byReason.set(because, [asset]);
    else known.push(asset);
  }
  return byReason;
}

function addFindings(
  { group, byName, byCode }: NamedGroup,
  judges: ReturnType<typeof versionJudges>,
  into: Finding[],
): void {
  if (byName !== undefined && byCode.size === 0) {
    const judge = judges(byName);
    group.assets.forEach((asset) => {
      into.push(judge(asset));
    });
    return;
  }
  const judgeOf = new Map<Named, VersionJudge>();
  for (const asset of byName === undefined ? byCode.keys() : group.assets) {
    const named = byCode.get(asset) ?? byName;
    if (named === undefined) continue;
    const judge = judgeOf.get(named) ?? judges(named);
    judgeOf.set(named, judge);
    into.push(judge(asset));
  }
}

/** "Multiple products" of a vendor: every asset of that vendor may be meant. */
function* vendorOnly(advisory: Advisory, index: AssetIndex, found: NamedAssets): Iterable<Finding> {
  for (const statement of advisory.affected) {
    if (statement.status !== 'affected' || !namesNoProduct(statement.product)) continue;
    const vendor = identify(statement.vendor, statement.product, index.lexicon);
    for (const group of index.groupsOfVendor(vendor)) {
      if (compareVendors(group.identity, vendor) !== 'same') continue;
      for (const asset of group.assets) {
        if (!found.has(group, asset)) yield vendorFinding(asset, statement);
      }
    }
  }
}

const BY_THIS: NonEmpty<string> = ['product'];

function vendorFinding(asset: Asset, statement: AffectedProduct): Finding {
  const vendor = statement.vendor ?? asset.vendor ?? 'the vendor';
  const because = `the advisory speaks of ${vendor} without saying which product`;
  return {
    by: BY_THIS,
    asset,
    strength: 'vendor',
    verdict: { kind: 'undecided', because, question: `Is ${asset.product} on ${asset.hostname ?? asset.id} meant?` },
    evidence: [
      { kind: 'product', assetName: asset.product, advisoryName: statement.product, because, quote: statement.quote },
    ],
  };
}
