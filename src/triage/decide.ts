import { isNonEmpty } from '../domain/non-empty.ts';
import type { Reason, TriageDecision, TriageInput } from '../domain/triage.ts';
import { bodDecision } from './bod-26-04.ts';
import { dueDate } from './due-date.ts';
import { readFacts, type VulnerabilityFacts } from './facts.ts';
import { needsForensicTriage } from './forensic-triage.ts';
import { closedGate } from './gates.ts';
import { note } from './moves.ts';
import type { TriagePolicy } from './policy.ts';
import { THREAT_RULES, VULNERABILITY_RULES } from './registry.ts';
import { deployerDecision } from './ssvc-deployer.ts';
import type { Standing, TriageRule } from './types.ts';
import { needsVerification } from './verify-match.ts';

/**
 * The priority of one matter for one asset, with every reason (`ward-triage/1`). Total: every input has an answer. More
 * exploitation, exposure or safety impact never makes it less urgent.
 */
export function decide(input: TriageInput, policy: TriagePolicy): TriageDecision {
  const gate = closedGate(input);
  if (gate !== undefined) return closed(gate, input, policy);
  return input.kind === 'threat' ? decideThreat(input, policy) : decideVulnerability(input, policy);
}

function decideVulnerability(input: TriageInput, policy: TriagePolicy): TriageDecision {
  const facts = readFacts(input, policy);
  const { standing, reasons } = applyRules(VULNERABILITY_RULES, { input, policy, facts, priority: 'INFO' });
  return {
    ...decisionOf(standing, reasons),
    assumed: facts.assumed,
    forensic: needsForensicTriage(standing),
    provisional: facts.unscored || reasons.some((reason) => reason.code === 'C1-PROVISIONAL-CAP'),
    ssvc: ssvcOf(facts, input, policy),
  };
}

function decideThreat(input: TriageInput, policy: TriagePolicy): TriageDecision {
  const { standing, reasons } = applyRules(THREAT_RULES, { input, policy, priority: 'INFO' });
  return decisionOf(standing, reasons);
}

function applyRules<At extends Standing>(
  rules: readonly TriageRule<At>[],
  start: At,
): { readonly standing: At; readonly reasons: readonly Reason[] } {
  let standing = start;
  const reasons: Reason[] = [];
  for (const rule of rules) {
    for (const { code, because, priority } of rule.judge(standing)) {
      reasons.push({ code, because });
      if (priority !== undefined) standing = { ...standing, priority };
    }
  }
  return { standing, reasons };
}

function decisionOf(standing: Standing, reasons: readonly Reason[]): TriageDecision {
  const due = dueDate(standing);
  return {
    priority: standing.priority,
    reasons: isNonEmpty(reasons) ? reasons : [note('T3-THREAT-FYI')],
    assumed: [],
    ...(due !== undefined && { due }),
    forensic: false,
    verify: needsVerification(standing.input),
    provisional: false,
    ...recordOf(standing),
  };
}

/** What makes a decision repeatable: what it was taken on, and by which policy. */
function recordOf({ input, policy }: Pick<Standing, 'input' | 'policy'>) {
  return { policyVersion: policy.version, slaProfile: policy.sla.profile, input };
}

function closed(gate: Reason, input: TriageInput, policy: TriagePolicy): TriageDecision {
  return {
    priority: 'INFO',
    reasons: [gate],
    assumed: [],
    forensic: false,
    verify: false,
    provisional: false,
    ...recordOf({ input, policy }),
  };
}

function ssvcOf(facts: VulnerabilityFacts, input: TriageInput, policy: TriagePolicy): Readonly<Record<string, string>> {
  const { exploitation, exposure, automatable, technicalImpact, humanImpact } = facts;
  const deployer = deployerDecision(facts, policy);
  const bod = bodDecision({ facts, input }, policy);
  return { exploitation, exposure, automatable, technicalImpact, humanImpact, deployer, bod };
}
