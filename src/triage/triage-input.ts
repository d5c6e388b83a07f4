import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Match, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { TriageInput } from '../domain/triage.ts';
import { type AdvisoryView, advisoryViews } from './advisory-views.ts';
import { matchesThatSpeak, standingVerdict } from './standing-verdict.ts';

/** An asset that a case touches, with every match on it. */
export interface TouchedAsset {
  readonly asset: Asset;
  readonly matches: readonly Match[];
  /** A person declared it not affected by the flaws of the case. */
  readonly isDeclared?: boolean;
}

/**
 * How the facts of a case and of one asset become triage inputs: one for each flaw that the advisories name, and one for the
 * threat that they tell of. `views` spares reading the advisories again for every asset of a case.
 */
export function triageInputs(
  advisories: readonly Advisory[],
  touched: TouchedAsset,
  firstSeen: Instant | LocalDate,
  views: NonEmpty<AdvisoryView> = advisoryViews(advisories),
): NonEmpty<TriageInput> {
  const matches = matchesThatSpeak(advisories, touched.matches).map((one) => one.match);
  const verdict = standingVerdict(advisories, touched.matches);
  const asset = assetFacts(touched.asset, matches, verdict);
  const iocHit = matches.some((match) => match.evidence.some((one) => one.kind === 'indicator-seen'));
  const match = strengthOf(matches, verdict);
  const inputFor = (view: AdvisoryView): TriageInput => {
    const stillConcerns = view.kind === 'threat' && (iocHit || asset.supplierNamed === true);
    const cleared = verdict.kind === 'not-affected' ? !stillConcerns : touched.isDeclared === true && !iocHit;
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

function assetFacts(asset: Asset, matches: readonly Match[], verdict: Verdict): NonNullable<TriageInput['asset']> {
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
