import { counted, listed } from '../cases/listed.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { FlawFacts, KevRow } from '../domain/flaw-facts.ts';
import { isOrganisation } from '../domain/organisation.ts';
import { daysBetween } from '../domain/time.ts';
import type { TriageDecision } from '../domain/triage.ts';
import { defang } from '../indicators/defang.ts';
import { nameAssets, nameSupplier, ownIndicators } from './headline.ts';
import { type ConcernedAsset, evidenceOf, type Situation } from './situation.ts';

/** More verdicts than these are counted: the list of assets holds each. */
const MOST_VERDICTS = 3;

/**
 * Why it concerns this organisation, one sentence each, most telling first: what was seen, who was the way in, what makes the
 * assets easy targets, whom the attacks aim at, what the versions say (first of all, where it is only about a flaw), and then
 * how the priority came about.
 */
export function reasonsOf(situation: Situation, triage: TriageDecision): readonly string[] {
  const facts = [...seenIndicators(situation), ...wayIn(situation)];
  const standing = [...weaknesses(situation), ...targets(situation), ...exploitation(situation)];
  const ofVersions = verdicts(situation);
  const told = facts.length > 0 ? [...facts, ...standing, ...ofVersions] : [...ofVersions, ...standing];
  const rules = triage.reasons.filter((reason) => !TOLD_BY_FACTS.has(reason.code)).map((reason) => reason.because);
  const assumed = triage.assumed.length > 0 ? [`Assumed, because nothing is known: ${triage.assumed.join(', ')}.`] : [];
  return [...new Set([...told, ...rules, ...assumed])];
}

/** Codes whose sentence the facts say already, with names. */
const TOLD_BY_FACTS: ReadonlySet<string> = new Set([
  'X1-KEV',
  'X2-ACTIVE-REPORTED',
  'T0-IOC-SEEN-LOCALLY',
  'T1-ACTIVE-HEALTH-TARGETED-MATCHED',
  'E6-SUPPLIER-COMPROMISED',
]);

function seenIndicators({ hit }: Situation): readonly string[] {
  const on = new Map<string, ConcernedAsset[]>();
  const own = hit.filter(({ asset }) => isOrganisation(asset));
  for (const asset of hit.filter((one) => !own.includes(one))) {
    for (const { type, value } of evidenceOf(asset, 'indicator-seen')) {
      const shown = defang(type, value);
      on.set(shown, [...(on.get(shown) ?? []), asset]);
    }
  }
  return [
    ...ownIndicators(own).map((shown) => `Your organisation's own, and named as an indicator: ${shown}.`),
    ...[...on].map(([shown, assets]) => `Indicator seen on ${nameAssets(assets)}: ${shown}.`),
  ];
}

function wayIn({ suppliers }: Situation): readonly string[] {
  return suppliers.map((supplier) => {
    const written = supplier.writtenAs === undefined ? '' : `, written as ${supplier.writtenAs}`;
    return `Supplier named as the way in: ${nameSupplier(supplier)}${written}. It supplies ${nameAssets(supplier.assets)}.`;
  });
}

function weaknesses({ concerned, advisories }: Situation): readonly string[] {
  const stale = new Map<string, ConcernedAsset[]>();
  for (const asset of concerned) {
    const since = staleSince(asset, advisories);
    if (since !== undefined) stale.set(since, [...(stale.get(since) ?? []), asset]);
  }
  const ended = new Map<string, ConcernedAsset[]>();
  for (const asset of concerned) {
    const [because] = evidenceOf(asset, 'end-of-life').map((one) => one.because);
    if (because !== undefined) ended.set(because, [...(ended.get(because) ?? []), asset]);
  }
  const unmanaged = concerned.filter((asset) => asset.asset.managed === false);
  const exposed = concerned.filter((asset) => asset.asset.exposure === 'open');
  return [
    ...[...stale].sort().map(([year, assets]) => `Not updated since ${year}: ${nameAssets(assets)}.`),
    ...[...ended].sort().map(([because, assets]) => `${nameAssets(assets)}: ${because}.`),
    ...(unmanaged.length > 0 ? [`Unmanaged: ${nameAssets(unmanaged)}.`] : []),
    ...(exposed.length > 0 ? [`Internet-facing: ${nameAssets(exposed)}.`] : []),
  ];
}

/** The year of the last update, where that lies more than a year before the case's first advisory. */
function staleSince({ asset }: ConcernedAsset, advisories: readonly Advisory[]): string | undefined {
  const first = advisories.map((one) => one.publishedAt ?? one.fetchedAt).sort()[0];
  if (asset.lastUpdatedAt === undefined || first === undefined) return undefined;
  return daysBetween(asset.lastUpdatedAt, first) > 365 ? asset.lastUpdatedAt.slice(0, 4) : undefined;
}

function targets({ advisories }: Situation): readonly string[] {
  const health = publishers(advisories, (one) => one.sectors.length > 0 || one.publisher.kind === 'health-body');
  const campaign = publishers(advisories, (one) => one.campaign.length > 0);
  return [
    ...(health.length > 0
      ? [`Health sector targeted, ${health.length === 1 ? 'says' : 'say'} ${listed(health)}.`]
      : []),
    ...(campaign.length > 0 ? [`Attacks reported by ${listed(campaign)}.`] : []),
  ];
}

function exploitation({ advisories, facts }: Situation): readonly string[] {
  const told = advisories.flatMap((one) => one.kev).map((entry): KevRow => ({ catalogue: 'CISA', ...entry }));
  const isTold = (row: KevRow) => told.some((one) => one.catalogue === row.catalogue && one.cve === row.cve);
  const rows = [...told, ...facts.flatMap((one) => one.kev).filter((row) => !isTold(row))];
  const lines = [...rows.map(rowSentence), ...facts.flatMap(readSentence)];
  const active = publishers(advisories, (one) => one.exploitation.status === 'active' && one.kev.length === 0);
  const ransom = publishers(advisories, (one) => one.exploitation.ransomware && one.kev.length === 0);
  return [
    ...new Set(lines),
    ...(active.length > 0 ? [`Exploitation reported by ${listed(active)}.`] : []),
    ...(ransom.length > 0 ? [`Ransomware attacks reported by ${listed(ransom)}.`] : []),
  ];
}

function rowSentence({ catalogue, cve, dateAdded, ransomware }: KevRow): string {
  const since = dateAdded === undefined ? '' : ` since ${dateAdded}`;
  const use = ransomware ? ', with known ransomware use' : '';
  return `${catalogue} lists ${cve} as exploited${since}${use} (KEV).`;
}

function readSentence({ cve, reading, kev }: FlawFacts): readonly string[] {
  if (reading?.exploitation !== 'active' || kev.length > 0) return [];
  return [`CISA reads ${cve} as actively exploited (vulnrichment).`];
}

function publishers(advisories: readonly Advisory[], says: (advisory: Advisory) => boolean): readonly string[] {
  return [...new Set(advisories.filter(says).map((one) => one.publisher.name))];
}

/** One sentence for all assets of which the same is said, in short: the list of assets has each one's own words. */
function verdicts({ concerned, watched }: Situation): readonly string[] {
  const alike = new Map<string, ConcernedAsset[]>();
  for (const asset of concerned.length > 0 ? concerned : watched) {
    const key = `${asset.verdict.kind} ${shortReason(asset)}`;
    alike.set(key, [...(alike.get(key) ?? []), asset]);
  }
  const groups = [...alike.values()];
  const left = groups
    .slice(MOST_VERDICTS)
    .flat()
    .filter((asset) => asset.verdict.kind === 'affected').length;
  const told = groups.slice(0, MOST_VERDICTS).map(verdictSentence);
  return left > 0 ? [...told, `Affected too: ${counted(left, 'more asset')}.`] : told;
}

const VERDICT_WORDS: Readonly<Record<ConcernedAsset['verdict']['kind'], string>> = {
  affected: 'Affected',
  'not-affected': 'Not affected',
  undecided: 'Not settled whether affected',
};

function verdictSentence(alike: readonly ConcernedAsset[]): string {
  const [first] = alike;
  if (first === undefined) return '';
  const because = shortReason(first);
  const names = alike.some((asset) => because.includes(asset.name)) ? '' : `${nameAssets(alike)}, because `;
  return `${VERDICT_WORDS[first.verdict.kind]}: ${names}${because}.`;
}

/** Why a verdict is what it is, in a few words: where a version is missing that, else the verdict's own sentence. */
function shortReason(asset: ConcernedAsset): string {
  const { verdict } = asset;
  if (verdict.kind !== 'undecided') return withoutStop(verdict.because);
  const versions = evidenceOf(asset, 'version').map((one) => one.verdict);
  const open = versions.find((one) => one.kind === 'undecided');
  if (open?.kind === 'undecided') return withoutStop(open.because);
  const isSupplied = evidenceOf(asset, 'supplier').some((one) => one.role === 'way-in');
  const isNamed = evidenceOf(asset, 'product').length > 0;
  return isSupplied && !isNamed ? 'its supplier is named as the way in' : withoutStop(verdict.because);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '');
}
