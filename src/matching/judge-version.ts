import type { AffectedProduct } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, RangeVerdict, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { daysBetween, type Instant } from '../domain/time.ts';
import { describeRange } from '../versions/range.ts';
import { isSameSpelling } from './organisation-words.ts';
import { statementVerdict } from './statement-verdict.ts';
import type { Finding } from './types.ts';

/** What an advisory says of a product, and why that product is the asset's. */
export interface NamedStatement {
  readonly statement: AffectedProduct;
  readonly because: string;
}

/** Days after which a confirmed version may have changed unnoticed: one year. */
const STALE_AFTER_DAYS = 365;

/** Judges assets by what one advisory says of their products. */
type VersionJudge = (asset: Asset, named: NonEmpty<NamedStatement>) => Finding;

/**
 * Whether an asset's version is affected, from everything that an advisory says of its product. Inside any affected range
 * is affected, unless the same document lists this version as fixed or not affected. A version that is missing, cannot be
 * ordered, or was last confirmed over a year before the advisory leaves it undecided. What many assets have in common is
 * found out once: assets of which the same is said are best given the same list.
 */
export function versionJudge(at: Instant): VersionJudge {
  const weighed = weigher();
  const evidenceOn = evidenceOnce();
  const isStale = staleBefore(at);
  return (asset, named) => {
    const said = weighed(asset, named);
    const verdict = verdictOf(asset, said, isStale);
    const strength = verdict.kind === 'undecided' ? 'version-unknown' : 'exact';
    return { asset, strength, verdict, evidence: evidenceOn(asset, named, said) };
  };
}

/** Assets of one name and one version that was confirmed on one day have one list of evidence. */
function evidenceOnce(): (asset: Asset, named: NonEmpty<NamedStatement>, said: Weighed) => NonEmpty<Evidence> {
  const productEvidence = productEvidenceOnce();
  const known = new Map<Weighed, Map<string | undefined, NonEmpty<Evidence>>>();
  return (asset, named, said) => {
    const ofProduct = productEvidence(asset, named);
    const byDay = known.get(said) ?? new Map<string | undefined, NonEmpty<Evidence>>();
    const before = byDay.get(asset.versionConfirmedAt);
    if (before?.[0] === ofProduct) return before;
    const evidence: NonEmpty<Evidence> = [ofProduct, ...versionEvidence(asset, said)];
    known.set(said, byDay.set(asset.versionConfirmedAt, evidence));
    return evidence;
  };
}

/** Assets of one name have one evidence of it. */
function productEvidenceOnce(): (asset: Asset, named: NonEmpty<NamedStatement>) => Evidence {
  const known = new Map<NonEmpty<NamedStatement>, Extract<Evidence, { kind: 'product' }>>();
  return ({ product: assetName }, named) => {
    const before = known.get(named);
    if (before?.assetName === assetName) return before;
    const [{ statement, because }] = named;
    const { product: advisoryName, quote } = statement;
    const evidence = { kind: 'product', assetName, advisoryName, because, quote } as const;
    known.set(named, evidence);
    return evidence;
  };
}

/** Weighs what is said of each version once, except where it depends on the asset's vendor too. */
function weigher(): (asset: Asset, named: NonEmpty<NamedStatement>) => Weighed {
  const read = statementReader();
  const known = new Map<NonEmpty<NamedStatement>, Map<string | undefined, Weighed>>();
  return (asset, named) => {
    const byVersion = known.get(named) ?? new Map<string | undefined, Weighed>();
    const before = byVersion.get(asset.version);
    if (before !== undefined) return before;
    const readings = named.map(({ statement }) => read(asset.version, statement));
    const said = weigh(readings, (reading) => mayClear(reading, asset));
    if (!named.some(({ statement }) => isOfPart(statement))) known.set(named, byVersion.set(asset.version, said));
    return said;
  };
}

/** A reader that puts each statement into words once, and orders each version against it once. */
function statementReader(): (version: string | undefined, statement: AffectedProduct) => Reading {
  const known = new Map<AffectedProduct, StatementRead>();
  return (version, statement) => {
    const read = known.get(statement) ?? { range: describeVersions(statement), byVersion: new Map() };
    const reading = read.byVersion.get(version) ?? {
      statement,
      range: read.range,
      verdict: statementVerdict(version, statement),
    };
    read.byVersion.set(version, reading);
    known.set(statement, read);
    return reading;
  };
}

interface StatementRead {
  readonly range: string;
  readonly byVersion: Map<string | undefined, Reading>;
}

/** Where a version stands to a statement, with the range in words. */
interface Reading {
  readonly statement: AffectedProduct;
  readonly range: string;
  readonly verdict: RangeVerdict;
}

/** The readings that decide, and what they come to. */
interface Weighed {
  readonly kind: 'affected' | 'undecided' | 'outside' | 'cleared' | 'only-cleared-others';
  readonly deciding: readonly Reading[];
}

function describeVersions({ versions }: AffectedProduct): string {
  if (versions === 'all') return 'every version';
  return versions === 'unstated' ? 'no version stated' : versions.map(describeRange).join(' or ');
}

/**
 * What is said of a part within something larger ("log4j as a component of Example Linux 9") clears that part as its vendor ships
 * it. It says nothing of the same part from elsewhere.
 */
function mayClear({ statement }: Reading, asset: Asset): boolean {
  if (!isOfPart(statement)) return true;
  return asset.vendor !== undefined && statement.vendor !== undefined && isSameSpelling(asset.vendor, statement.vendor);
}

function isOfPart({ inFull, product }: AffectedProduct): boolean {
  return inFull !== undefined || / as a component of /i.test(product);
}

function weigh(readings: readonly Reading[], isClearing: (reading: Reading) => boolean): Weighed {
  const against = readings.filter(({ statement }) => isOpen(statement));
  const clearing = readings.filter(
    (reading) =>
      !isOpen(reading.statement) &&
      isClearing(reading) &&
      (reading.verdict.kind === 'inside' || (against.length === 0 && reading.statement.versions === 'unstated')),
  );
  const open = against.filter((reading) => !clearing.some((clear) => covers(clear.statement, reading.statement)));
  if (open.length === 0)
    return clearing.length > 0
      ? { kind: 'cleared', deciding: clearing }
      : { kind: 'only-cleared-others', deciding: readings };
  const inside = open.filter(({ statement, verdict }) => verdict.kind === 'inside' && statement.status === 'affected');
  if (inside.length > 0) return { kind: 'affected', deciding: inside };
  const unclear = open.filter(({ verdict }) => verdict.kind !== 'outside');
  return unclear.length > 0 ? { kind: 'undecided', deciding: unclear } : { kind: 'outside', deciding: open };
}

function isOpen(statement: AffectedProduct): boolean {
  return statement.status === 'affected' || statement.status === 'under-investigation';
}

/** Whether a statement "fixed" or "not affected" is about every flaw of the other statement. */
function covers(clear: AffectedProduct, open: AffectedProduct): boolean {
  if (clear.cves.length === 0) return true;
  return open.cves.length > 0 && open.cves.every((cve) => clear.cves.includes(cve));
}

function verdictOf(asset: Asset, { kind, deciding }: Weighed, isStale: (asset: Asset) => boolean): Verdict {
  const [first] = deciding;
  const what = describeAsset(asset);
  const where = asset.hostname ?? asset.id;
  const range = first?.range ?? 'the range';
  const dependsOnVersion = first !== undefined && Array.isArray(first.statement.versions);
  if (dependsOnVersion && kind !== 'undecided' && isStale(asset)) {
    return {
      kind: 'undecided',
      because: `${what} was last confirmed on ${asset.versionConfirmedAt}, over a year before the advisory (${range})`,
      question: `Does ${where} still run ${asset.version}?`,
    };
  }
  if (kind === 'affected') {
    return {
      kind,
      because: dependsOnVersion
        ? `${what} is among the affected versions (${range})`
        : `${what} is affected: every version is`,
    };
  }
  if (kind === 'outside')
    return { kind: 'not-affected', because: `${what} is not among the affected versions (${range})` };
  if (kind === 'cleared') {
    const status = first?.statement.status === 'fixed' ? 'fixed' : 'not affected';
    return { kind: 'not-affected', because: `the advisory lists ${what} as ${status} (${range})` };
  }
  return { kind: 'undecided', because: becauseUndecided(what, kind, first), question: questionFor(asset, first) };
}

function becauseUndecided(what: string, kind: Weighed['kind'], first: Reading | undefined): string {
  if (kind === 'only-cleared-others')
    return `${what}: the advisory lists only versions that are not affected (${first?.range})`;
  if (first?.statement.status === 'under-investigation')
    return `${what}: ${first.statement.openBecause ?? 'the publisher is still investigating'}`;
  const reason = first?.verdict.kind === 'undecided' ? first.verdict.because : 'it cannot be told';
  return first?.statement.versions === 'unstated' ? `${what}: ${reason}` : `${what}: ${reason} (${first?.range})`;
}

function questionFor(asset: Asset, first: Reading | undefined): string {
  const where = asset.hostname ?? asset.id;
  if (asset.version === undefined || asset.version.trim() === '') return `Which version runs on ${where}?`;
  if (first?.statement.versions === 'unstated' || first?.statement.leftOpen !== undefined)
    return `Is ${asset.version} on ${where} among the versions that are meant?`;
  return `Which version, in the publisher's own counting, runs on ${where}? The inventory says ${asset.version}.`;
}

function describeAsset(asset: Asset): string {
  const version = asset.version?.trim() ?? '';
  return `${asset.product}${version === '' ? '' : ` ${version}`} on ${asset.hostname ?? asset.id}`;
}

function staleBefore(at: Instant): (asset: Asset) => boolean {
  const known = new Map<string, boolean>();
  return ({ versionConfirmedAt: day }) => {
    if (day === undefined) return false;
    const isStale = known.get(day) ?? daysBetween(day, at) > STALE_AFTER_DAYS;
    known.set(day, isStale);
    return isStale;
  };
}

/** More ranges than this say nothing more to a person. */
const MOST_RANGES_SHOWN = 5;

function versionEvidence(asset: Asset, { deciding }: Weighed): readonly Evidence[] {
  const [first, ...more] = deciding;
  if (first !== undefined && more.length === 0) return [readingEvidence(asset, first)];
  const shown = new Map<string, Evidence>();
  for (const reading of deciding) {
    if (shown.size >= MOST_RANGES_SHOWN || shown.has(reading.range)) continue;
    shown.set(reading.range, readingEvidence(asset, reading));
  }
  return [...shown.values()];
}

function readingEvidence(asset: Asset, { statement, range, verdict }: Reading): Evidence {
  const { version: assetVersion, versionConfirmedAt: confirmedAt } = asset;
  return {
    kind: 'version',
    ...(assetVersion !== undefined && { assetVersion }),
    ...(confirmedAt !== undefined && { confirmedAt }),
    range: isOpen(statement) ? range : `listed as ${statement.status === 'fixed' ? 'fixed' : 'not affected'}: ${range}`,
    verdict: isOpen(statement) ? verdict : { kind: 'outside' },
    quote: Array.isArray(statement.versions) ? (statement.versions[0]?.quote ?? statement.quote) : statement.quote,
  };
}
