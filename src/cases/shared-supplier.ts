import type { Advisory, SupplierMention } from '../domain/advisory.ts';
import { namesAgree } from '../matching/supplier-names.ts';

/**
 * A supplier that an advisory and a case both name, at least one of them as the way in. The vendor of an affected product
 * does not count: that two texts on one product name its vendor binds nothing.
 */
export function sharedSupplier(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const theirs = members.flatMap((member) => member.suppliers);
  if (advisory.suppliers.length === 0 || theirs.length === 0) return undefined;
  const vendors = new Set([advisory, ...members].flatMap(vendorsOf));
  const shared = advisory.suppliers.find(
    (mine) =>
      theirs.some((other) => namesAgree(other.name, mine.name) && oneIsWayIn(mine, other)) &&
      !isAmong(vendors, mine.name),
  );
  return shared?.name;
}

/** A supplier that both name as the way in, where neither is about a CVE: through what product is then a detail. */
export function sharedWayIn(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const all = [advisory, ...members];
  if (all.some(namesCve)) return undefined;
  const vendors = new Set(all.flatMap(vendorsOf));
  const wayIn = (one: Advisory) => one.suppliers.filter((supplier) => supplier.role === 'way-in');
  const theirs = new Set(members.flatMap(wayIn).map((supplier) => supplier.name));
  return wayIn(advisory).find((mine) => isAmong(theirs, mine.name) && !isAmong(vendors, mine.name))?.name;
}

function namesCve(advisory: Advisory): boolean {
  return advisory.aliases.some((alias) => alias.startsWith('CVE-'));
}

function vendorsOf(advisory: Advisory): readonly string[] {
  return advisory.affected.flatMap((product) => (product.vendor === undefined ? [] : [product.vendor]));
}

function oneIsWayIn(a: SupplierMention, b: SupplierMention): boolean {
  return a.role === 'way-in' || b.role === 'way-in';
}

function isAmong(names: ReadonlySet<string>, name: string): boolean {
  return [...names].some((other) => namesAgree(other, name));
}
