import type { CaseView } from '../../../ports/front-office.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { caseActionId } from '../alert-buttons.ts';
import { alertCard, spokenAlert } from '../alert-message.ts';
import { button } from '../elements.ts';
import type { SlackMessage } from '../slack-message.ts';
import { redAnswer } from './plain-answer.ts';

/**
 * A case as its card shows it, for one person. Its only button is "Details": what is done with a case is done on its card,
 * where everybody sees it, and nothing would redraw this copy.
 */
export function caseAnswer({ message }: Pick<CaseView, 'message'>): SlackMessage {
  const { caseId, state, tlp } = message;
  if (tlp === 'RED') return redAnswer(caseId);
  const value = writeCaseRef({ caseId, version: state.version });
  const details = button(caseActionId('details'), 'Details', value, `Show every reason and quote of case ${caseId}`);
  return {
    text: spokenAlert(message),
    blocks: [...alertCard(message), { type: 'actions', block_id: 'case:actions', elements: [details] }],
  };
}
