import { daysBetween } from '../domain/time.ts';
import { raise } from './moves.ts';
import { dayInZone } from './policy.ts';
import type { Finding, Standing, TriageRule } from './types.ts';

/**
 * E5: under an active campaign, a matched asset that nobody manages, that was not updated for over a year, or that faces the
 * internet is P1, unless its version is known not to be affected. An unknown verdict counts as undecided.
 */
export const staleOrUnmanaged: TriageRule = { id: 'stale-or-unmanaged', judge };

function judge(standing: Standing): readonly Finding[] {
  const { input } = standing;
  if (input.activeCampaign !== true || input.match === 'none' || input.asset?.verdict === 'not-affected') return [];
  const weaknesses = weaknessesOf(standing);
  return weaknesses.length === 0
    ? []
    : raise(standing, 'P1', 'E5-STALE-OR-UNMANAGED', { value: weaknesses.join(', ') });
}

function weaknessesOf({ input, policy }: Standing): readonly string[] {
  const { managed, lastUpdated, exposure } = input.asset ?? {};
  const seen = input.firstSeen === undefined ? undefined : dayInZone(input.firstSeen, policy.timeZone);
  const stale =
    lastUpdated !== undefined &&
    seen !== undefined &&
    daysBetween(lastUpdated, seen) > policy.thresholds.staleAfterDays;
  return [
    ...(managed === false ? ['unmanaged'] : []),
    ...(stale ? [`not updated since ${lastUpdated.slice(0, 4)}`] : []),
    ...(exposure === 'open' ? ['internet-facing'] : []),
  ];
}
