import type { Asset } from '../domain/asset.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { ownerKey } from '../domain/owner.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import type { Identity } from './identity.ts';
import { identify } from './identity.ts';
import { identityKeys, type KeyIndex, keyIndex, makerKeys, organisationKeys } from './keys.ts';
import { indexLexicon, type LexiconIndex } from './lexicon-index.ts';
import { type NameDecisions, nameDecisions } from './name-decisions.ts';
import { type ObservableIndex, observableIndex } from './observables.ts';
import { isNoOrganisation } from './organisation-words.ts';
import { type ProductCodes, packageKeys } from './package-keys.ts';
import { type CycleIndex, cycleIndex } from './release-cycles.ts';
import { supplierKeys, suppliersAgree } from './supplier-names.ts';

/** Assets that share one vendor and product spelling: they are compared with an advisory once. */
export interface AssetGroup {
  readonly identity: Identity;
  readonly assets: Set<Asset>;
}

/** Assets with one spelling of their supplier. */
interface SupplierGroup {
  readonly name: string;
  readonly assets: Set<Asset>;
}

/** The organisation's assets, found by product name, package, supplier and observable. Adding or removing one is cheap. */
export interface AssetIndex {
  readonly size: number;
  readonly lexicon: LexiconIndex;
  /** What people decided of names. */
  readonly decisions: NameDecisions;
  /** Takes these decisions instead of those of before. */
  decideNames(decisions: readonly NameDecision[]): void;
  /** How long makers mend their products. */
  readonly cycles: CycleIndex;
  /** Takes these cycles instead of those of before. */
  knowCycles(cycles: readonly ReleaseCycle[]): void;
  /** Adds an asset, or replaces the one with its id. */
  add(asset: Asset): void;
  /** Removes an asset; an unknown id is no fault. */
  remove(assetId: string): void;
  get(assetId: string): Asset | undefined;
  /** The group of an asset that the index holds. */
  groupOf(asset: Asset): AssetGroup;
  /** Groups that share a telling word, an entry of the lexicon or the run-together name with a product name. */
  groupsLike(identity: Identity): ReadonlySet<AssetGroup>;
  /** The same without most of those that `compareIdentities` calls different because of their vendors: a few instead of hundreds. */
  groupsThatMayBe(identity: Identity): ReadonlySet<AssetGroup>;
  /** Groups of one vendor. */
  groupsOfVendor(identity: Identity): ReadonlySet<AssetGroup>;
  /** Assets with this CPE product, package address, model number or device identifier, whatever their version. */
  assetsOfPackage(codes: ProductCodes): ReadonlySet<Asset>;
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
  cycles: readonly ReleaseCycle[] = [],
): AssetIndex {
  const index = new MemoryAssetIndex(indexLexicon(lexicon), nameDecisions(decisions));
  index.knowCycles(cycles);
  for (const asset of assets) index.add(asset);
  return index;
}

class MemoryAssetIndex implements AssetIndex {
  readonly lexicon: LexiconIndex;
  decisions: NameDecisions;
  cycles: CycleIndex;
  readonly observables = observableIndex();
  readonly #byId = new Map<string, Asset>();
  readonly #texts = new Map<string, string>();
  /** By vendor, then by product. */
  readonly #groups = new Map<string, Map<string, AssetGroup>>();
  readonly #byName: KeyIndex<AssetGroup> = keyIndex();
  readonly #byMaker: KeyIndex<AssetGroup> = keyIndex();
  readonly #byVendor: KeyIndex<AssetGroup> = keyIndex();
  readonly #byPackage: KeyIndex<Asset> = keyIndex();
  readonly #suppliers = new Map<string, SupplierGroup>();
  readonly #bySupplier: KeyIndex<SupplierGroup> = keyIndex();
  readonly #byOwner: KeyIndex<Asset> = keyIndex();

  constructor(lexicon: LexiconIndex, decisions: NameDecisions) {
    this.lexicon = lexicon;
    this.decisions = decisions;
    this.cycles = cycleIndex([], lexicon);
  }

  decideNames(decisions: readonly NameDecision[]): void {
    this.decisions = nameDecisions(decisions);
  }

  knowCycles(cycles: readonly ReleaseCycle[]): void {
    this.cycles = cycleIndex(cycles, this.lexicon);
  }

  get size(): number {
    return this.#byId.size;
  }

  get(assetId: string): Asset | undefined {
    return this.#byId.get(assetId);
  }

  add(given: Asset): void {
    this.remove(given.id);
    const asset = this.#keptOnce(given);
    this.#byId.set(asset.id, asset);
    this.groupOf(asset).assets.add(asset);
    this.#suppliersOf(asset)?.assets.add(asset);
    this.#byPackage.add(packageKeys(codesOf(asset)), asset);
    this.#byOwner.add(ownerKeys(asset), asset);
    this.observables.add(asset);
  }

  remove(assetId: string): void {
    const asset = this.#byId.get(assetId);
    if (asset === undefined) return;
    this.#byId.delete(assetId);
    this.#leaveGroup(asset);
    this.#leaveSupplier(asset);
    this.#byPackage.remove(packageKeys(codesOf(asset)), asset);
    this.#byOwner.remove(ownerKeys(asset), asset);
    this.observables.remove(asset);
  }

  groupsLike(identity: Identity): ReadonlySet<AssetGroup> {
    return this.#byName.find(identityKeys(identity));
  }

  groupsThatMayBe(identity: Identity): ReadonlySet<AssetGroup> {
    const makers = makerKeys(identity);
    if (makers.length === 0) return this.groupsLike(identity);
    return this.#byMaker.find(keysOfMakers(identity, [...makers, ANY_MAKER]));
  }

  groupsOfVendor(identity: Identity): ReadonlySet<AssetGroup> {
    return this.#byVendor.find(organisationKeys(identity));
  }

  assetsOfPackage(codes: ProductCodes): ReadonlySet<Asset> {
    return this.#byPackage.find(packageKeys(codes));
  }

  assetsOfSupplier(name: string): ReadonlySet<Asset> {
    const found = new Set<Asset>();
    for (const supplier of this.#bySupplier.find(this.#supplierKeys(name))) {
      if (!suppliersAgree(supplier.name, name, this.lexicon)) continue;
      for (const asset of supplier.assets) found.add(asset);
    }
    return found;
  }

  assetsOfOwners(keys: readonly string[]): ReadonlySet<Asset> {
    return this.#byOwner.find(keys);
  }

  groupOf({ vendor, product }: Asset): AssetGroup {
    const ofVendor = this.#groups.get(vendor ?? '') ?? new Map<string, AssetGroup>();
    const known = ofVendor.get(product);
    if (known !== undefined) return known;
    const group: AssetGroup = { identity: identify(vendor, product, this.lexicon), assets: new Set() };
    this.#groups.set(vendor ?? '', ofVendor.set(product, group));
    this.#byName.add(identityKeys(group.identity), group);
    this.#byMaker.add(keysOfGroup(group.identity), group);
    this.#byVendor.add(organisationKeys(group.identity), group);
    return group;
  }

  #leaveGroup(asset: Asset): void {
    const group = this.groupOf(asset);
    group.assets.delete(asset);
    if (group.assets.size > 0) return;
    const ofVendor = this.#groups.get(asset.vendor ?? '');
    ofVendor?.delete(asset.product);
    if (ofVendor?.size === 0) this.#groups.delete(asset.vendor ?? '');
    this.#byName.remove(identityKeys(group.identity), group);
    this.#byMaker.remove(keysOfGroup(group.identity), group);
    this.#byVendor.remove(organisationKeys(group.identity), group);
  }

  #suppliersOf({ supplier: name }: Asset): SupplierGroup | undefined {
    if (name === undefined || isNoOrganisation(name)) return undefined;
    const known = this.#suppliers.get(name);
    if (known !== undefined) return known;
    const group = { name, assets: new Set<Asset>() };
    this.#suppliers.set(name, group);
    this.#bySupplier.add(this.#supplierKeys(name), group);
    return group;
  }

  #leaveSupplier(asset: Asset): void {
    const group = this.#suppliersOf(asset);
    group?.assets.delete(asset);
    if (group === undefined || group.assets.size > 0) return;
    this.#suppliers.delete(group.name);
    this.#bySupplier.remove(this.#supplierKeys(group.name), group);
  }

  #supplierKeys(name: string): readonly string[] {
    return isNoOrganisation(name) ? [] : supplierKeys(name, this.lexicon);
  }

  /** The same asset, with texts that many assets share held once for them all. */
  #keptOnce(asset: Asset): Asset {
    const kept: Record<string, unknown> = { ...asset };
    for (const field of OFTEN_SHARED) {
      const text = asset[field];
      if (text !== undefined) kept[field] = this.#once(text);
    }
    kept.observables = asset.observables.length === 0 ? NONE : asset.observables;
    kept.tags = asset.tags.length === 0 ? NONE : asset.tags.map((tag) => this.#once(tag));
    return kept as unknown as Asset;
  }

  #once(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

const NONE: readonly string[] = [];

/** Texts that are of few kinds among many assets. */
const OFTEN_SHARED = ['vendor', 'product', 'version', 'supplier', 'owner', 'site', 'clinicalUse', 'model'] as const;

/** Stands for the vendor of names that say nothing of theirs. */
const ANY_MAKER = '*';

function keysOfGroup(identity: Identity): readonly string[] {
  const makers = makerKeys(identity);
  return keysOfMakers(identity, makers.length === 0 ? [ANY_MAKER] : makers);
}

/** Each name beside each maker; an entry of the lexicon says whose it is. */
function keysOfMakers(identity: Identity, makers: readonly string[]): readonly string[] {
  return identityKeys(identity).flatMap((key) =>
    key.startsWith('entry:') ? [key] : makers.map((maker) => `${maker}/${key}`),
  );
}

function codesOf({ cpe, purl, model, udi }: Asset): ProductCodes {
  return {
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
    ...(model !== undefined && { models: [model] }),
    ...(udi !== undefined && { udis: [udi] }),
  };
}

function ownerKeys({ owner }: Asset): readonly string[] {
  return owner === undefined ? [] : [ownerKey(owner)];
}
