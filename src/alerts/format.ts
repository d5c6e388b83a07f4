import type { AlertMessage } from '../domain/alert.ts';

/** The deadline as a sentence, or that there is none. */
export function dueSentence(message: Pick<AlertMessage, 'due' | 'priority'>): string {
  if (message.due === undefined) return 'No due date.';
  return message.priority === 'P1' ? `Respond now; done by ${message.due}.` : `Due by ${message.due}.`;
}
