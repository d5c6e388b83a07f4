import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Case, CaseMember } from '../../../domain/case.ts';
import type { OtherCase } from '../../../ports/group-office.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { button, input, line, modal, option, plain, richText, section, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import { noticeModal } from './notice.ts';
import { allChosenIn, chosenIn, type Read, type ViewState } from './read-state.ts';

/** Asks with which case another is to be merged. */
export function mergeModal({ id, handling }: Case, others: readonly OtherCase[]): types.ModalView {
  if (others.length === 0)
    return noticeModal(`Merge ${id}`, mrkdwn`There is no other case to merge ${esc(id, 40)} with.`);
  return modal(
    'group:merge',
    `Merge ${id}`,
    [
      section(
        mrkdwn`${esc(id, 40)} takes in all advisories of the case that you choose, which then is empty. It holds, whatever comes later; it is audited, and can be undone.`,
      ),
      input('other', 'Which case?', {
        type: 'static_select',
        action_id: 'group:other',
        placeholder: plain('Choose', 20),
        options: others.slice(0, MOST_CHOICES).map((one) => option(otherWords(one), one.caseId)),
      }),
    ],
    { submit: 'Merge', ref: writeCaseRef({ caseId: id, version: handling.version }) },
  );
}

/** The case that was chosen. */
export function readMerge(state: ViewState): Read<string> {
  const other = chosenIn(state, 'other');
  return other === undefined
    ? { kind: 'errors', errors: { other: 'Choose a case.' } }
    : { kind: 'answer', answer: other };
}

/** Asks which advisories are to leave a case, and where they go. */
export function splitModal({ id, members, handling }: Case, others: readonly OtherCase[]): types.ModalView {
  if (members.length < 2) {
    return noticeModal(`Split ${id}`, mrkdwn`${esc(id, 40)} holds one advisory: there is nothing to split.`);
  }
  const places = [option('A new case of their own', NEW_CASE), ...others.slice(0, MOST_CHOICES - 1).map(placeOption)];
  return modal(
    'group:split',
    `Split ${id}`,
    [
      section(
        mrkdwn`What you choose leaves ${esc(id, 40)} and stays where you put it, whatever comes later. It is audited, and can be undone.`,
      ),
      input('which', 'Which advisories?', {
        type: 'multi_static_select',
        action_id: 'group:which',
        placeholder: plain('Choose', 20),
        options: members.slice(0, MOST_CHOICES).map((one) => option(memberWords(one), idOf(one))),
      }),
      input('where', 'Where do they go?', {
        type: 'static_select',
        action_id: 'group:where',
        placeholder: plain('Choose', 20),
        options: places,
        initial_option: option('A new case of their own', NEW_CASE),
      }),
    ],
    { submit: 'Split', ref: writeCaseRef({ caseId: id, version: handling.version }) },
  );
}

/** What was chosen of the advisories that are in the case now; `to` is absent for a new case. */
export function readSplit(
  state: ViewState,
  { members }: Case,
): Read<{ readonly advisoryIds: readonly string[]; readonly to?: string }> {
  const chosen = allChosenIn(state, 'which');
  const advisoryIds = members.filter((one) => chosen.includes(idOf(one))).map(({ advisory }) => advisory.id);
  const to = chosenIn(state, 'where');
  if (advisoryIds.length === 0 || advisoryIds.length < chosen.length) {
    return { kind: 'errors', errors: { which: 'Choose advisories; those that stood here may have changed.' } };
  }
  return { kind: 'answer', answer: { advisoryIds, ...(to !== undefined && to !== NEW_CASE && { to }) } };
}

/** Says what was done, with the way back. */
export function regroupedModal(said: string, number: number): types.ModalView {
  return modal('notice', 'Done', [
    ...richText(line(words(`${said} The cards and their threads say so.`, 1_500))),
    { type: 'actions', elements: [button('group:undo', 'Undo', String(number), 'Undo the merge or the split')] },
  ]);
}

const NEW_CASE = 'new';
/** Slack lists at most so many choices. */
const MOST_CHOICES = 100;

function placeOption(one: OtherCase): types.PlainTextOption {
  return option(otherWords(one), one.caseId);
}

function otherWords({ caseId, priority, title, tlp }: OtherCase): string {
  return `${caseId} · ${priority} · ${tlp === 'RED' ? 'TLP:RED' : title}`;
}

function memberWords({ advisory }: CaseMember): string {
  return `${advisory.publisher.name}: ${advisory.title}`;
}

function idOf({ advisory }: CaseMember): string {
  return createHash('sha256').update(advisory.id).digest('hex').slice(0, 24);
}
