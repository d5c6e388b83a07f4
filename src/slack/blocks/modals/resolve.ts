import type { types } from '@slack/bolt';
import type { Case } from '../../../domain/case.ts';
import type { CaseAction } from '../../../domain/handling.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { input, modal, option, plain } from '../elements.ts';
import { chosenIn, type Read, type ViewState, writtenIn } from './read-state.ts';

type Resolve = Extract<CaseAction, { readonly kind: 'resolve' }>;

/** Asks how the case ended. */
export function resolveModal(one: Case, seenVersion: number): types.ModalView {
  return modal(
    'case:resolve',
    `Resolve ${one.id}`,
    [
      input(
        'how',
        'How did it end?',
        {
          type: 'radio_buttons',
          action_id: 'resolve:how',
          options: WAYS.map(({ how, text, description }) => option(text, how, description)),
        },
        { hint: 'If the case gets worse afterwards, it opens again by itself.' },
      ),
      input(
        'note',
        'Note',
        {
          type: 'plain_text_input',
          action_id: 'resolve:note',
          multiline: true,
          max_length: 500,
          placeholder: plain('e.g. the change ticket', 50),
        },
        { optional: true },
      ),
    ],
    { submit: 'Resolve', ref: writeCaseRef({ caseId: one.id, version: seenVersion }) },
  );
}

/** The finished answer. */
export function readResolve(state: ViewState): Read<Resolve> {
  const way = WAYS.find(({ how }) => how === chosenIn(state, 'how'));
  if (way === undefined) return { kind: 'errors', errors: { how: 'Choose how it ended.' } };
  const note = writtenIn(state, 'note');
  return { kind: 'answer', answer: { kind: 'resolve', how: way.how, ...(note !== undefined && { note }) } };
}

const WAYS = [
  { how: 'patched', text: 'Patched', description: 'Every affected asset runs a fixed version.' },
  { how: 'mitigated', text: 'Mitigated', description: 'The way in is closed; the fix may still be to come.' },
  { how: 'false-positive', text: 'False positive', description: 'It does not concern what you run.' },
] as const satisfies readonly { how: Resolve['how']; text: string; description: string }[];
