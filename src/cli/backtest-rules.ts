import { createHash } from 'node:crypto';
import { routesOf, shippedData } from '../app-store.ts';
import type { Settings } from '../config/settings.ts';
import { loadTriagePolicy } from '../config/triage-policy.ts';
import type { ReplayRules } from '../pipeline/replay.ts';

/** The rules that hold now, with another triage policy where one is named. */
export function rulesOf(settings: Settings, policyFile?: string): ReplayRules {
  const { lexicon, policy } = shippedData(settings);
  return {
    lexicon,
    policy: policyFile === undefined ? policy : loadTriagePolicy(policyFile),
    routes: routesOf(settings),
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    escalateAfterMs: settings.slack.escalateAfterMs,
    ...(settings.organisation !== undefined && { organisation: settings.organisation }),
  };
}
