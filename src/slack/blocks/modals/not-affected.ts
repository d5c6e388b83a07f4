import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Case } from '../../../domain/case.ts';
import {
  type CaseAction,
  VEX_JUSTIFICATIONS,
  type VexJustification,
  type VexSubject,
} from '../../../domain/handling.ts';
import { productName } from '../../../domain/product-name.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { input, modal, option, plain, section } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import { allChosenIn, chosenIn, type Read, type ViewState, writtenIn } from './read-state.ts';

type NotAffected = Extract<CaseAction, { readonly kind: 'not-affected' }>;

/** Asks what is not affected and why, in the words of VEX. */
export function notAffectedModal(one: Case, seenVersion: number): types.ModalView {
  const choices = choicesOf(one);
  const assets = choices.filter(({ about }) => about.kind === 'asset');
  const products = choices.filter(({ about }) => about.kind === 'product');
  const left = assets.length - MOST_CHOICES;
  return modal(
    'case:not-affected',
    `Not affected: ${one.id}`,
    [
      section(
        mrkdwn`${esc(`What you declare becomes a VEX statement with your name. It holds for the flaws that ${one.id} has now; when it gains another one, it has to be decided again. Whatever is declared takes no part in the priority any more.`)}`,
      ),
      ...selection('assets', 'Assets', assets),
      ...(left > 0
        ? [section(mrkdwn`${esc(`${left} more assets cannot be listed here: declare their product instead.`)}`)]
        : []),
      ...selection('products', 'Or every asset of the case with this product', products),
      input('justification', 'Why?', {
        type: 'radio_buttons',
        action_id: 'not-affected:justification',
        options: VEX_JUSTIFICATIONS.map((id) => option(JUSTIFICATIONS[id].text, id, JUSTIFICATIONS[id].description)),
      }),
      input(
        'note',
        'How do you know?',
        {
          type: 'plain_text_input',
          action_id: 'not-affected:note',
          multiline: true,
          max_length: 500,
          placeholder: plain('e.g. what was looked at', 50),
        },
        { optional: true },
      ),
    ],
    { submit: 'Declare', ref: writeCaseRef({ caseId: one.id, version: seenVersion }) },
  );
}

/** The finished answer, for the case as it stands now. */
export function readNotAffected(state: ViewState, one: Case): Read<NotAffected> {
  const chosen = new Set([...allChosenIn(state, 'assets'), ...allChosenIn(state, 'products')]);
  const [first, ...rest] = choicesOf(one).flatMap(({ about, value }) => (chosen.has(value) ? [about] : []));
  const justification = VEX_JUSTIFICATIONS.find((id) => id === chosenIn(state, 'justification'));
  const errors = {
    ...(first === undefined && { [hasAssets(one) ? 'assets' : 'products']: 'Choose what is not affected.' }),
    ...(justification === undefined && { justification: 'Choose why it is not affected.' }),
  };
  if (first === undefined || justification === undefined) return { kind: 'errors', errors };
  const note = writtenIn(state, 'note');
  return {
    kind: 'answer',
    answer: { kind: 'not-affected', about: [first, ...rest], justification, ...(note !== undefined && { note }) },
  };
}

/** Slack lists at most so many choices. */
const MOST_CHOICES = 100;

const JUSTIFICATIONS: Readonly<Record<VexJustification, { readonly text: string; readonly description: string }>> = {
  component_not_present: { text: 'Component not present', description: 'The affected part is not installed here.' },
  vulnerable_code_not_present: {
    text: 'Vulnerable code not present',
    description: 'The part is here, the flawed code is not in it.',
  },
  vulnerable_code_not_in_execute_path: {
    text: 'Vulnerable code not in execute path',
    description: 'The flawed code is here and never runs.',
  },
  vulnerable_code_cannot_be_controlled_by_adversary: {
    text: 'Vulnerable code cannot be controlled by an adversary',
    description: 'It runs, but nobody from outside can reach or steer it.',
  },
  inline_mitigations_already_exist: {
    text: 'Inline mitigations already exist',
    description: 'The product itself keeps it from being exploited.',
  },
};

interface Choice {
  readonly about: VexSubject;
  readonly text: string;
  readonly value: string;
}

/** What may be declared: each asset that is or may be affected, and each product among them. */
function choicesOf(one: Case): readonly Choice[] {
  const touched = one.assets.filter((each) => each.triage.priority !== 'INFO').map((each) => each.asset);
  const products = [...new Set(touched.map(productName))];
  return [
    ...touched.map((asset): Choice => {
      const about: VexSubject = { kind: 'asset', assetId: asset.id };
      const name = asset.hostname === undefined || asset.hostname === asset.id ? '' : ` ${asset.hostname}`;
      return { about, text: `${asset.id}${name}: ${productName(asset)}`, value: choiceId(about) };
    }),
    ...products.map((product): Choice => {
      const about: VexSubject = { kind: 'product', product };
      return { about, text: product, value: choiceId(about) };
    }),
  ];
}

function hasAssets(one: Case): boolean {
  return one.assets.some((each) => each.triage.priority !== 'INFO');
}

/** Names may be longer than the 75 characters that Slack gives a choice. */
function choiceId(about: VexSubject): string {
  return createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 24);
}

function selection(blockId: string, label: string, choices: readonly Choice[]): types.KnownBlock[] {
  if (choices.length === 0) return [];
  return [
    input(
      blockId,
      label,
      {
        type: 'multi_static_select',
        action_id: `not-affected:${blockId}`,
        placeholder: plain('Choose', 20),
        options: choices.slice(0, MOST_CHOICES).map(({ text, value }) => option(text, value)),
      },
      { optional: true },
    ),
  ];
}
