import { counted, listed } from '../../../cases/listed.ts';
import type { LocalDate } from '../../../domain/time.ts';
import { type Watchlist, WORD_LISTS, watchedName } from '../../../domain/watch.ts';
import { bold, context, glue, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { plainAnswer } from './plain-answer.ts';
import { type ShownWatchlist, termsOf, troublesOf } from './watchlist-standing.ts';

/** So many lists are shown. */
export const MOST_WATCHLISTS = 15;

/** Every watchlist in two lines, with what is wrong with it. */
export function watchlistListAnswer(lists: readonly ShownWatchlist[], today: LocalDate): SlackMessage {
  if (lists.length === 0) {
    return plainAnswer('There is no watchlist yet. "/watchlist create imaging" makes one under the name "imaging".');
  }
  const troubled = lists.filter((each) => troublesOf(each, today).length > 0).length;
  const look = troubled === 0 ? '' : ` ${troubled} may need a look.`;
  const sentence = `${counted(lists.length, 'watchlist')}.${look}`;
  return {
    text: esc(sentence),
    blocks: [
      ...richText([
        ...line(words(sentence)),
        ...titledList('Watchlists', 'bullet', lists, MOST_WATCHLISTS, (each) => listLine(each, today)),
      ]),
      context(mrkdwn`\`/watchlist show NAME\` shows one · \`/watchlist help\` says what else can be asked`),
    ],
  };
}

function listLine(shown: ShownWatchlist, today: LocalDate) {
  const { list } = shown;
  const troubles = troublesOf(shown, today);
  return line(
    bold(list.name, 40),
    glue(`: ${termsOf(shown)}`),
    glue('\n'),
    words(watchedWords(list), 300),
    glue(troubles.length === 0 ? '' : '\n'),
    words(troubles.length === 0 ? '' : `Look: ${troubles.join(' ')}`, 300),
  );
}

/** What a list watches for, at most five things by name. */
function watchedWords(list: Watchlist): string {
  const others = WORD_LISTS.filter((each) => each !== 'exclusions').flatMap((each) => list[each]);
  const all = [...list.products.map(watchedName), ...others.map((word) => `"${word}"`)];
  return all.length === 0 ? 'Nothing yet' : listed(all);
}
