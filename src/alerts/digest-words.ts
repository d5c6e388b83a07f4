import { minuteOf } from '../cases/apply-action.ts';
import { counted } from '../cases/listed.ts';
import type { DailyCount, Digest, DigestCase, StaleAsset } from '../domain/digest.ts';
import { staleWords } from '../domain/stale-version.ts';
import { PRIORITIES } from '../domain/triage.ts';

/** The whole digest in a few sentences, for those who read no further. */
export function digestSentences(digest: Digest): string {
  const { since, openCases, overdue, changes, troubledSources, staleAssets, staleAfterDays, newEpssModel } = digest;
  const open =
    openCases.total === 0
      ? 'No case is open'
      : `${counted(openCases.total, 'case')} ${openCases.total === 1 ? 'is' : 'are'} open, ${overdue} overdue`;
  const changed = changes.total === 0 ? 'nothing changed' : `${counted(changes.total, 'case')} changed`;
  const trouble = troubledSources.total === 0 ? 'Every source works' : `Sources in trouble: ${troubledSources.total}`;
  const stale =
    staleAssets.total === 0
      ? ''
      : ` Assets whose version was not confirmed for ${staleWords(staleAfterDays)}: ${staleAssets.total}.`;
  const epss =
    newEpssModel === undefined
      ? ''
      : ` EPSS has a new model (${newEpssModel.model}) since ${newEpssModel.day}: its scores jumped, and nothing is told for that alone.`;
  return `${open}; ${changed} since ${minuteOf(since)}. ${trouble}.${stale}${epss}`;
}

/** What the chart shows, for those who cannot see it: "Last 30 days: 12 advisories; alerts: 1 P1, 3 P3." */
export function trendSentence(daily: readonly DailyCount[]): string {
  const advisories = daily.reduce((sum, day) => sum + day.advisories, 0);
  const alerts = PRIORITIES.flatMap((priority) => {
    const count = daily.reduce((sum, day) => sum + day.alerts[priority], 0);
    return count === 0 ? [] : [`${count} ${priority}`];
  });
  const read = advisories === 1 ? '1 advisory' : `${advisories} advisories`;
  return `Last ${counted(daily.length, 'day')}: ${read}; alerts: ${alerts.join(', ') || 'none'}.`;
}

/** When a case is due, seen from the day of the digest: "overdue by 3 days". */
export function dueWords({ due }: Pick<DigestCase, 'due'>): string {
  if (due === undefined) return 'no due date';
  if (due.daysLeft < 0) return `overdue by ${counted(-due.daysLeft, 'day')}`;
  return due.daysLeft === 0 ? 'due today' : `due in ${counted(due.daysLeft, 'day')}`;
}

/** How far people have come, and who: "acknowledged, dana.fox". */
export function standingWords({ status, assignee }: Pick<DigestCase, 'status' | 'assignee'>): string {
  return assignee === undefined ? status : `${status}, ${assignee}`;
}

/** Since when a version was not confirmed. */
export function confirmationWords({ confirmedAt }: Pick<StaleAsset, 'confirmedAt'>): string {
  return confirmedAt === undefined ? 'never confirmed' : `last confirmed ${confirmedAt}`;
}
