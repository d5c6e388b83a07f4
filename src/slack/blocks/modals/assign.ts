import type { types } from '@slack/bolt';
import type { Case } from '../../../domain/case.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { input, modal, plain } from '../elements.ts';
import { type Read, userIn, type ViewState } from './read-state.ts';

/** Asks who takes the case; whoever opened it is proposed. */
export function assignModal(one: Case, seenVersion: number, proposedUserId: string): types.ModalView {
  return modal(
    'case:assign',
    `Assign ${one.id}`,
    [
      input(
        'assignee',
        'Who takes this case?',
        {
          type: 'users_select',
          action_id: 'assign:user',
          placeholder: plain('Choose a person', 50),
          initial_user: proposedUserId,
        },
        { hint: 'They are told in the thread. Assigning a case also acknowledges it.' },
      ),
    ],
    { submit: 'Assign', ref: writeCaseRef({ caseId: one.id, version: seenVersion }) },
  );
}

/** The id of the chosen user. */
export function readAssign(state: ViewState): Read<string> {
  const userId = userIn(state, 'assignee');
  if (userId === undefined) return { kind: 'errors', errors: { assignee: 'Choose a person.' } };
  return { kind: 'answer', answer: userId };
}
