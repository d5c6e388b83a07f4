import type { Advisory, AffectedProduct, KevEntry, VersionRange } from '../domain/advisory.ts';
import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import type { CaseSnapshot, Change } from './change.ts';
import { counted, listed } from './listed.ts';
import { isSameProduct, productName } from './shared-product.ts';

/** CISA put a CVE of the case into KEV, or learned of ransomware use. Its dates bind federal agencies: a benchmark here. */
export function kevAdded({ before, after }: Change): readonly string[] {
  const known = new Map(kevEntriesOf(before).map((entry) => [entry.cve, entry]));
  return kevEntriesOf(after).flatMap((entry) => {
    const earlier = known.get(entry.cve);
    if (earlier === undefined) return [kevSentence(entry)];
    return entry.ransomware && !earlier.ransomware ? [`CISA now knows of ransomware use of ${entry.cve} (KEV).`] : [];
  });
}

function kevSentence(entry: KevEntry): string {
  const use = entry.ransomware ? ' (known ransomware use)' : '';
  return `CISA added ${entry.cve} to KEV${use}, due ${entry.dueDate}, a federal benchmark.`;
}

function kevEntriesOf(snapshot: CaseSnapshot): readonly KevEntry[] {
  const entries = standing(snapshot).flatMap((advisory) => advisory.kev);
  const byCve = new Map<string, KevEntry>();
  for (const entry of entries) {
    const earlier = byCve.get(entry.cve);
    byCve.set(
      entry.cve,
      earlier === undefined ? entry : { ...entry, ransomware: earlier.ransomware || entry.ransomware },
    );
  }
  return [...byCve.values()];
}

/** Somebody reports exploitation, attacks or ransomware for the first time in this case. A KEV entry says so by itself. */
export function exploitationReported(change: Change): readonly string[] {
  const { before, after, newcomer } = change;
  if (kevAdded(change).length > 0) return [];
  const who = newcomer.publisher.name;
  const begins = (holds: (advisory: Advisory) => boolean) =>
    !standing(before).some(holds) && standing(after).some(holds);
  if (begins((one) => one.exploitation.ransomware)) return [`${who} reports ransomware attacks.`];
  if (begins((one) => one.exploitation.status === 'active' || one.kev.length > 0))
    return [`${who} reports exploitation.`];
  return begins((one) => one.campaign.length > 0) ? [`${who} reports that attacks are under way.`] : [];
}

/** A product that the case did not name, or other versions of one in the newcomer's new revision. */
export function newProductOrRange({ before, after, newcomer }: Change): readonly string[] {
  const known = standing(before).flatMap(affectedBy);
  const now = standing(after).flatMap(affectedBy);
  const added = now.filter(
    (product, at) => !known.some((other) => isSameProduct(product, other)) && isFirst(product, at, now),
  );
  const newlyNamed = added.length > 0 ? [`Also affected: ${listed(added.map(productName))}.`] : [];
  const changed = affectedBy(newcomer).filter((product) => saysOtherVersions(product, known, newcomer, before));
  const names = [...new Set(changed.map(productName))];
  return [...newlyNamed, ...(names.length > 0 ? [`The affected versions changed: ${listed(names)}.`] : [])];
}

function isFirst(product: AffectedProduct, at: number, all: readonly AffectedProduct[]): boolean {
  return all.findIndex((other) => isSameProduct(product, other)) === at;
}

/** A new revision is held against the last one; another publisher's words count only where nobody named versions before. */
function saysOtherVersions(
  product: AffectedProduct,
  known: readonly AffectedProduct[],
  newcomer: Advisory,
  before: CaseSnapshot,
): boolean {
  const earlier = before.members.find((member) => member.advisory.id === newcomer.id)?.advisory;
  const said = (earlier === undefined ? known : affectedBy(earlier)).filter((other) => isSameProduct(product, other));
  if (said.length === 0 || product.versions === 'unstated') return false;
  if (earlier === undefined) return said.every((other) => other.versions === 'unstated');
  const spans = new Set(said.flatMap(spansOf));
  return spansOf(product).some((span) => !spans.has(span));
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
