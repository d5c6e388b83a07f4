import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { counted, listed } from '../../../cases/listed.ts';
import type { NameDecision } from '../../../domain/name-decision.ts';
import { productName } from '../../../domain/product-name.ts';
import type { CaseNames, NamesReach } from '../../../ports/names-office.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { button, input, line, modal, option, plain, richText, section, titledList, words } from '../elements.ts';
import { mrkdwn } from '../safe-text.ts';
import { noticeModal } from './notice.ts';
import { chosenIn, type Read, type ViewState, writtenIn } from './read-state.ts';

/** What a person decided of two names. */
export interface NamesAnswer {
  readonly names: CaseNames['names'];
  readonly verdict: NameDecision['verdict'];
  readonly why: string;
}

/** Asks which names that meet in a case mean one product, and which do not, and says how far each decision goes. */
export function namesModal(caseId: string, all: readonly CaseNames[]): types.ModalView {
  if (all.length === 0)
    return noticeModal(
      `Names in ${caseId}`,
      mrkdwn`No name of the inventory comes near a product that the advisories of this case name. What they touch, they touch in another way.`,
    );
  return modal(
    'names:decide',
    `Names in ${caseId}`,
    [
      section(
        mrkdwn`What you decide holds for every asset of that name and every later advisory, whatever the version. What it touches is matched again; it is audited with your reason, and can be undone for 24 hours.`,
      ),
      ...richText(titledList('In the inventory, and in the advisories', 'bullet', all, MOST_LISTED, pairLine)),
      input('names', 'Which names?', {
        type: 'static_select',
        action_id: 'names:which',
        placeholder: plain('Choose', 20),
        options: all.slice(0, MOST_CHOICES).map((one) => option(bothNames(one), idOf(one), standingWords(one))),
      }),
      input('verdict', 'What are they?', {
        type: 'radio_buttons',
        action_id: 'names:verdict',
        options: VERDICTS.map(({ verdict, text, description }) => option(text, verdict, description)),
      }),
      input('why', 'Why?', {
        type: 'plain_text_input',
        action_id: 'names:why',
        multiline: true,
        max_length: 500,
        placeholder: plain('for whoever looks at it later', 50),
      }),
    ],
    { submit: 'Decide', ref: writeCaseRef({ caseId, version: 0 }) },
  );
}

/** The finished answer, for the names that meet in the case now. */
export function readNames(state: ViewState, all: readonly CaseNames[]): Read<NamesAnswer> {
  const chosen = all.find((one) => idOf(one) === chosenIn(state, 'names'));
  const way = VERDICTS.find(({ verdict }) => verdict === chosenIn(state, 'verdict'));
  const why = writtenIn(state, 'why');
  if (chosen !== undefined && way !== undefined && why !== undefined)
    return { kind: 'answer', answer: { names: chosen.names, verdict: way.verdict, why } };
  return {
    kind: 'errors',
    errors: {
      ...(chosen === undefined && { names: 'Choose the names; those that stood here may have changed.' }),
      ...(way === undefined && { verdict: 'Choose what they are.' }),
      ...(why === undefined && { why: 'Say why.' }),
    },
  };
}

/** What was decided and how far it goes; `effect` is absent while it is being matched. */
export function namesDecidedModal(decided: {
  readonly id: number;
  readonly done: string;
  readonly reach: NamesReach;
  readonly effect?: string;
}): types.ModalView {
  const { id, done, reach, effect } = decided;
  return modal('notice', 'Decided', [
    ...richText(
      line(words(done, 600), words(` It holds for ${reachWords(reach)}. ${effect ?? 'Matching again…'}`, 1_000)),
    ),
    { type: 'actions', elements: [button('names:undo', 'Undo', String(id), `Undo decision ${id}`)] },
  ]);
}

/** "3 assets of this name, 2 stored advisories, 1 case (C-4), and whatever comes later". */
export function reachWords({ assetIds, advisories, caseIds }: NamesReach): string {
  const cases = caseIds.length === 0 ? 'no case yet' : `${counted(caseIds.length, 'case')} (${listed(caseIds)})`;
  const stored = advisories === 1 ? '1 stored advisory' : `${advisories} stored advisories`;
  return `${counted(assetIds.length, 'asset')} of this name, ${stored}, ${cases}, and whatever comes later`;
}

/** Slack lists at most so many choices. */
const MOST_CHOICES = 100;
const MOST_LISTED = 20;

const VERDICTS = [
  {
    verdict: 'different',
    text: 'Different products: not ours',
    description: 'No advisory of that name touches these assets.',
  },
  {
    verdict: 'same',
    text: 'The same product',
    description: 'Every advisory of that name is matched with these assets.',
  },
] as const satisfies readonly { verdict: NameDecision['verdict']; text: string; description: string }[];

function pairLine(one: CaseNames): types.RichTextSection[] {
  const { names, reach, because } = one;
  const both = `"${productName(names.asset)}" and "${productName(names.advisory)}"`;
  return line(words(`${both}: ${standingWords(one)}. ${because}. ${reachWords(reach)}.`, 600));
}

function standingWords({ verdict }: CaseNames): string {
  return verdict === 'same' ? 'taken for one product' : 'perhaps the same; nobody decided yet';
}

function bothNames({ names }: CaseNames): string {
  return `${productName(names.asset).slice(0, 34)} ~ ${productName(names.advisory).slice(0, 34)}`;
}

function idOf({ names }: CaseNames): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 24);
}
