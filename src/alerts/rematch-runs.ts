import { minuteOf } from '../cases/apply-action.ts';
import { counted } from '../cases/listed.ts';
import type { RematchRun } from '../domain/rematch-run.ts';

/** How far what is being matched again has come, since when and for whom; undefined where nothing is. */
export function runningWords(runs: readonly RematchRun[]): string | undefined {
  const running = runs.filter(({ stopped }) => stopped === undefined);
  const [first, ...later] = running;
  if (first === undefined) return undefined;
  const { done, total } = sumOf(running);
  const by = first.startedBy === undefined ? '' : ` by ${first.startedBy}`;
  const more = later.length === 0 ? '' : `, and ${counted(later.length, 'later change')}`;
  return `Re-match: ${done} of ${advisories(total)}, started ${minuteOf(first.startedAt)}${by} (${first.label}${more}). Until it is done, answers may still change.`;
}

/** What was and was not looked at of what a person stopped, and what that means; undefined where nothing was stopped. */
export function stoppedWords(runs: readonly RematchRun[]): string | undefined {
  const held = runs.filter(({ stopped }) => stopped !== undefined);
  const last = held.at(-1);
  if (last?.stopped === undefined) return undefined;
  const { done, total, waiting } = sumOf(held);
  const rest = `${number(waiting)} ${waiting === 1 ? 'was not and keeps' : 'were not and keep'}`;
  return `Re-match stopped by ${last.stopped.by}, ${minuteOf(last.stopped.at)} (${labelsOf(held)}): ${done} of ${advisories(total)} were looked at again; ${rest} what was said before. Until it goes on, an asset may be affected of which nothing is said. What comes in or is changed from now on is matched all the same.`;
}

function sumOf(runs: readonly RematchRun[]): {
  readonly done: string;
  readonly total: number;
  readonly waiting: number;
} {
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  const waiting = runs.reduce((sum, run) => sum + run.waiting, 0);
  return { done: number(total - waiting), total, waiting };
}

function labelsOf(runs: readonly RematchRun[]): string {
  const [first] = runs;
  return `${first?.label ?? ''}${runs.length === 1 ? '' : `, and ${counted(runs.length - 1, 'later change')}`}`;
}

function advisories(count: number): string {
  return `${number(count)} ${count === 1 ? 'advisory' : 'advisories'}`;
}

/** With a comma between thousands. */
function number(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
