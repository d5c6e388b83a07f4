import { PRIORITY_WORDS } from '../../../domain/alert-words.ts';
import { dayOf } from '../../../domain/time.ts';
import { type WatchedProduct, watchedName } from '../../../domain/watch.ts';
import type { ToldStory, WouldTell } from '../../../ports/watchlist-office.ts';
import { bold, context, glue, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';

/** What people would have been told, had they watched for a product. What is TLP:RED is only counted. */
export function watchlistWouldTellAnswer(watched: WatchedProduct, told: WouldTell): SlackMessage {
  const shown = told.stories.filter(({ tlp }) => tlp !== 'RED');
  const red = told.stories.length - shown.length;
  const sentence = `${toldWords(watched, told)}${red === 0 ? '' : ` ${red} of them ${red === 1 ? 'is' : 'are'} TLP:RED and never shown in Slack.`}`;
  return {
    text: esc(sentence, 2_000),
    blocks: [
      ...richText([
        ...line(words(sentence, 600)),
        ...titledList('In the order of time', 'bullet', shown, 12, storyLine),
      ]),
      context(
        mrkdwn`Told again with the rules of now: ${told.revisions} revisions${told.leftOut === 0 ? mrkdwn`` : mrkdwn`, and ${told.leftOut} older ones left out`}. Nobody else was told.`,
      ),
    ],
  };
}

function toldWords(watched: WatchedProduct, { days, cards, updates }: WouldTell): string {
  const what = watchedName(watched);
  if (cards === 0) return `Watching for ${what} would have told you nothing in the last ${days} days.`;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `Watching for ${what} would have made ${count(cards, 'card')} and ${count(updates, 'update')} in the last ${days} days.`;
}

function storyLine({ title, firstAt, priority, updates, because }: ToldStory) {
  return line(
    bold(`${dayOf(firstAt)} ${priority}, ${PRIORITY_WORDS[priority]}`),
    glue(' · '),
    words(title || 'Without a title', 150),
    glue(updates === 0 ? '\n' : ` · ${updates} update${updates === 1 ? '' : 's'}\n`),
    words(because, 250),
  );
}
