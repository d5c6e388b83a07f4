import type { FlawFacts } from '../domain/flaw-facts.ts';
import type { TriagePolicy } from './policy.ts';

/** EPSS moves a little every day: less than this is no reason to look again. */
const EPSS_STEP = 0.01;

/**
 * Whether facts about a flaw changed so that the cases that name it are triaged again: anything but a small move of EPSS that
 * passes none of the policy's thresholds. Whether that is told is decided with the case.
 */
export function isNews(before: FlawFacts | undefined, after: FlawFacts, policy: TriagePolicy): boolean {
  const { epss: then, ...rest } = before ?? { cve: after.cve, kev: [] };
  const { epss: now, ...other } = after;
  if (JSON.stringify(rest) !== JSON.stringify(other)) return true;
  if (then === undefined || now === undefined) return then !== now;
  const { epssLift, epssRaise } = policy.thresholds;
  const passes = (threshold: number) => then.score >= threshold !== now.score >= threshold;
  return (
    then.model !== now.model || Math.abs(then.score - now.score) >= EPSS_STEP || passes(epssLift) || passes(epssRaise)
  );
}

/**
 * The facts as they would stand had EPSS no new model since: scores of the model before, where there are some. Undefined where
 * no model changed. A new model's jump says nothing about the flaw.
 */
export function withFormerModel(
  now: readonly FlawFacts[],
  before: readonly FlawFacts[],
): readonly FlawFacts[] | undefined {
  const former = new Map(before.flatMap(({ cve, epss }) => (epss === undefined ? [] : [[cve, epss] as const])));
  const isNewModel = ({ cve, epss }: FlawFacts) =>
    epss !== undefined && former.has(cve) && former.get(cve)?.model !== epss.model;
  if (!now.some(isNewModel)) return undefined;
  return now.map((facts) => {
    const epss = former.get(facts.cve);
    return epss !== undefined && isNewModel(facts) ? { ...facts, epss } : facts;
  });
}
