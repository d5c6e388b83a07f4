import { expect, it } from 'vitest';
import { dueSentence } from '../../src/alerts/format.ts';

it.each([
  [{ priority: 'P1', due: '2024-02-22' }, 'Respond now; done by 2024-02-22.'],
  [{ priority: 'P2', due: '2024-03-04' }, 'Due by 2024-03-04.'],
  [{ priority: 'P4' }, 'No due date.'],
  [
    { priority: 'P1', due: '2024-02-22', isIncident: true },
    'Respond now: this is an incident, not a patch. Clean up by 2024-02-22.',
  ],
  [{ priority: 'P1', isIncident: true }, 'Respond now: this is an incident, not a patch.'],
] as const)('says the deadline of %j', (message, sentence) => {
  expect(dueSentence(message)).toBe(sentence);
});
