import type { types } from '@slack/bolt';

/** What Slack is sent: blocks for the eye, `text` for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}
