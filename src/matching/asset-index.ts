import type { Asset } from '../domain/asset.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { ownerKey } from '../domain/owner.ts';
import type { Identity } from './identity.ts';
import { identify } from './identity.ts';
import { identityKeys, type KeyIndex, keyIndex, organisationKeys, packageKeys } from './keys.ts';
import { indexLexicon, type LexiconIndex } from './lexicon-index.ts';
import { type NameDecisions, nameDecisions } from './name-decisions.ts';
import { type ObservableIndex, observableIndex } from './observables.ts';
import { isNoOrganisation } from './organisation-words.ts';
import { supplierKeys, suppliersAgree } from './supplier-names.ts';

/** Assets that share one vendor and product spelling: they are compared with an advisory once. */
export interface AssetGroup {
  readonly identity: Identity;
  readonly assets: Map<string, Asset>;
}

/** The organisation's assets, found by product name, package, supplier and observable. Adding or removing one is cheap. */
export interface AssetIndex {
  readonly size: number;
  readonly lexicon: LexiconIndex;
  /** What people decided of names. */
  readonly decisions: NameDecisions;
  /** Adds an asset, or replaces the one with its id. */
  add(asset: Asset): void;
  /** Removes an asset; an unknown id is no fault. */
  remove(assetId: string): void;
  get(assetId: string): Asset | undefined;
  /** Groups that share a telling word, an entry of the lexicon or the run-together name with a product name. */
  groupsLike(identity: Identity): ReadonlySet<AssetGroup>;
  /** Groups of one vendor. */
  groupsOfVendor(identity: Identity): ReadonlySet<AssetGroup>;
  /** Assets with this CPE product or package address, whatever their version. */
  assetsOfPackage(name: { readonly cpe?: string; readonly purl?: string }): ReadonlySet<Asset>;
  /** Assets whose supplier goes by this name, today or formerly. */
  assetsOfSupplier(name: string): ReadonlySet<Asset>;
  /** Assets whose owner has one of these keys (`ownerKey`). */
  assetsOfOwners(keys: readonly string[]): ReadonlySet<Asset>;
  /** Domains, addresses, ranges and hashes seen on or around assets. */
  readonly observables: ObservableIndex;
}

/** Builds the index; the lexicon says which names mean one product or organisation, and people's decisions win over it. */
export function buildAssetIndex(
  assets: Iterable<Asset>,
  lexicon: Lexicon,
  decisions: readonly NameDecision[] = [],
): AssetIndex {
  const index = new MemoryAssetIndex(indexLexicon(lexicon), nameDecisions(decisions));
  for (const asset of assets) index.add(asset);
  return index;
}

class MemoryAssetIndex implements AssetIndex {
  readonly lexicon: LexiconIndex;
  readonly decisions: NameDecisions;
  readonly observables = observableIndex();
  readonly #byId = new Map<string, Asset>();
  readonly #groups = new Map<string, AssetGroup>();
  readonly #byWord: KeyIndex<AssetGroup> = keyIndex();
  readonly #byVendor: KeyIndex<AssetGroup> = keyIndex();
  readonly #byPackage: KeyIndex<Asset> = keyIndex();
  readonly #bySupplier: KeyIndex<Asset> = keyIndex();
  readonly #byOwner: KeyIndex<Asset> = keyIndex();

  constructor(lexicon: LexiconIndex, decisions: NameDecisions) {
    this.lexicon = lexicon;
    this.decisions = decisions;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(assetId: string): Asset | undefined {
    return this.#byId.get(assetId);
  }

  add(asset: Asset): void {
    this.remove(asset.id);
    this.#byId.set(asset.id, asset);
    this.#groupOf(asset).assets.set(asset.id, asset);
    this.#byPackage.add(packageKeys(asset), asset);
    this.#bySupplier.add(this.#supplierKeys(asset.supplier), asset);
    this.#byOwner.add(ownerKeys(asset), asset);
    this.observables.add(asset);
  }

  remove(assetId: string): void {
    const asset = this.#byId.get(assetId);
    if (asset === undefined) return;
    this.#byId.delete(assetId);
    this.#leaveGroup(asset);
    this.#byPackage.remove(packageKeys(asset), asset);
    this.#bySupplier.remove(this.#supplierKeys(asset.supplier), asset);
    this.#byOwner.remove(ownerKeys(asset), asset);
    this.observables.remove(asset);
  }

  groupsLike(identity: Identity): ReadonlySet<AssetGroup> {
    return this.#byWord.find(identityKeys(identity));
  }

  groupsOfVendor(identity: Identity): ReadonlySet<AssetGroup> {
    return this.#byVendor.find(organisationKeys(identity));
  }

  assetsOfPackage(name: { readonly cpe?: string; readonly purl?: string }): ReadonlySet<Asset> {
    return this.#byPackage.find(packageKeys(name));
  }

  assetsOfSupplier(name: string): ReadonlySet<Asset> {
    const agrees = new Map<string, boolean>();
    const found = [...this.#bySupplier.find(this.#supplierKeys(name))].filter(({ supplier = '' }) => {
      const known = agrees.get(supplier) ?? suppliersAgree(supplier, name, this.lexicon);
      agrees.set(supplier, known);
      return known;
    });
    return new Set(found);
  }

  assetsOfOwners(keys: readonly string[]): ReadonlySet<Asset> {
    return this.#byOwner.find(keys);
  }

  #groupOf(asset: Asset): AssetGroup {
    const name = groupName(asset);
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const group: AssetGroup = { identity: identify(asset.vendor, asset.product, this.lexicon), assets: new Map() };
    this.#groups.set(name, group);
    this.#byWord.add(identityKeys(group.identity), group);
    this.#byVendor.add(organisationKeys(group.identity), group);
    return group;
  }

  #leaveGroup(asset: Asset): void {
    const group = this.#groupOf(asset);
    group.assets.delete(asset.id);
    if (group.assets.size > 0) return;
    this.#groups.delete(groupName(asset));
    this.#byWord.remove(identityKeys(group.identity), group);
    this.#byVendor.remove(organisationKeys(group.identity), group);
  }

  #supplierKeys(name: string | undefined): readonly string[] {
    return name === undefined || isNoOrganisation(name) ? [] : supplierKeys(name, this.lexicon);
  }
}

function ownerKeys({ owner }: Asset): readonly string[] {
  return owner === undefined ? [] : [ownerKey(owner)];
}

function groupName(asset: Asset): string {
  return `${asset.vendor ?? ''}\u0000${asset.product}`;
}
