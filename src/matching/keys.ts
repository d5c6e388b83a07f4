import type { Identity } from './identity.ts';
import { compact } from './plain-words.ts';

/** Things found by any of their keys. */
export interface KeyIndex<T> {
  add(keys: readonly string[], thing: T): void;
  remove(keys: readonly string[], thing: T): void;
  /** Everything that has at least one of the keys. */
  find(keys: readonly string[]): ReadonlySet<T>;
}

/** An empty index of things by key. */
export function keyIndex<T>(): KeyIndex<T> {
  const byKey = new Map<string, Set<T>>();
  return {
    add(keys, thing) {
      for (const key of keys) {
        const things = byKey.get(key);
        if (things === undefined) byKey.set(key, new Set([thing]));
        else things.add(thing);
      }
    },
    remove(keys, thing) {
      for (const key of keys) {
        const things = byKey.get(key);
        things?.delete(thing);
        if (things?.size === 0) byKey.delete(key);
      }
    },
    find(keys) {
      const found = new Set<T>();
      for (const key of keys) for (const thing of byKey.get(key) ?? []) found.add(thing);
      return found;
    },
  };
}

/** What two names for one product have in common at the least: an entry, a telling word, or all letters run together. */
export function identityKeys(identity: Identity): readonly string[] {
  const words = identity.telling.length > 0 ? identity.telling : identity.words;
  const keys = words.map((word) => `word:${word}`);
  keys.push(`whole:${compact(words)}`);
  if (identity.entry !== undefined) keys.push(`entry:${identity.entry.vendor}:${identity.entry.name}`);
  return keys;
}

/** The vendor, by today's name where it is known and by its own words. */
export function organisationKeys(identity: Identity): readonly string[] {
  const keys = [...identity.vendorForms].map((form) => `as:${form}`);
  if (identity.organisation !== undefined) keys.push(`is:${identity.organisation}`);
  return keys;
}

/** CPE 2.2/2.3 vendor and product, and the package address, without version (NISTIR 7695, package-url specification). */
export function packageKeys(name: { readonly cpe?: string; readonly purl?: string }): readonly string[] {
  const keys: string[] = [];
  const cpe = /^cpe:(?:2\.3:|\/)([aho]):([^:]+):([^:]+)/i.exec(name.cpe?.trim() ?? '');
  if (cpe?.[2] !== undefined && cpe[3] !== undefined) keys.push(`cpe:${cpe[2]}:${cpe[3]}`.toLowerCase());
  const purl = /^pkg:[^@?#]+/i.exec(name.purl?.trim() ?? '');
  if (purl !== null) keys.push(purl[0].toLowerCase());
  return keys;
}
