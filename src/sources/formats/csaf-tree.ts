import { gtinOf } from '../../domain/device-identifier.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json-access.ts';

/** A product of a CSAF product tree (CSAF 2.0, 3.2.2), as its branches or its full name give it. */
export interface CsafProduct {
  readonly id: string;
  readonly vendor?: string;
  readonly product: string;
  /** What the version branch says: one version or a range, in the publisher's words. Absent where there is no such branch. */
  readonly version?: string;
  readonly cpe?: string;
  readonly purl?: string;
  readonly models?: readonly string[];
  readonly udis?: readonly string[];
  /** Ids of the products that this one is a part of or runs on. */
  readonly partOf: readonly string[];
  /** For a part: its name together with the whole ("openssl as a component of Example Linux 9"). */
  readonly wholeName?: string;
}

/** Every product of the tree by its id: from branches, full names and relationships. */
export function productsOf(tree: unknown): Map<string, CsafProduct> {
  const products = new Map<string, CsafProduct>();
  const root = recordOf(tree);
  walkBranches(recordsOf(root.branches), {}, products);
  for (const entry of recordsOf(root.full_product_names)) addProduct(entry, {}, products);
  for (const relationship of recordsOf(root.relationships)) addRelationship(relationship, products);
  return products;
}

/** What the branches from the root down to here have said. */
interface Place {
  readonly vendor?: string;
  readonly family?: string;
  readonly product?: string;
  readonly version?: string;
}

function walkBranches(branches: readonly JsonRecord[], place: Place, products: Map<string, CsafProduct>): void {
  for (const branch of branches) {
    const here = placeOf(branch, place);
    if (branch.product !== undefined) addProduct(recordOf(branch.product), here, products);
    walkBranches(recordsOf(branch.branches), here, products);
  }
}

function placeOf(branch: JsonRecord, place: Place): Place {
  const name = textOf(branch.name);
  if (name === undefined) return place;
  switch (branch.category) {
    case 'vendor':
      return { ...place, vendor: name.replace(/ (PSIRT|ProductCERT)$/, '') };
    case 'product_family':
      return { ...place, family: name };
    case 'product_name':
      return { ...place, product: name };
    case 'product_version':
    case 'product_version_range':
    case 'service_pack':
    case 'patch_level':
      return { ...place, version: place.version === undefined ? name : `${place.version} ${name}` };
    default:
      return place;
  }
}

function addProduct(entry: JsonRecord, place: Place, products: Map<string, CsafProduct>): void {
  const id = textOf(entry.product_id);
  const fullName = textOf(entry.name);
  if (id === undefined) return;
  const helper = recordOf(entry.product_identification_helper);
  const cpe = textOf(helper.cpe);
  const purl = textOf(helper.purl) ?? textOf(Array.isArray(helper.purls) ? helper.purls[0] : undefined);
  const models = [...articleNumbers(helper.model_numbers), ...articleNumbers(helper.skus)];
  const udis = models.filter((number) => SHORTEST_DEVICE.test(number)).flatMap((number) => gtinOf(number) ?? []);
  const named = namedBy(place, fullName ?? id, purl);
  products.set(id, {
    id,
    ...(place.vendor === undefined ? {} : { vendor: place.vendor }),
    ...named,
    ...(cpe === undefined ? {} : { cpe }),
    ...(purl === undefined ? {} : { purl }),
    ...(models.length === 0 ? {} : { models }),
    ...(udis.length === 0 ? {} : { udis }),
    partOf: [],
  });
}

/** Twelve digits at the least: fewer may as well be a model number. */
const SHORTEST_DEVICE = /(?:\d\D{0,2}){12}/;

/**
 * Model numbers and stock keeping units (CSAF 2.0, 3.1.3.3), among which makers of devices give device
 * identifiers too; one with a wildcard stands for several that nobody lists.
 */
function articleNumbers(given: unknown): readonly string[] {
  return (Array.isArray(given) ? given : [])
    .flatMap((model) => textOf(model) ?? [])
    .filter((model) => !/[*?]/.test(model));
}

/** Name and version. A package whose branch runs both together (`kernel-0:5.14.0-70.el9.src`) is told apart by its purl. */
function namedBy(place: Place, fullName: string, purl: string | undefined): { product: string; version?: string } {
  const product = place.product ?? place.family;
  if (product !== undefined) {
    const version = place.version === undefined ? undefined : withoutName(place.version, product);
    return version === undefined ? { product } : { product, version };
  }
  const packaged = purl?.match(/^pkg:[^/]{1,40}\/(?:[^@?#]{1,300}\/)?([^/@?#]{1,200})(?:@([^?#]{1,200}))?/);
  if (place.version !== undefined && packaged?.[1] !== undefined) {
    const version = packaged[2] === undefined ? undefined : decoded(packaged[2]);
    return version === undefined ? { product: decoded(packaged[1]) } : { product: decoded(packaged[1]), version };
  }
  return { product: place.version === undefined ? fullName : place.version };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `FortiOS 6.4.0` below the product `FortiOS` is the version `6.4.0`. */
function withoutName(version: string, product: string): string {
  if (!version.toLowerCase().startsWith(product.toLowerCase())) return version;
  const rest = version.slice(product.length);
  const trimmed = rest.replace(/^[\s/:_-]{1,5}/, '');
  return trimmed === '' || trimmed === rest ? version : trimmed;
}

function addRelationship(relationship: JsonRecord, products: Map<string, CsafProduct>): void {
  const part = products.get(textOf(relationship.product_reference) ?? '');
  const whole = textOf(relationship.relates_to_product_reference);
  const full = recordOf(relationship.full_product_name);
  const id = textOf(full.product_id);
  if (id === undefined) return;
  const wholeName = textOf(full.name) ?? id;
  const base = part ?? { product: wholeName, partOf: [] };
  products.set(id, { ...base, id, wholeName, partOf: whole === undefined ? base.partOf : [...base.partOf, whole] });
}
