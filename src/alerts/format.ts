import type { AlertMessage } from '../domain/alert.ts';
import type { Priority } from '../domain/triage.ts';

const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  P1: 'act now',
  P2: 'act within days',
  P3: 'plan the fix',
  P4: 'fix with the next upgrade',
  INFO: 'for the record',
};

/** What a priority asks for, in a few words: "act now" for P1. */
export function priorityWords(priority: Priority): string {
  return PRIORITY_WORDS[priority];
}

/** The deadline as a sentence, or that there is none. */
export function dueSentence(message: Pick<AlertMessage, 'due' | 'priority'>): string {
  if (message.due === undefined) return 'No due date.';
  return message.priority === 'P1' ? `Respond now; done by ${message.due}.` : `Due by ${message.due}.`;
}
