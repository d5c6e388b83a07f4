import type { Exposure } from '../domain/asset.ts';
import type { TriageInput } from '../domain/triage.ts';
import { readCvss } from './cvss-metrics.ts';
import type { ExploitationLevel, HumanImpact, Safety, TechnicalImpact, TriagePolicy, YesNo } from './policy.ts';

/** Where a fact comes from. */
export type FactOrigin = 'given' | 'cvss' | 'assumed';

/** The facts that decide about a flaw, complete: what is unknown holds the policy's default and stands in `assumed`. */
export interface VulnerabilityFacts {
  readonly exploitation: ExploitationLevel;
  /** `nothing`: no source says anything, which SSVC reads as `none`. */
  readonly exploitationFrom: 'kev' | 'stated' | 'epss' | 'nothing';
  readonly exposure: Exposure;
  readonly safety: Safety;
  readonly humanImpact: HumanImpact;
  readonly automatable: YesNo;
  readonly automatableFrom: FactOrigin;
  readonly technicalImpact: TechnicalImpact;
  readonly technicalImpactFrom: FactOrigin;
  /** Neither of the two is given or can be derived from CVSS. */
  readonly unscored: boolean;
  /** `name=value`. */
  readonly assumed: readonly string[];
}

/** Completes what an input says with what can be derived and with the policy's defaults (ward-triage/1, step 2). */
export function readFacts(input: TriageInput, policy: TriagePolicy): VulnerabilityFacts {
  const { asset } = input;
  const { defaults } = policy;
  const derived = readCvss(input.cvss);
  const automatable = input.automatable ?? derived.automatable;
  const technicalImpact = input.technicalImpact ?? derived.technicalImpact;
  const safety = asset?.safety ?? defaults.safety;
  const mission = asset?.mission ?? defaults.mission;
  return {
    ...exploitationOf(input, policy),
    exposure: asset?.exposure ?? defaults.exposure,
    safety,
    humanImpact: policy.tables.humanImpact.rows[safety][mission],
    automatable: automatable ?? defaults.automatable,
    automatableFrom: originOf(input.automatable, derived.automatable),
    technicalImpact: technicalImpact ?? defaults.technicalImpact,
    technicalImpactFrom: originOf(input.technicalImpact, derived.technicalImpact),
    unscored: automatable === undefined && technicalImpact === undefined,
    assumed: [
      ...(asset?.exposure === undefined ? [`exposure=${defaults.exposure}`] : []),
      ...(asset?.safety === undefined ? [`safety=${defaults.safety}`] : []),
      ...(asset?.mission === undefined ? [`mission=${defaults.mission}`] : []),
      ...(automatable === undefined ? [`automatable=${defaults.automatable}`] : []),
      ...(technicalImpact === undefined ? [`technicalImpact=${defaults.technicalImpact}`] : []),
    ],
  };
}

function exploitationOf(
  input: TriageInput,
  policy: TriagePolicy,
): Pick<VulnerabilityFacts, 'exploitation' | 'exploitationFrom'> {
  if (input.kev !== undefined) return { exploitation: 'active', exploitationFrom: 'kev' };
  const stated = input.exploitation ?? 'none';
  if (stated !== 'none') return { exploitation: stated, exploitationFrom: 'stated' };
  const lifted = input.epss !== undefined && input.epss >= policy.thresholds.epssLift;
  if (lifted) return { exploitation: 'public poc', exploitationFrom: 'epss' };
  return { exploitation: 'none', exploitationFrom: input.exploitation === undefined ? 'nothing' : 'stated' };
}

function originOf(given: unknown, derived: unknown): FactOrigin {
  if (given !== undefined) return 'given';
  return derived === undefined ? 'assumed' : 'cvss';
}
