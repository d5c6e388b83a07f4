import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Match, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { TriageInput } from '../domain/triage.ts';
import type { AdvisoryView } from './advisory-views.ts';
import { matchesThatSpeak, standingVerdict } from './standing-verdict.ts';

/** An asset that a case touches, with every match on it. */
export interface TouchedAsset {
  readonly asset: Asset;
  readonly matches: readonly Match[];
  /** A person declared it not affected by the flaws of the case. */
  readonly isDeclared?: boolean;
}

/** What one asset brings to the decision on a case, and nothing else of it: most assets of a case bring the same. */
export interface AssetFacts {
  readonly match: TriageInput['match'];
  readonly iocHit: boolean;
  readonly isDeclared: boolean;
  readonly asset: NonNullable<TriageInput['asset']>;
}

export function assetFacts(advisories: readonly Advisory[], touched: TouchedAsset): AssetFacts {
  const matches = matchesThatSpeak(advisories, touched.matches).map((one) => one.match);
  const verdict = standingVerdict(advisories, touched.matches);
  return {
    match: strengthOf(matches, verdict),
    iocHit: matches.some((match) => match.evidence.some((one) => one.kind === 'indicator-seen')),
    isDeclared: touched.isDeclared === true,
    asset: factsOf(touched.asset, matches, verdict),
  };
}

/**
 * How the facts of a case and of one asset become triage inputs: one for each flaw that the advisories name, and one for the
 * threat that they tell of.
 */
export function triageInputs(
  { match, iocHit, isDeclared, asset }: AssetFacts,
  firstSeen: Instant | LocalDate,
  views: NonEmpty<AdvisoryView>,
): NonEmpty<TriageInput> {
  const inputFor = (view: AdvisoryView): TriageInput => {
    const stillConcerns = view.kind === 'threat' && (iocHit || asset.supplierNamed === true);
    const cleared = asset.verdict === 'not-affected' ? !stillConcerns : isDeclared && !iocHit;
    return { ...view, match, firstSeen, iocHit, ...(cleared && { vex: 'not_affected' as const }), asset };
  };
  const [first, ...rest] = views;
  return [inputFor(first), ...rest.map(inputFor)];
}

function strengthOf(matches: readonly Match[], verdict: Verdict): TriageInput['match'] {
  if (matches.length === 0) return 'none';
  const strengths = new Set(matches.map((match) => match.strength));
  if (strengths.has('exact') && verdict.kind !== 'undecided') return 'exact';
  return strengths.has('exact') || strengths.has('version-unknown') ? 'version-unknown' : 'vendor';
}

function factsOf(asset: Asset, matches: readonly Match[], verdict: Verdict): AssetFacts['asset'] {
  const { exposure, safety, mission, phi, managed, lastUpdatedAt } = asset;
  const supplierNamed = matches.some((match) =>
    match.evidence.some((one) => one.kind === 'supplier' && one.role === 'way-in'),
  );
  return {
    ...(exposure !== undefined && { exposure }),
    ...(safety !== undefined && { safety }),
    ...(mission !== undefined && { mission }),
    ...(phi !== undefined && { phi }),
    ...(asset.compensating !== undefined && { compensating: true }),
    ...(managed !== undefined && { managed }),
    ...(lastUpdatedAt !== undefined && { lastUpdated: lastUpdatedAt }),
    verdict: verdict.kind,
    supplierNamed,
  };
}
