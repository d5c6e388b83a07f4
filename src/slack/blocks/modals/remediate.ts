import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { remediesOn } from '../../../cases/remediation.ts';
import type { Case } from '../../../domain/case.ts';
import { type CaseAction, REMEDIATION_STATES, type RemediationState } from '../../../domain/handling.ts';
import { productName } from '../../../domain/product-name.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { input, modal, option, plain } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import { noticeModal } from './notice.ts';
import { allChosenIn, chosenIn, type Read, type ViewState, writtenIn } from './read-state.ts';

type Remediate = Extract<CaseAction, { readonly kind: 'remediate' }>;

/** Asks how far the remedy of the case's flaws has come, asset by asset. */
export function remediateModal(one: Case, seenVersion: number): types.ModalView {
  const assets = one.assets.slice(0, MOST_CHOICES);
  if (assets.length === 0)
    return noticeModal(`Remediation: ${one.id}`, mrkdwn`${esc(one.id, 40)} touches no asset any more.`);
  const cves = cvesOf(one).slice(0, MOST_CHOICES);
  return modal(
    'case:remediate',
    `Remediation: ${one.id}`,
    [
      input('assets', 'On which assets?', {
        type: 'multi_static_select',
        action_id: 'remediate:assets',
        placeholder: plain('Choose', 20),
        options: assets.map(({ asset }) => option(`${asset.id}: ${productName(asset)}`, idOf(asset.id))),
      }),
      input('state', 'How far is it?', {
        type: 'radio_buttons',
        action_id: 'remediate:state',
        options: REMEDIATION_STATES.map((state) => option(STATES[state].text, state, STATES[state].description)),
      }),
      ...(cves.length < 2
        ? []
        : [
            input(
              'cves',
              'Only for these flaws',
              {
                type: 'multi_static_select',
                action_id: 'remediate:cves',
                placeholder: plain('All of them', 20),
                options: cves.map((cve) => option(cve, cve)),
              },
              { optional: true },
            ),
          ]),
      input(
        'note',
        'Note',
        {
          type: 'plain_text_input',
          action_id: 'remediate:note',
          multiline: true,
          max_length: 500,
          placeholder: plain('e.g. the change ticket', 50),
        },
        { optional: true, hint: 'A new revision that changes nothing for these products does not come up again.' },
      ),
    ],
    { submit: 'Save', ref: writeCaseRef({ caseId: one.id, version: seenVersion }) },
  );
}

/** The finished answer, for the case as it stands now. */
export function readRemediate(state: ViewState, one: Case): Read<Remediate> {
  const chosen = new Set(allChosenIn(state, 'assets'));
  const [first, ...rest] = one.assets.flatMap(({ asset }) => (chosen.has(idOf(asset.id)) ? [asset.id] : []));
  const to = REMEDIATION_STATES.find((each) => each === chosenIn(state, 'state'));
  if (first === undefined || to === undefined) {
    return {
      kind: 'errors',
      errors: {
        ...(first === undefined && { assets: 'Choose the assets.' }),
        ...(to === undefined && { state: 'Choose how far it is.' }),
      },
    };
  }
  const cves = allChosenIn(state, 'cves');
  const note = writtenIn(state, 'note');
  return {
    kind: 'answer',
    answer: {
      ...{ kind: 'remediate', assetIds: [first, ...rest], state: to },
      ...(cves.length > 0 && { cves }),
      ...(note !== undefined && { note }),
    },
  };
}

/** Slack lists at most so many choices. */
const MOST_CHOICES = 100;

const STATES: Readonly<Record<RemediationState, { readonly text: string; readonly description: string }>> = {
  open: { text: 'Open', description: 'Nothing was done yet.' },
  'in-progress': { text: 'In progress', description: 'Somebody is at it.' },
  done: { text: 'Done', description: 'The fix or the workaround is in place.' },
  accepted: { text: 'Accepted', description: 'No remedy is planned, and somebody bears the risk.' },
};

function cvesOf(one: Case): readonly string[] {
  const [first] = one.assets;
  return first === undefined ? [] : remediesOn(first.asset.id, one).flatMap(({ cve }) => cve ?? []);
}

/** Ids may be longer than the 75 characters that Slack gives a choice. */
function idOf(assetId: string): string {
  return createHash('sha256').update(assetId).digest('hex').slice(0, 24);
}
