import type { AlertMessage, StormRow } from '../domain/alert.ts';
import { countVerdicts } from '../domain/alert-words.ts';
import type { Priority } from '../domain/triage.ts';

/** So many alerts within the window, or still waiting to be sent, make the next one part of a storm. */
const STORM_FROM = 10;

/** How long an alert counts towards a storm, and how long a storm goes on after its last alert. */
export const STORM_WINDOW_MS = 15 * 60_000;

/** Whether an alert goes into a storm's thread. P1 and P2 always stand by themselves. */
export function joinsStorm(priority: Priority, recentAlerts: number): boolean {
  return recentAlerts >= STORM_FROM && priority !== 'P1' && priority !== 'P2';
}

/** A case as a row of a storm's table. */
export function stormRow(message: AlertMessage): StormRow {
  const { caseId, priority, title, assets, tlp } = message;
  return { caseId, priority, title, assets: countVerdicts(assets), tlp };
}
