import { gtinOf } from '../domain/device-identifier.ts';

/** What stands for a product beside its name. */
export interface ProductCodes {
  readonly cpe?: string;
  readonly purl?: string;
  /** Model numbers, as the maker writes them. */
  readonly models?: readonly string[];
  /** Unique device identifiers; of each the device identifier alone (UDI-DI) counts. */
  readonly udis?: readonly string[];
}

/** A key for each code, without version, qualifiers and spelling: codes of one product have one in common. */
export function packageKeys({ cpe, purl, models = [], udis = [] }: ProductCodes): readonly string[] {
  const keys = [cpeKey(cpe?.trim() ?? ''), purlKey(purl?.trim() ?? ''), ...models.map(modelKey), ...udis.map(udiKey)];
  return keys.flatMap((key) => key ?? []);
}

/** Part, vendor and product of a CPE name: a formatted string (2.3) or a URI (2.2), NISTIR 7695, 6.1 and 6.2. Wildcards name no product. */
function cpeKey(cpe: string): string | undefined {
  const formatted = /^cpe:2\.3:/i.test(cpe);
  if (!formatted && !/^cpe:\//i.test(cpe)) return undefined;
  const attributes = formatted ? cpe.slice(8).split(/(?<!\\):/) : cpe.slice(5).split(':');
  const [part = '', vendor = '', product = ''] = attributes.map((value) =>
    (formatted ? value.replace(/\\(.)/g, '$1') : decoded(value)).toLowerCase(),
  );
  const isNamed = /^[aho]$/.test(part) && [vendor, product].every((value) => !/^[*-]?$/.test(value));
  return isNamed ? `cpe:${vendor}:${product}` : undefined;
}

/**
 * Type, namespace and name of a package address (package-url specification, "parse a purl"): the version stands behind the last
 * "@" of the last part, so that the one in front of a scope ("pkg:npm/@scope/name") is none.
 */
function purlKey(purl: string): string | undefined {
  const path = /^pkg:\/*([^?#]+)/i.exec(purl)?.[1];
  if (path === undefined) return undefined;
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop()?.replace(/(?<=.)@.*$/s, '');
  if (name === undefined || parts.length === 0) return undefined;
  const [type = ''] = parts;
  const whole = [...parts, name].map(decoded).join('/').toLowerCase();
  return `pkg:${type.toLowerCase() === 'pypi' ? whole.replaceAll('_', '-') : whole}`;
}

/** Shorter ones, and those without a digit, are names rather than numbers. */
function modelKey(model: string): string | undefined {
  const key = model.toLowerCase().replace(/[\s._/-]+/g, '');
  return /^(?=.*\d)[\p{L}\p{N}+]{4,}$/u.test(key) ? `model:${key}` : undefined;
}

function udiKey(udi: string): string | undefined {
  const gtin = gtinOf(udi);
  return gtin === undefined ? undefined : `udi:${gtin}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
