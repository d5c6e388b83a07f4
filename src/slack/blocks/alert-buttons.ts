import type { types } from '@slack/bolt';
import type { AlertMessage } from '../../domain/alert.ts';
import type { CaseStatus } from '../../domain/handling.ts';
import { writeCaseRef } from '../case-ref.ts';
import { button } from './elements.ts';

/** What a button of a card does. */
export const CASE_VERBS = [
  'acknowledge',
  'assign',
  'snooze',
  'not-affected',
  'resolve',
  'reopen',
  'undo',
  'remediate',
  'details',
] as const;

export type CaseVerb = (typeof CASE_VERBS)[number];

/** The `action_id` of a button of a card. */
export function caseActionId(verb: CaseVerb): string {
  return `case:${verb}`;
}

/** The buttons that make sense for how the case stands. */
export function alertButtons(message: Pick<AlertMessage, 'caseId' | 'state'>): types.ActionsBlock {
  const { state, caseId } = message;
  const value = writeCaseRef({ caseId, version: state.version });
  const verbs = [
    ...verbsFor(state.status),
    ...(state.undoes === undefined ? [] : (['undo'] as const)),
    'details' as const,
  ];
  return {
    type: 'actions',
    block_id: 'case:actions',
    elements: verbs.map((verb) => ({
      ...button(caseActionId(verb), LABELS[verb](state.status), value, `${SPOKEN[verb]} ${caseId}`),
      ...(verb === 'acknowledge' && { style: 'primary' as const }),
    })),
  };
}

function verbsFor(status: CaseStatus): readonly CaseVerb[] {
  switch (status) {
    case 'open':
      return ['acknowledge', 'assign', 'snooze', 'not-affected', 'resolve'];
    case 'acknowledged':
      return ['assign', 'snooze', 'not-affected', 'resolve'];
    case 'snoozed':
      return ['reopen', 'assign', 'not-affected', 'resolve'];
    default:
      return ['reopen'];
  }
}

const LABELS: Readonly<Record<CaseVerb, (status: CaseStatus) => string>> = {
  acknowledge: () => 'Acknowledge',
  assign: () => 'Assign…',
  snooze: () => 'Snooze…',
  'not-affected': () => 'Not affected…',
  resolve: () => 'Resolve…',
  reopen: (status) => (status === 'snoozed' ? 'End snooze' : 'Reopen'),
  undo: () => 'Undo',
  remediate: () => 'Remediation…',
  details: () => 'Details',
};

/** For screen readers, followed by the case's id. */
const SPOKEN: Readonly<Record<CaseVerb, string>> = {
  acknowledge: 'Acknowledge case',
  assign: 'Assign case',
  snooze: 'Snooze case',
  'not-affected': 'Declare something not affected in case',
  resolve: 'Resolve case',
  reopen: 'Open again case',
  undo: 'Undo the last change of case',
  remediate: 'Say how far the remedy has come in case',
  details: 'Show every reason and quote of case',
};
