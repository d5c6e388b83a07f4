import type { types } from '@slack/bolt';

/** What a reader sees of a text object: no stars for bold, no entities, a mention by its id. */
export function shownText({ type, text }: types.TextObject): string {
  const marked =
    type === 'mrkdwn' ? text.replace(/\*([^*\n]+)\*/g, '$1').replace(/<(?:!subteam\^|@)(\w+)>/g, '@$1') : text;
  return marked.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
