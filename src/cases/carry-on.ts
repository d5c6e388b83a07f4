import type { Advisory } from '../domain/advisory.ts';
import { type Handling, type HandlingState, statusOf } from '../domain/handling.ts';
import type { CaseSnapshot } from './change.ts';
import { worsenings } from './material-change.ts';

/** What people decided, after new facts came in; `woken` says why a snooze or a resolution ended, where it did. */
export interface CarriedOn {
  readonly handling: Handling;
  readonly woken?: string;
}

/** A snooze or a resolution ends when a case gets worse: nobody decided on that. Everything else that people decided stays. */
export function carryOn(
  handling: Handling,
  before: CaseSnapshot | undefined,
  after: CaseSnapshot,
  newcomer: Advisory,
): CarriedOn {
  const { snooze, resolution } = handling;
  if (before === undefined || (snooze === undefined && resolution === undefined)) return { handling };
  const [worst] = worsenings({ before, after, newcomer });
  if (worst === undefined) return { handling };
  const woken = resolution === undefined ? 'The snooze ends' : 'The case is open again';
  return { handling: awakened(handling), woken: `${woken}, because it got worse: ${worst}` };
}

/** The handling without snooze and resolution. The change is nobody's, so that there is nothing to undo. */
export function awakened({ snooze: _, resolution: __, last: ___, version, ...state }: Handling): Handling {
  const rest: HandlingState = state;
  return { ...rest, version: version + 1 };
}

/** Whether what is new in a case is held back from its thread: it is resolved, or snoozed with its updates. */
export function holdsUpdates(handling: Handling): boolean {
  return handling.resolution !== undefined || handling.snooze?.covers === 'updates-and-reminders';
}

/** Why updates are held back, in one sentence. */
export function whyHeld(handling: Handling): string {
  return `The case is ${statusOf(handling).replace('resolved-', 'resolved: ')}, and it did not get worse: the card is redrawn without a word.`;
}
