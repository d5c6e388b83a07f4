import type { Advisory, AffectedProduct, VersionRange } from '../domain/advisory.ts';
import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import { productName } from '../domain/product-name.ts';
import type { CaseSnapshot, Change } from './change.ts';
import { kevAdded, tellsOfExploitation } from './fact-changes.ts';
import { counted, listed } from './listed.ts';
import { productFinder } from './shared-product.ts';

/** Somebody reports exploitation, attacks or ransomware for the first time in this case. A KEV entry says so by itself. */
export function exploitationReported(change: Change): readonly string[] {
  const { before, after, newcomer } = change;
  if (kevAdded(change).length > 0 || tellsOfExploitation(before)) return [];
  const who = newcomer.publisher.name;
  const begins = (holds: (advisory: Advisory) => boolean) =>
    !standing(before).some(holds) && standing(after).some(holds);
  if (begins((one) => one.exploitation.ransomware)) return [`${who} reports ransomware attacks.`];
  if (begins((one) => one.exploitation.status === 'active' || one.kev.length > 0))
    return [`${who} reports exploitation.`];
  return begins((one) => one.campaign.length > 0) ? [`${who} reports that attacks are under way.`] : [];
}

/** A product that the case did not name, or other versions of one that it named. */
export function newProductOrRange(change: Change): readonly string[] {
  const added = [...new Set(newProducts(change).map(productName))];
  const changed = [...new Set(productsWithOtherVersions(change).map(productName))];
  return [
    ...(added.length > 0 ? [`Also affected: ${listed(added)}.`] : []),
    ...(changed.length > 0 ? [`The affected versions changed: ${listed(changed)}.`] : []),
  ];
}

function newProducts({ before, after }: Change): readonly AffectedProduct[] {
  const known = productFinder(eachNamedOnce(standing(before).flatMap(affectedBy)));
  return eachNamedOnce(standing(after).flatMap(affectedBy)).filter((product) => known(product).length === 0);
}

/** A new revision is held against the last one; another publisher's words count only where nobody named versions before. */
function productsWithOtherVersions({ before, newcomer }: Change): readonly AffectedProduct[] {
  const earlier = before.members.find((member) => member.advisory.id === newcomer.id)?.advisory;
  const said = productFinder(earlier === undefined ? standing(before).flatMap(affectedBy) : affectedBy(earlier));
  const says = productFinder(affectedBy(newcomer));
  return eachNamedOnce(affectedBy(newcomer)).filter((product) => {
    const then = new Set(said(product).flatMap(spansOf));
    const now = says(product)
      .flatMap(spansOf)
      .filter((span) => span !== 'unstated');
    if (then.size === 0 || now.length === 0) return false;
    const named = [...then].some((span) => span !== 'unstated');
    return earlier === undefined && named ? false : now.some((span) => !then.has(span));
  });
}

/** One statement of each name: a CSAF document repeats a product for every version and CVE. */
function eachNamedOnce(products: readonly AffectedProduct[]): readonly AffectedProduct[] {
  return [...new Map(products.map((product) => [`${product.vendor ?? ''}\n${product.product}`, product])).values()];
}

function spansOf(product: AffectedProduct): readonly string[] {
  if (typeof product.versions === 'string') return [product.versions];
  return product.versions.map((range: VersionRange) => JSON.stringify([range.scheme, range.intervals]));
}

/** The first fix in the case, or a fix for a product that had none. */
export function fixPublished({ before, after }: Change): readonly string[] {
  const known = new Set(standing(before).flatMap(fixesOf));
  const added = [...new Set(standing(after).flatMap(fixesOf))].filter((fix) => !known.has(fix));
  if (added.length > 0) return [`A fix is published: ${listed(added)}.`];
  const advises = (advisory: Advisory) =>
    fixesOf(advisory).length > 0 || advisory.mitigations.some((one) => one.kind === 'patch');
  return !standing(before).some(advises) && standing(after).some(advises) ? ['A fix is published.'] : [];
}

function fixesOf(advisory: Advisory): readonly string[] {
  return advisory.affected.flatMap((product) =>
    product.fixedVersion === undefined ? [] : [`${productName(product)} ${product.fixedVersion.trim()}`],
  );
}

/** Indicators that the case did not hold, counted by type. */
export function indicatorsAdded({ before, after }: Change): readonly string[] {
  const known = new Set(standing(before).flatMap((advisory) => advisory.indicators.map(indicatorKey)));
  const added = new Map(
    standing(after)
      .flatMap((advisory) => advisory.indicators)
      .filter((indicator) => !NO_INDICATOR.has(indicator.type) && !known.has(indicatorKey(indicator)))
      .map((indicator) => [indicatorKey(indicator), indicator.type]),
  );
  if (added.size === 0) return [];
  const types = [...new Set(added.values())].sort();
  const counts = types.map((type) => `${[...added.values()].filter((one) => one === type).length} ${type}`);
  return [`${counted(added.size, 'indicator')} added (${counts.join(', ')}).`];
}

/** Ids that are found like indicators and are none. */
const NO_INDICATOR: ReadonlySet<IndicatorType> = new Set(['cve', 'attack'] as const);

function indicatorKey(indicator: Indicator): string {
  return `${indicator.type} ${indicator.value}`;
}

/** A publisher took its advisory back. */
export function withdrawn({ before, after }: Change): readonly string[] {
  const stood = new Set(standing(before).map((advisory) => advisory.id));
  return after.members
    .map((member) => member.advisory)
    .filter((advisory) => advisory.withdrawn && stood.has(advisory.id))
    .map((advisory) => `${advisory.publisher.name} withdrew "${advisory.title}".`);
}

function standing(snapshot: CaseSnapshot): readonly Advisory[] {
  return snapshot.members.map((member) => member.advisory).filter((advisory) => !advisory.withdrawn);
}

function affectedBy(advisory: Advisory): readonly AffectedProduct[] {
  return advisory.affected.filter((product) => product.status === 'affected');
}
