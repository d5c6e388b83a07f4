import type { AffectedProduct } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, RangeVerdict, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { daysBetween, type Instant } from '../domain/time.ts';
import { describeRanges } from '../versions/range.ts';
import { isSameSpelling } from './organisation-words.ts';
import { statementVerdict } from './statement-verdict.ts';
import type { Finding } from './types.ts';

/** Everything that an advisory says of one product, and why that product is the asset's. */
export interface Named {
  readonly statements: NonEmpty<AffectedProduct>;
  readonly because: string;
}

/** Days after which a confirmed version may have changed unnoticed: one year. */
const STALE_AFTER_DAYS = 365;

/** Judges assets of one vendor and one product, of which the same is said. */
export type VersionJudge = (asset: Asset) => Finding;

/**
 * Whether an asset's version is affected, from everything that an advisory says of its product. Inside any affected range
 * is affected, unless the same document lists this version as fixed or not affected. A version that is missing, cannot be
 * ordered, or was last confirmed over a year before the advisory leaves it undecided. What assets of one version have in
 * common is found out once.
 */
export function versionJudges(at: Instant): (named: Named) => VersionJudge {
  const weighed = weigher();
  const isStale = staleBefore(at);
  return (named) => {
    const known = new Map<string | undefined, JudgedVersion>();
    return (asset) => {
      let judged = known.get(asset.version);
      if (judged === undefined) {
        judged = judgeVersion(asset, named, weighed(asset, named.statements));
        known.set(asset.version, judged);
      }
      const words = judged.isOfVersion && isStale(asset) ? staleWords(asset, judged.range) : judged.words;
      return findingOn(asset, words, evidenceOn(asset, judged));
    };
  };
}

/** What holds of every asset of one name and version. */
interface JudgedVersion {
  readonly words: VerdictWords;
  readonly range: string;
  /** Whether the verdict would be another, if the version were: not where every version is affected, or nobody can tell. */
  readonly isOfVersion: boolean;
  readonly product: Evidence;
  readonly readings: readonly ShownReading[];
}

/** A verdict without the place where the asset runs: most assets of one version differ by nothing else. */
interface VerdictWords {
  readonly kind: Verdict['kind'];
  readonly because: AroundPlace;
  readonly question?: AroundPlace;
}

/** What stands before and behind the name of the place. */
type AroundPlace = readonly [before: string, behind: string];

function judgeVersion(asset: Asset, { statements, because }: Named, said: Weighed): JudgedVersion {
  const [first] = said.deciding;
  const [{ product: advisoryName, quote }] = statements;
  return {
    words: wordsOf(asset, said),
    range: first?.range ?? 'the range',
    isOfVersion: said.kind !== 'undecided' && Array.isArray(first?.statement.versions),
    product: { kind: 'product', assetName: asset.product, advisoryName, because, quote },
    readings: shownReadings(said),
  };
}

const BY_PRODUCT: NonEmpty<string> = ['product'];

function findingOn(asset: Asset, { kind, because, question }: VerdictWords, evidence: NonEmpty<Evidence>): Finding {
  const place = asset.hostname ?? asset.id;
  const said = `${because[0]}${place}${because[1]}`;
  if (question === undefined)
    return { by: BY_PRODUCT, asset, strength: 'exact', verdict: { kind, because: said }, evidence };
  const verdict = { kind, because: said, question: `${question[0]}${place}${question[1]}` };
  return { by: BY_PRODUCT, asset, strength: 'version-unknown', verdict, evidence };
}

/** Weighs what is said of each version once, whatever names it goes by; only where it depends on the vendor too, for each asset. */
function weigher(): (asset: Asset, statements: NonEmpty<AffectedProduct>) => Weighed {
  const known = new Map<NonEmpty<AffectedProduct>, Said>();
  return ({ vendor, version }, statements) => {
    let said = known.get(statements);
    if (said === undefined) {
      said = { ranges: statements.map(describeVersions), isOfPart: statements.some(isOfPart), byVersion: new Map() };
      known.set(statements, said);
    }
    const before = said.byVersion.get(version);
    if (before !== undefined) return before;
    const { ranges } = said;
    const readings = statements.map((statement, at) => {
      return { statement, range: ranges[at] ?? '', verdict: statementVerdict(version, statement) };
    });
    const weighed = weigh(readings, vendor);
    if (!said.isOfPart) said.byVersion.set(version, weighed);
    return weighed;
  };
}

/** What is said of one product, with the ranges of its statements in words. */
interface Said {
  readonly ranges: readonly string[];
  readonly isOfPart: boolean;
  readonly byVersion: Map<string | undefined, Weighed>;
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
  return versions === 'unstated' ? 'no version stated' : describeRanges(versions);
}

/**
 * What is said of a part within something larger ("log4j as a component of Example Linux 9") clears that part as its vendor ships
 * it. It says nothing of the same part from elsewhere.
 */
function mayClear(statement: AffectedProduct, vendor: string | undefined): boolean {
  if (!isOfPart(statement)) return true;
  return (
    vendor !== undefined && vendor !== '' && statement.vendor !== undefined && isSameSpelling(vendor, statement.vendor)
  );
}

/** Whether nothing is said of a vendor's product: all of it clears parts as others ship them. Without a vendor it may be theirs. */
export function saysNothingOf(statements: readonly AffectedProduct[], vendor = ''): boolean {
  if (vendor === '') return false;
  return statements.every((statement) => !isOpen(statement) && !mayClear(statement, vendor));
}

function isOfPart({ inFull, product }: AffectedProduct): boolean {
  return inFull !== undefined || / as a component of /i.test(product);
}

function weigh(readings: readonly Reading[], vendor: string | undefined): Weighed {
  const [first] = readings;
  // Most statements stand alone.
  if (first !== undefined && readings.length === 1 && isOpen(first.statement)) return weighAlone(first, readings);
  const against = readings.filter(({ statement }) => isOpen(statement));
  const clearing = readings.filter(
    (reading) =>
      !isOpen(reading.statement) &&
      mayClear(reading.statement, vendor) &&
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

function weighAlone({ statement, verdict }: Reading, deciding: readonly Reading[]): Weighed {
  if (verdict.kind === 'outside') return { kind: 'outside', deciding };
  return { kind: verdict.kind === 'inside' && statement.status === 'affected' ? 'affected' : 'undecided', deciding };
}

function isOpen(statement: AffectedProduct): boolean {
  return statement.status === 'affected' || statement.status === 'under-investigation';
}

/** Whether a statement "fixed" or "not affected" is about every flaw of the other statement. */
function covers(clear: AffectedProduct, open: AffectedProduct): boolean {
  if (clear.cves.length === 0) return true;
  return open.cves.length > 0 && open.cves.every((cve) => clear.cves.includes(cve));
}

function wordsOf(asset: Asset, { kind, deciding }: Weighed): VerdictWords {
  const [first] = deciding;
  const what = describeAsset(asset);
  const range = first?.range ?? 'the range';
  if (kind === 'affected') {
    const isOfVersion = Array.isArray(first?.statement.versions);
    const behind = isOfVersion ? ` is among the affected versions (${range})` : ' is affected: every version is';
    return { kind, because: [what, behind] };
  }
  if (kind === 'outside')
    return { kind: 'not-affected', because: [what, ` is not among the affected versions (${range})`] };
  if (kind === 'cleared') {
    const status = first?.statement.status === 'fixed' ? 'fixed' : 'not affected';
    return { kind: 'not-affected', because: [`the advisory lists ${what}`, ` as ${status} (${range})`] };
  }
  const behind = `: ${becauseUndecided(kind, first)}`;
  return { kind: 'undecided', because: [what, behind], question: questionFor(asset, first) };
}

function staleWords(asset: Asset, range: string): VerdictWords {
  const behind = ` was last confirmed on ${asset.versionConfirmedAt}, over a year before the advisory (${range})`;
  return {
    kind: 'undecided',
    because: [describeAsset(asset), behind],
    question: ['Does ', ` still run ${asset.version}?`],
  };
}

function becauseUndecided(kind: Weighed['kind'], first: Reading | undefined): string {
  if (kind === 'only-cleared-others') return `the advisory lists only versions that are not affected (${first?.range})`;
  if (first?.statement.status === 'under-investigation')
    return first.statement.openBecause ?? 'the publisher is still investigating';
  const reason = first?.verdict.kind === 'undecided' ? first.verdict.because : 'it cannot be told';
  return first?.statement.versions === 'unstated' ? reason : `${reason} (${first?.range})`;
}

function questionFor({ version }: Asset, first: Reading | undefined): AroundPlace {
  if (version === undefined || version.trim() === '') return ['Which version runs on ', '?'];
  if (first?.statement.versions === 'unstated' || first?.statement.leftOpen !== undefined)
    return [`Is ${version} on `, ' among the versions that are meant?'];
  return ["Which version, in the publisher's own counting, runs on ", `? The inventory says ${version}.`];
}

/** Up to the place where it runs. */
function describeAsset({ product, version = '' }: Asset): string {
  return `${product}${version.trim() === '' ? '' : ` ${version.trim()}`} on `;
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

type ShownReading = Pick<Extract<Evidence, { kind: 'version' }>, 'range' | 'verdict' | 'quote'>;

/** More ranges than this say nothing more to a person. */
const MOST_RANGES_SHOWN = 5;

function shownReadings({ deciding }: Weighed): readonly ShownReading[] {
  if (deciding.length === 1) return deciding.map(shownReading);
  const shown = new Map<string, ShownReading>();
  for (const reading of deciding) {
    if (shown.size >= MOST_RANGES_SHOWN) break;
    if (!shown.has(reading.range)) shown.set(reading.range, shownReading(reading));
  }
  return [...shown.values()];
}

function shownReading({ statement, range, verdict }: Reading): ShownReading {
  const quote = Array.isArray(statement.versions) ? (statement.versions[0]?.quote ?? statement.quote) : statement.quote;
  if (isOpen(statement)) return { range, verdict, quote };
  const status = statement.status === 'fixed' ? 'fixed' : 'not affected';
  return { range: `listed as ${status}: ${range}`, verdict: { kind: 'outside' }, quote };
}

function evidenceOn(asset: Asset, { product, readings }: JudgedVersion): NonEmpty<Evidence> {
  const [first, ...more] = readings;
  if (first === undefined) return [product];
  const ofFirst = versionEvidence(asset, first);
  if (more.length === 0) return [product, ofFirst];
  return [product, ofFirst, ...more.map((reading) => versionEvidence(asset, reading))];
}

function versionEvidence(asset: Asset, { range, verdict, quote }: ShownReading): Evidence {
  const { version: assetVersion, versionConfirmedAt: confirmedAt } = asset;
  // Most assets have both; an object that is not put together is made much sooner.
  if (assetVersion !== undefined && confirmedAt !== undefined)
    return { kind: 'version', assetVersion, confirmedAt, range, verdict, quote };
  return {
    kind: 'version',
    ...(assetVersion !== undefined && { assetVersion }),
    ...(confirmedAt !== undefined && { confirmedAt }),
    range,
    verdict,
    quote,
  };
}
