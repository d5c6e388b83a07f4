import type { AffectedProduct } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, Match, RangeVerdict, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { daysBetween, type Instant } from '../domain/time.ts';
import { describeRange, rangeVerdict } from '../versions/range.ts';
import { isSameSpelling } from './organisation-words.ts';

/** What an advisory says of a product, and why that product is the asset's. */
export interface NamedStatement {
  readonly statement: AffectedProduct;
  readonly because: string;
}

/** A verdict with what it rests on. */
export interface Judgement {
  readonly strength: Match['strength'];
  readonly verdict: Verdict;
  readonly evidence: NonEmpty<Evidence>;
}

/** Days after which a confirmed version may have changed unnoticed: one year. */
const STALE_AFTER_DAYS = 365;

/**
 * Whether an asset's version is affected, from everything that an advisory says of its product. Inside any affected range
 * is affected, unless the same document lists this version as fixed or not affected. A version that is missing, cannot be
 * ordered, or was last confirmed over a year before the advisory leaves it undecided.
 */
export function judgeVersion(
  asset: Asset,
  named: NonEmpty<NamedStatement>,
  at: Instant,
  read: StatementReader,
): Judgement {
  const readings = named.map(({ statement }) => read(asset.version, statement));
  const said = weigh(readings, (reading) => mayClear(reading, asset));
  const verdict = verdictOf(asset, said, at);
  const [{ statement, because }] = named;
  const product: Evidence = {
    kind: 'product',
    assetName: asset.product,
    advisoryName: statement.product,
    because,
    quote: statement.quote,
  };
  return {
    strength: verdict.kind === 'undecided' ? 'version-unknown' : 'exact',
    verdict,
    evidence: [product, ...versionEvidence(asset, said)],
  };
}

/** Reads where a version stands to a statement. */
export type StatementReader = (version: string | undefined, statement: AffectedProduct) => Reading;

/** A reader that orders each version against each statement once, however many assets run that version. */
export function statementReader(): StatementReader {
  const known = new Map<AffectedProduct, Map<string | undefined, Reading>>();
  return (version, statement) => {
    const byVersion = known.get(statement) ?? new Map<string | undefined, Reading>();
    known.set(statement, byVersion);
    const reading = byVersion.get(version) ?? readStatement(version, statement);
    byVersion.set(version, reading);
    return reading;
  };
}

/** Where a version stands to a statement, with the range in words. */
export interface Reading {
  readonly statement: AffectedProduct;
  readonly range: string;
  readonly verdict: RangeVerdict;
}

/** The readings that decide, and what they come to. */
interface Weighed {
  readonly kind: 'affected' | 'undecided' | 'outside' | 'cleared' | 'only-cleared-others';
  readonly deciding: readonly Reading[];
}

function readStatement(version: string | undefined, statement: AffectedProduct): Reading {
  const { versions } = statement;
  if (versions === 'all') return { statement, range: 'every version', verdict: { kind: 'inside' } };
  if (versions === 'unstated') {
    const because = 'the advisory states no version';
    return { statement, range: 'no version stated', verdict: { kind: 'undecided', because } };
  }
  const range = versions.map(describeRange).join(' or ');
  const verdicts = versions.map((each) => rangeVerdict(version, each));
  const inside = verdicts.find((verdict) => verdict.kind === 'inside');
  const undecided = verdicts.find((verdict) => verdict.kind === 'undecided');
  return { statement, range, verdict: inside ?? undecided ?? { kind: 'outside' } };
}

/**
 * What is said of a part within something larger ("log4j as a component of Example Linux 9") clears that part as its vendor ships
 * it. It says nothing of the same part from elsewhere.
 */
function mayClear({ statement }: Reading, asset: Asset): boolean {
  if (statement.inFull === undefined && !/ as a component of /i.test(statement.product)) return true;
  return asset.vendor !== undefined && statement.vendor !== undefined && isSameSpelling(asset.vendor, statement.vendor);
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

function verdictOf(asset: Asset, { kind, deciding }: Weighed, at: Instant): Verdict {
  const [first] = deciding;
  const what = describeAsset(asset);
  const where = asset.hostname ?? asset.id;
  const range = first?.range ?? 'the range';
  const dependsOnVersion = first !== undefined && Array.isArray(first.statement.versions);
  if (dependsOnVersion && kind !== 'undecided' && isStale(asset, at)) {
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
  if (first?.statement.versions === 'unstated')
    return `Is ${asset.version} on ${where} among the versions that are meant?`;
  return `Which version, in the publisher's own counting, runs on ${where}? The inventory says ${asset.version}.`;
}

function describeAsset(asset: Asset): string {
  const version = asset.version?.trim() ?? '';
  return `${asset.product}${version === '' ? '' : ` ${version}`} on ${asset.hostname ?? asset.id}`;
}

function isStale(asset: Asset, at: Instant): boolean {
  return asset.versionConfirmedAt !== undefined && daysBetween(asset.versionConfirmedAt, at) > STALE_AFTER_DAYS;
}

/** More ranges than this say nothing more to a person. */
const MOST_RANGES_SHOWN = 5;

function versionEvidence(asset: Asset, { deciding }: Weighed): readonly Evidence[] {
  const shown = new Map<string, Evidence>();
  for (const { statement, range, verdict } of deciding) {
    if (shown.size >= MOST_RANGES_SHOWN || shown.has(range)) continue;
    shown.set(range, {
      kind: 'version',
      ...(asset.version === undefined ? {} : { assetVersion: asset.version }),
      ...(asset.versionConfirmedAt === undefined ? {} : { confirmedAt: asset.versionConfirmedAt }),
      range: isOpen(statement)
        ? range
        : `listed as ${statement.status === 'fixed' ? 'fixed' : 'not affected'}: ${range}`,
      verdict: isOpen(statement) ? verdict : { kind: 'outside' },
      quote: Array.isArray(statement.versions) ? (statement.versions[0]?.quote ?? statement.quote) : statement.quote,
    });
  }
  return [...shown.values()];
}
