import type { types } from '@slack/bolt';
import type { LocalDate } from '../../../domain/time.ts';
import { WORD_LISTS, type WordList, watchedName } from '../../../domain/watch.ts';
import { button, line, richText, titledList, words } from '../elements.ts';
import { esc } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { type ShownWatchlist, termsOf, troublesOf } from './watchlist-standing.ts';

/** The button that opens a list's window. */
export const EDIT_ACTION = 'watchlist:edit';

/** A list with everything that it watches for. */
export function watchlistShowAnswer(shown: ShownWatchlist, today: LocalDate): SlackMessage {
  const { list } = shown;
  const sentence = `Watchlist ${list.name}: ${termsOf(shown)}.`;
  const troubles = troublesOf(shown, today);
  return {
    text: esc(`${sentence} ${troubles.join(' ')}`.trim(), 2_000),
    blocks: [
      ...richText([
        ...line(words(sentence, 500)),
        ...titledList('Look', 'bullet', troubles, 5, (trouble) => line(words(trouble, 300))),
        ...titledList('Products', 'bullet', list.products, 25, (one) => line(words(watchedName(one), 150))),
        ...WORD_LISTS.flatMap((each) => wordList(each, list[each])),
      ]),
      editButton(list.name),
    ],
  };
}

const TITLES: Readonly<Record<WordList, string>> = {
  vendors: 'Vendors',
  suppliers: 'Suppliers',
  sites: 'Sites',
  keywords: 'Words in a title',
  exclusions: 'Left out',
};

function wordList(list: WordList, entries: readonly string[]): types.RichTextBlockElement[] {
  return titledList(TITLES[list], 'bullet', entries, 12, (word) => line(words(word, 100)));
}

function editButton(name: string): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: 'watchlist:actions',
    elements: [button(EDIT_ACTION, 'Edit', name, `Edit the watchlist ${name}`)],
  };
}
