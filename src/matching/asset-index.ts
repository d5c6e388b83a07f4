import type { Asset } from '../domain/asset.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { ownerKey } from '../domain/owner.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import { type AssetBag, assetBag } from './asset-bag.ts';
import { assetsById } from './assets-by-id.ts';
import type { Identity } from './identity.ts';
import { identify } from './identity.ts';
import { identityKeys, type KeyIndex, keyIndex, makerKeys, organisationKeys } from './keys.ts';
import { indexLexicon, type LexiconIndex } from './lexicon-index.ts';
import { type NameDecisions, nameDecisions } from './name-decisions.ts';
import { type ObservableIndex, observableIndex } from './observables.ts';
import { isNoOrganisation } from './organisation-words.ts';
import { type ProductCodes, packageKeys } from './package-keys.ts';
import { type CycleIndex, cycleIndex } from './release-cycles.ts';
import { spellingIndex } from './spellings.ts';
import { supplierKeys, suppliersAgree } from './supplier-names.ts';

/** Assets that share one vendor and product spelling: they are compared with an advisory once. */
export interface AssetGroup {
  /** As they write it. */
  readonly vendor: string;
  readonly product: string;
  readonly identity: Identity;
  readonly assets: AssetBag;
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
  readonly #byId = assetsById();
  readonly #texts = new Map<string, string>();
  /** By vendor, then by product. */
  readonly #groups = new Map<string, Map<string, AssetGroup>>();
  readonly #byName: KeyIndex<AssetGroup> = keyIndex();
  readonly #byMaker: KeyIndex<AssetGroup> = keyIndex();
  readonly #byVendor: KeyIndex<AssetGroup> = keyIndex();
  readonly #byPackage: KeyIndex<Asset> = keyIndex();
  readonly #bySupplier = spellingIndex((name) => this.#supplierKeys(name));
  readonly #byOwner = spellingIndex((owner) => [ownerKey(owner)]);

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
    const group = this.groupOf(given);
    const asset = this.#keptOnce(given, group);
    this.#byId.set(asset);
    group.assets.add(asset);
    if (asset.supplier !== undefined) asset.supplier = this.#bySupplier.add(asset.supplier, asset);
    if (asset.owner !== undefined) asset.owner = this.#byOwner.add(asset.owner, asset);
    this.#byPackage.add(keysOfCodes(asset), asset);
    this.observables.add(asset);
  }

  remove(assetId: string): void {
    const asset = this.#byId.get(assetId);
    if (asset === undefined) return;
    this.#byId.delete(assetId);
    this.#leaveGroup(asset);
    if (asset.supplier !== undefined) this.#bySupplier.remove(asset.supplier, asset);
    if (asset.owner !== undefined) this.#byOwner.remove(asset.owner, asset);
    this.#byPackage.remove(keysOfCodes(asset), asset);
    this.observables.remove(asset);
  }

  groupsLike(identity: Identity): ReadonlySet<AssetGroup> {
    return this.#byName.find(identityKeys(identity));
  }

  groupsThatMayBe(identity: Identity): ReadonlySet<AssetGroup> {
    const makers = makerKeys(identity);
    if (makers.length === 0) return this.groupsLike(identity);
    return this.#byMaker.find(keysOfMakers(identityKeys(identity), [...makers, ANY_MAKER]));
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
      if (!suppliersAgree(supplier.text, name, this.lexicon)) continue;
      for (const asset of supplier.assets) found.add(asset);
    }
    return found;
  }

  assetsOfOwners(keys: readonly string[]): ReadonlySet<Asset> {
    const found = new Set<Asset>();
    for (const owner of this.#byOwner.find(keys)) for (const asset of owner.assets) found.add(asset);
    return found;
  }

  groupOf({ vendor = '', product }: Asset): AssetGroup {
    const ofVendor = this.#groups.get(vendor) ?? new Map<string, AssetGroup>();
    const known = ofVendor.get(product);
    if (known !== undefined) return known;
    const group = { vendor, product, identity: identify(vendor, product, this.lexicon), assets: assetBag() };
    this.#groups.set(vendor, ofVendor.set(product, group));
    const { names, makers, vendors } = keysOfGroup(group.identity);
    this.#byName.add(names, group);
    this.#byMaker.add(makers, group);
    this.#byVendor.add(vendors, group);
    return group;
  }

  #leaveGroup(asset: Asset): void {
    const group = this.groupOf(asset);
    group.assets.delete(asset);
    if (group.assets.size > 0) return;
    const ofVendor = this.#groups.get(asset.vendor ?? '');
    ofVendor?.delete(asset.product);
    if (ofVendor?.size === 0) this.#groups.delete(asset.vendor ?? '');
    const { names, makers, vendors } = keysOfGroup(group.identity);
    this.#byName.remove(names, group);
    this.#byMaker.remove(makers, group);
    this.#byVendor.remove(vendors, group);
  }

  #supplierKeys(name: string): readonly string[] {
    return isNoOrganisation(name) ? [] : supplierKeys(name, this.lexicon);
  }

  /** The same asset, with texts that many assets share held once for them all. */
  #keptOnce(given: Asset, { vendor, product }: AssetGroup): Kept {
    const kept: Kept = { ...given, product };
    if (kept.vendor !== undefined) kept.vendor = vendor;
    if (kept.version !== undefined) kept.version = this.#once(kept.version);
    if (kept.site !== undefined) kept.site = this.#once(kept.site);
    if (kept.clinicalUse !== undefined) kept.clinicalUse = this.#once(kept.clinicalUse);
    if (kept.model !== undefined) kept.model = this.#once(kept.model);
    kept.observables = given.observables.length === 0 ? NONE : given.observables;
    kept.tags = given.tags.length === 0 ? NONE : given.tags.map((tag) => this.#once(tag));
    return kept;
  }

  #once(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

const NONE: readonly string[] = [];

/** The index's own asset, while it is put together. */
type Kept = { -readonly [Field in keyof Asset]: Asset[Field] };

/** Stands for the vendor of names that say nothing of theirs. */
const ANY_MAKER = '*';

/** What a group is found by: its names, these beside their makers, and its vendor. */
function keysOfGroup(identity: Identity): Record<'names' | 'makers' | 'vendors', readonly string[]> {
  const [names, makers] = [identityKeys(identity), makerKeys(identity)];
  const besides = keysOfMakers(names, makers.length === 0 ? [ANY_MAKER] : makers);
  return { names, makers: besides, vendors: organisationKeys(identity) };
}

/** Each name beside each maker; an entry of the lexicon says whose it is. */
function keysOfMakers(names: readonly string[], makers: readonly string[]): readonly string[] {
  return names.flatMap((key) => (key.startsWith('entry:') ? [key] : makers.map((maker) => `${maker}/${key}`)));
}

/** Most assets have no code at all. */
function keysOfCodes({ cpe, purl, model, udi }: Asset): readonly string[] {
  if (cpe === undefined && purl === undefined && model === undefined && udi === undefined) return NONE;
  return packageKeys({
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
    ...(model !== undefined && { models: [model] }),
    ...(udi !== undefined && { udis: [udi] }),
  });
}
