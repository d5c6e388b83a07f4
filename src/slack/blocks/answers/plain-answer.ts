import { line, richText, words } from '../elements.ts';
import { esc } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';

/** One or two sentences. */
export function plainAnswer(sentences: string): SlackMessage {
  return { text: esc(sentences, 2_000), blocks: richText(line(words(sentences, 2_000))) };
}

/** In place of something that only named recipients may read. `id`: as the asker knows it. */
export function redAnswer(id: string): SlackMessage {
  return plainAnswer(
    `${id} is TLP:RED, which is for named recipients only: nothing of it is shown in Slack, not even its title. "wardwatch show ${id}" shows it to who may read it.`,
  );
}
