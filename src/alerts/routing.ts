import type { Asset } from '../domain/asset.ts';
import type { Case } from '../domain/case.ts';
import { productName } from '../domain/product-name.ts';
import { TLP_LABELS, type Tlp } from '../domain/tlp.ts';
import { isMoreUrgent, type Priority } from '../domain/triage.ts';

/** A channel that takes cases, and which. Of the lists that are given, every one must have a member that fits. */
export interface Route {
  readonly channel: string;
  /** Cases of this priority and more urgent ones. */
  readonly from: Priority;
  /** Words in the name of a product of a touched asset, as `products`; the same for its supplier, site and owner. */
  readonly products?: readonly string[];
  readonly suppliers?: readonly string[];
  readonly sites?: readonly string[];
  readonly owners?: readonly string[];
  readonly tlp?: readonly Tlp[];
  /** The usergroup to call for P1 and on escalation. */
  readonly mention?: string;
}

/**
 * The routes that take a case, sink by sink: all whose conditions fit, or else those without a condition. `anyPriority` leaves
 * aside how urgent it is.
 */
export function routesFor<R extends Route & { readonly sink: string }>(
  one: Case,
  routes: readonly R[],
  { anyPriority = false } = {},
): readonly R[] {
  const taking = routes.filter((route) => (anyPriority || isUrgentEnough(route, one)) && fitsConditions(route, one));
  return [...new Set(routes.map((route) => route.sink))].flatMap((sink) => {
    const own = taking.filter((route) => route.sink === sink);
    const fitting = own.filter((route) => !isUnconditional(route));
    return fitting.length > 0 ? fitting : own;
  });
}

function isUnconditional({ products, suppliers, sites, owners, tlp }: Route): boolean {
  return [products, suppliers, sites, owners, tlp].every((list) => list === undefined);
}

function fitsConditions(route: Route, one: Case): boolean {
  const touched = one.assets.filter((each) => each.triage.priority !== 'INFO').map((each) => each.asset);
  const fits = (wanted: readonly string[] | undefined, nameOf: (asset: Asset) => string | undefined): boolean =>
    wanted === undefined || touched.some((asset) => wanted.some((word) => holds(nameOf(asset) ?? '', word)));
  return (
    fits(route.products, productName) &&
    fits(route.suppliers, (asset) => asset.supplier) &&
    fits(route.sites, (asset) => asset.site) &&
    fits(route.owners, (asset) => asset.owner) &&
    (route.tlp === undefined || route.tlp.includes(strictestTlp(one.members.map((member) => member.advisory))))
  );
}

function isUrgentEnough({ from }: Route, one: Case): boolean {
  return !isMoreUrgent(from, one.triage.priority);
}

function holds(value: string, word: string): boolean {
  return value.toLowerCase().includes(word.toLowerCase());
}

/** The narrowest audience among the sources holds for all of them together. */
export function strictestTlp(advisories: readonly { readonly tlp: Tlp }[]): Tlp {
  const highest = Math.max(0, ...advisories.map((advisory) => TLP_LABELS.indexOf(advisory.tlp)));
  return TLP_LABELS[highest] ?? 'RED';
}
