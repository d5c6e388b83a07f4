import type { webApi } from '@slack/bolt';
import { plainAnswer } from './blocks/answers/plain-answer.ts';
import type { SlackMessage } from './blocks/slack-message.ts';
import { validateMessage } from './validate/validate-payload.ts';
import type { SlackLog } from './web-client.ts';

/** A message in Slack. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** What wardwatch says to one person. Each throws where Slack does not take it. */
export interface Conversations {
  /** In the person's own conversation with wardwatch. */
  say(userId: string, message: SlackMessage): Promise<Place>;
  edit(place: Place, message: SlackMessage): Promise<void>;
  /** In the thread of a message. */
  reply(place: Place, message: SlackMessage): Promise<void>;
  /** In a channel or a thread of it, seen by nobody else. */
  whisper(
    place: { readonly channel: string; readonly threadTs?: string },
    userId: string,
    message: SlackMessage,
  ): Promise<void>;
}

/** Conversations over a Web API client. */
export function createConversations(client: webApi.WebClient, log: SlackLog): Conversations {
  const content = (message: SlackMessage) => {
    const violations = validateMessage(message);
    if (violations.length > 0) log('slack.message-not-sent', { violations: violations.slice(0, 5) });
    const { text, blocks } = violations.length === 0 ? message : plainAnswer(NOT_DRAWN);
    return { text, blocks: [...blocks] };
  };
  return {
    async say(userId, message) {
      const opened = await client.conversations.open({ users: userId });
      const posted = await client.chat.postMessage({
        ...content(message),
        channel: opened.channel?.id ?? userId,
        ...QUIET,
      });
      return { channel: posted.channel ?? '', ts: posted.ts ?? '' };
    },
    async edit({ channel, ts }, message) {
      await client.chat.update({ ...content(message), channel, ts, parse: 'none' });
    },
    async reply({ channel, ts }, message) {
      await client.chat.postMessage({ ...content(message), channel, thread_ts: ts, ...QUIET });
    },
    async whisper({ channel, threadTs }, userId, message) {
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      await client.chat.postEphemeral({ ...content(message), ...thread, channel, user: userId });
    },
  };
}

/** Slack follows no link of what is said. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

const NOT_DRAWN = 'This could not be drawn in Slack; the log of wardwatch says why.';
