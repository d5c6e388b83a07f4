import { andMore, header, line, richText, words } from './elements.ts';
import { esc, joinMrkdwn, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** What the first poll of a source found, in one message. */
export function summaryMessage(title: string, lines: readonly string[]): SlackMessage {
  const spoken = joinMrkdwn(
    lines.slice(0, SPOKEN_LINES).map((one) => esc(one, 200)),
    ' ',
  );
  const items = lines.slice(0, MOST_LINES).flatMap((one) => line(words(one)));
  return {
    text: mrkdwn`${esc(title, 300)}. ${spoken}`,
    blocks: [
      header(title),
      ...richText(items.length === 0 ? [] : [{ type: 'rich_text_list', style: 'bullet', elements: items }]),
      ...richText(andMore(lines.length - MOST_LINES)),
    ],
  };
}

const MOST_LINES = 30;
const SPOKEN_LINES = 10;
