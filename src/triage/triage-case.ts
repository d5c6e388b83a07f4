import type { Advisory } from '../domain/advisory.ts';
import type { CaseAsset } from '../domain/case.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import type { VexStatement } from '../domain/handling.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import { isMoreUrgent, PRIORITIES, type TriageDecision } from '../domain/triage.ts';
import { advisoryViews } from './advisory-views.ts';
import { decide } from './decide.ts';
import { statementOn } from './declared.ts';
import type { TriagePolicy } from './policy.ts';
import { type AssetFacts, assetFacts, type TouchedAsset, triageInputs } from './triage-input.ts';

/**
 * The decision for a case: the most urgent one over its assets, and the assets with their own decisions, most urgent first.
 * A case that touches no asset is INFO, whatever it tells. `statements`: what people declared not affected. `facts`: what is
 * known of its flaws beside the words of its advisories.
 */
export function triageCase(
  advisories: readonly Advisory[],
  touched: readonly TouchedAsset[],
  firstSeen: Instant | LocalDate,
  policy: TriagePolicy,
  statements: readonly VexStatement[] = [],
  facts: readonly FlawFacts[] = [],
): { readonly triage: TriageDecision; readonly assets: readonly CaseAsset[] } {
  const views = advisoryViews(advisories, facts);
  const decideOnce = onceForEqual((one: AssetFacts) => mostUrgent(triageInputs(one, firstSeen, views), policy));
  const assets = touched
    .map((one): CaseAsset => {
      const isDeclared = statementOn(one.asset, statements, advisories) !== undefined;
      return { ...one, triage: decideOnce(assetFacts(advisories, { ...one, isDeclared })) };
    })
    .sort(byUrgency);
  const withdrawn = advisories.length > 0 && advisories.every((one) => one.withdrawn);
  return { triage: assets[0]?.triage ?? decide({ match: 'none', withdrawn }, policy), assets };
}

/** Most assets of a case give the same to decide on. */
function onceForEqual<Given, Answer>(answer: (given: Given) => Answer): (given: Given) => Answer {
  const known = new Map<string, Answer>();
  return (given) => {
    const key = JSON.stringify(given);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = answer(given);
    known.set(key, found);
    return found;
  };
}

function mostUrgent(inputs: ReturnType<typeof triageInputs>, policy: TriagePolicy): TriageDecision {
  const [first, ...rest] = inputs;
  return rest
    .map((input) => decide(input, policy))
    .reduce((best, next) => (isMoreUrgent(next.priority, best.priority) ? next : best), decide(first, policy));
}

/** Within a priority: what needs forensic triage, what is known to be affected, what faces the internet, then by id. */
function byUrgency(a: CaseAsset, b: CaseAsset): number {
  return (
    PRIORITIES.indexOf(a.triage.priority) - PRIORITIES.indexOf(b.triage.priority) ||
    Number(b.triage.forensic) - Number(a.triage.forensic) ||
    Number(a.triage.verify) - Number(b.triage.verify) ||
    Number(b.asset.exposure === 'open') - Number(a.asset.exposure === 'open') ||
    (a.asset.id < b.asset.id ? -1 : Number(a.asset.id > b.asset.id))
  );
}
