import type { AlertMessage } from '../domain/alert.ts';

/** The deadline as a sentence, or that there is none. */
export function dueSentence(message: Pick<AlertMessage, 'due' | 'priority' | 'isIncident'>): string {
  if (message.isIncident) {
    const cleanUp = message.due === undefined ? '' : ` Clean up by ${message.due}.`;
    return `Respond now: this is an incident, not a patch.${cleanUp}`;
  }
  if (message.due === undefined) return 'No due date.';
  return message.priority === 'P1' ? `Respond now; done by ${message.due}.` : `Due by ${message.due}.`;
}
