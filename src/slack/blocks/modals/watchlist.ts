import type { types } from '@slack/bolt';
import { minuteOf } from '../../../cases/apply-action.ts';
import { PRIORITY_WORDS } from '../../../domain/alert-words.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import { type WatchlistContent, WORD_LISTS, type WordList } from '../../../domain/watch.ts';
import type { WatchlistOvertaken } from '../../../ports/watchlist-office.ts';
import { writeWatchedProduct } from '../../../query/watched-product.ts';
import { writeWindowRef } from '../../watchlist-ref.ts';
import { input, modal, option, plain, section } from '../elements.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../safe-text.ts';

/** A list as a window shows it. */
export interface WatchlistDraft {
  readonly name: string;
  /** The version that is shown; 0: there is no list yet. */
  readonly seen: number;
  readonly content: WatchlistContent;
  /** A response_url of Slack, to which the answer goes. */
  readonly answerTo: string;
  /** What must be known before it is saved. */
  readonly notices: readonly SafeMrkdwn[];
}

/** Slack takes no longer text in one field. */
export const FIELD_LENGTH = 3_000;

/** Asks what a list watches for, and who is told. A list too long for its field is left out of the window and stays as it is. */
export function watchlistModal({ name, seen, content, answerTo, notices }: WatchlistDraft): types.ModalView {
  // Slack keeps what was entered in a field of the same action id, so that a newer state would not be shown.
  const actionId = (block: string) => `watchlist:${block}:${seen}`;
  const verb = seen === 0 ? 'makes' : 'changes';
  return modal(
    'watchlist:edit',
    `Watchlist ${name}`,
    [
      ...notices.map((words, index) => ({ ...section(words), block_id: `notice-${index}` })),
      section(
        mrkdwn`This ${esc(verb)} the watchlist *${esc(name, 40)}*. A case is told when it concerns anything that is named here.`,
      ),
      textField('products', PRODUCTS, writeLines(content.products.map(writeWatchedProduct)), actionId),
      ...WORD_LISTS.map((list) => textField(list, QUESTIONS[list], writeLines(content[list]), actionId)),
      fromField(content, actionId('from')),
      channelField(content, actionId('channel')),
      ownerField(content, actionId('owner')),
      expiryField(content, actionId('expires')),
    ],
    { submit: seen === 0 ? 'Make it' : 'Save', ref: writeWindowRef({ name, seen, answerTo }) },
  );
}

/** What is said to who saw an older state: who changed what, and what of their own entry is not kept. */
export function overtakenNotice({ by, at, changes, lost, version }: WatchlistOvertaken): SafeMrkdwn {
  const kept =
    lost.length === 0
      ? 'What you entered is kept below, with that beside it.'
      : `What you entered is kept below, but for ${lost.join(' and ')}, which ${by} set too.`;
  const next = version === 0 ? 'Submit to make the list anew.' : 'Nothing was saved yet: look at it, and save again.';
  return mrkdwn`*Changed meanwhile.* ${esc(`${by}, ${minuteOf(at)}: ${changes.join('; ')}.`, 1_500)} ${esc(kept, 400)} ${esc(next)}`;
}

interface Question {
  readonly label: string;
  readonly hint: string;
}

const PRODUCTS: Question = {
  label: 'Products',
  hint: 'One a line: Relay Desk 19.2. With its vendor: Example Imaging | Relay Desk | 19.2. Without a version every version is meant.',
};

const QUESTIONS: Readonly<Record<WordList, Question>> = {
  vendors: {
    label: 'Vendors',
    hint: 'Words in the name of who makes a product. One entry a line, as in all lists below.',
  },
  suppliers: { label: 'Suppliers', hint: 'Words in the name of who supplies or services our systems.' },
  sites: { label: 'Sites', hint: 'Words in the name of a place where the systems stand.' },
  keywords: { label: 'Keywords', hint: 'Words in the title of an advisory.' },
  exclusions: { label: 'Leave out', hint: 'Words in a title, a vendor or a product that keep a case away.' },
};

/** Undefined where they cannot be shown in a field so that they come back as they were. */
function writeLines(lines: readonly (string | undefined)[]): string | undefined {
  const text = lines.join('\n');
  const comesBack = lines.every(
    (line) => line !== undefined && line !== '' && line.trim() === line && !/[\r\n]/.test(line),
  );
  return comesBack && text.length <= FIELD_LENGTH ? text : undefined;
}

function textField(
  blockId: string,
  { label, hint }: Question,
  text: string | undefined,
  actionId: (block: string) => string,
): types.KnownBlock {
  if (text === undefined) {
    return section(mrkdwn`*${esc(label)}* do not fit into this window and stay as they are.`);
  }
  return input(
    blockId,
    label,
    {
      type: 'plain_text_input',
      action_id: actionId(blockId),
      multiline: true,
      max_length: FIELD_LENGTH,
      ...(text !== '' && { initial_value: text }),
    },
    { optional: true, hint },
  );
}

function fromField({ from }: WatchlistContent, actionId: string): types.InputBlock {
  const options = PRIORITIES.map((each) => option(`${each}, ${PRIORITY_WORDS[each]}`, each));
  const initial = options.find(({ value }) => value === from);
  return input(
    'from',
    'From which priority on?',
    {
      type: 'static_select',
      action_id: actionId,
      placeholder: plain('Choose', 20),
      options,
      ...(initial !== undefined && { initial_option: initial }),
    },
    { hint: 'Cases of this priority and more urgent ones are told.' },
  );
}

function channelField({ channel }: WatchlistContent, actionId: string): types.InputBlock {
  return input(
    'channel',
    'Channel that is told',
    {
      type: 'conversations_select',
      action_id: actionId,
      placeholder: plain('Choose a channel', 50),
      filter: { include: ['public', 'private'] },
      ...(channel !== undefined && { initial_conversation: channel }),
    },
    {
      optional: true,
      hint: 'wardwatch must be in it: /invite @wardwatch. Without a channel the owner is told directly.',
    },
  );
}

function ownerField({ owner }: WatchlistContent, actionId: string): types.InputBlock {
  const userId = userIdOf(owner?.id);
  return input(
    'owner',
    'Owner',
    {
      type: 'users_select',
      action_id: actionId,
      placeholder: plain('Choose a person', 50),
      ...(userId !== undefined && { initial_user: userId }),
    },
    { optional: true, hint: 'Called in each alert that the list opens in its channel.' },
  );
}

function expiryField({ expiresOn }: WatchlistContent, actionId: string): types.InputBlock {
  return input(
    'expires',
    'Last day',
    {
      type: 'datepicker',
      action_id: actionId,
      placeholder: plain('Choose a day', 50),
      ...(expiresOn !== undefined && { initial_date: expiresOn }),
    },
    { optional: true, hint: 'The list holds until the end of this day. Empty: until it is changed.' },
  );
}

/** The Slack id in an actor's id; undefined where it is nobody of Slack. */
export function userIdOf(actorId: string | undefined): string | undefined {
  return /^slack:([UW][A-Z0-9]+)$/.exec(actorId ?? '')?.[1];
}
