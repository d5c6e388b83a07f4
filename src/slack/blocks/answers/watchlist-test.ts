import { PRIORITY_WORDS, VERDICT_WORDS } from '../../../domain/alert-words.ts';
import { productName } from '../../../domain/product-name.ts';
import { type WatchedProduct, watchedName } from '../../../domain/watch.ts';
import type { WatchTest, WouldRaise } from '../../../ports/watchlist-office.ts';
import { bold, context, glue, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { typed } from './typed.ts';

/** What watching for a product would have raised, most urgent first. What is TLP:RED is only counted. */
export function watchlistTestAnswer(watched: WatchedProduct, { raised, warning }: WatchTest): SlackMessage {
  const shown = raised.filter(({ tlp }) => tlp !== 'RED');
  const red = raised.length - shown.length;
  const sentence = `${raisedWords(watched, raised.length)}${red === 0 ? '' : ` ${redWords(red)}`}`;
  const perhaps = (warning?.nearest ?? []).map((named) => `"${productName(named)}"`).join(' or ');
  const hint = `${warning?.because ?? ''}${perhaps === '' ? '' : ` Did you mean ${perhaps}?`}`;
  return {
    text: esc(`${sentence} ${hint}`.trim(), 2_000),
    blocks: [
      ...richText([
        ...line(words(sentence, 500)),
        ...line(words(hint, 800)),
        ...titledList('Most urgent first', 'bullet', shown, 12, raisedLine),
      ]),
      context(
        mrkdwn`Nothing was changed. \`/watchlist add NAME PRODUCT [VERSION]\` watches from now on. Working on what it would have told you, and when…`,
      ),
    ],
  };
}

function raisedWords(watched: WatchedProduct, count: number): string {
  const what = watchedName(watched);
  if (count === 0) return `Of what was read so far, nothing is about ${what}.`;
  const name = count === 1 ? '1 advisory names' : `${count} advisories name`;
  return `Watching for ${what}: ${name} it.`;
}

function redWords(red: number): string {
  return `${red} of them ${red === 1 ? 'is' : 'are'} TLP:RED and never shown in Slack; "wardwatch watchlists test" shows them.`;
}

function raisedLine({ advisoryId, title, priority, verdict, because }: WouldRaise) {
  return line(
    bold(`${priority}, ${PRIORITY_WORDS[priority]}: ${VERDICT_WORDS[verdict]}`),
    glue(' · '),
    words(title || 'Without a title', 150),
    glue('\n'),
    words(because, 250),
    glue(' '),
    typed(advisoryId, 100),
  );
}
