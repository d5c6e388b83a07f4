import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, Match } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';
import { mergeStrength, mergeVerdicts } from './merge.ts';
import { EVIDENCE_ADDERS, MATCHERS } from './registry.ts';
import type { EvidenceAdder, Finding } from './types.ts';

/**
 * The assets that an advisory touches, ordered by asset id; one match an asset, with the evidence of all matchers. A
 * product whose version is outside is returned too, as `not-affected`, so that silence can be explained.
 */
export function matchAdvisory(advisory: Advisory, index: AssetIndex): readonly Match[] {
  // In order, the findings on one asset stand side by side: to keep books on each asset takes longer.
  const findings: Finding[] = [];
  for (const matcher of MATCHERS) for (const finding of matcher.find(advisory, index)) findings.push(finding);
  findings.sort(byAssetId);
  const adders = EVIDENCE_ADDERS.map((adder) => adder.adds(advisory, index));
  const matches: Match[] = [];
  findings.forEach((first, at) => {
    if (first.asset === findings[at - 1]?.asset) return;
    const isAlone = first.asset !== findings[at + 1]?.asset;
    matches.push(matchOf(advisory, isAlone ? [first] : [first, ...moreOn(findings, at)], adders));
  });
  return matches;
}

/** Of one asset, findings stay in the order of matchers. */
function byAssetId({ asset: a }: Finding, { asset: b }: Finding): number {
  return a === b ? 0 : a.id < b.id ? -1 : 1;
}

/** The findings on the same asset that follow one. */
function moreOn(findings: readonly Finding[], at: number): readonly Finding[] {
  let end = at + 1;
  while (findings[end]?.asset === findings[at]?.asset) end += 1;
  return findings.slice(at + 1, end);
}

type Adding = ReturnType<EvidenceAdder['adds']>;

function matchOf({ id, revision }: Advisory, findings: NonEmpty<Finding>, adders: readonly Adding[]): Match {
  const [{ asset }] = findings;
  const verdict = mergeVerdicts(findings);
  return {
    advisoryId: id,
    revision,
    assetId: asset.id,
    matchers: matchersOf(findings),
    strength: mergeStrength(findings, verdict),
    verdict,
    evidence: evidenceOf(asset, findings, adders),
  };
}

function matchersOf(findings: NonEmpty<Finding>): NonEmpty<string> {
  const [{ by }] = findings;
  const [id] = by;
  const others = findings.length === 1 ? [] : findings.map((one) => one.by[0]).filter((other) => other !== id);
  return others.length === 0 ? by : [id, ...new Set(others)];
}

/** All evidence in the order in which it is shown; most assets have that of one finding, which is taken as it is. */
function evidenceOf(asset: Asset, findings: NonEmpty<Finding>, adders: readonly Adding[]): NonEmpty<Evidence> {
  let [{ evidence }] = findings;
  for (let at = 1; at < findings.length; at += 1) evidence = [...evidence, ...(findings[at]?.evidence ?? [])];
  for (const add of adders) {
    const more = add(asset);
    if (more.length > 0) evidence = [...evidence, ...more];
  }
  return evidence;
}
