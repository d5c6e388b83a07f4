import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, Match } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';
import { mergeStrength, mergeVerdicts } from './merge.ts';
import { EVIDENCE_ADDERS, MATCHERS } from './registry.ts';
import type { Finding } from './types.ts';

/**
 * The assets that an advisory touches, ordered by asset id; one match an asset, with the evidence of all matchers. A
 * product whose version is outside is returned too, as `not-affected`, so that silence can be explained.
 */
export function matchAdvisory(advisory: Advisory, index: AssetIndex): readonly Match[] {
  const found = new Map<Asset, Found>();
  for (const matcher of MATCHERS) {
    const byThis: NonEmpty<string> = [matcher.id];
    for (const finding of matcher.find(advisory, index)) {
      const known = found.get(finding.asset);
      if (known === undefined) found.set(finding.asset, { matchers: byThis, findings: [finding] });
      else add(known, matcher.id, finding);
    }
  }
  const matches: Match[] = [];
  for (const [asset, { matchers, findings }] of found)
    matches.push(matchOf(advisory, asset, matchers, findings, index));
  return matches.sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
}

interface Found {
  /** One list for all assets that only one matcher found. */
  matchers: NonEmpty<string>;
  readonly findings: [Finding, ...Finding[]];
}

function add(known: Found, matcher: string, finding: Finding): void {
  if (!known.matchers.includes(matcher)) known.matchers = [...known.matchers, matcher];
  known.findings.push(finding);
}

function matchOf(
  advisory: Advisory,
  asset: Asset,
  matchers: NonEmpty<string>,
  findings: NonEmpty<Finding>,
  index: AssetIndex,
): Match {
  const verdict = mergeVerdicts(findings);
  return {
    advisoryId: advisory.id,
    revision: advisory.revision,
    assetId: asset.id,
    matchers,
    strength: mergeStrength(findings, verdict),
    verdict,
    evidence: evidenceOf(advisory, asset, findings, index),
  };
}

/** All evidence in the order in which it is shown; most assets have that of one finding, which is taken as it is. */
function evidenceOf(
  advisory: Advisory,
  asset: Asset,
  [first, ...rest]: NonEmpty<Finding>,
  index: AssetIndex,
): NonEmpty<Evidence> {
  let { evidence } = first;
  for (const finding of rest) evidence = [...evidence, ...finding.evidence];
  for (const adder of EVIDENCE_ADDERS) {
    const more = adder.add(advisory, asset, index);
    if (more.length > 0) evidence = [...evidence, ...more];
  }
  return evidence;
}
