import type { Outgoing } from '../../ports/sink.ts';
import { alertMessage } from './alert-message.ts';
import type { SlackMessage } from './slack-message.ts';
import { summaryMessage } from './summary-message.ts';
import { updateMessage } from './update-message.ts';

/** Slack's form of one thing to say. */
export function slackMessage(outgoing: Outgoing): SlackMessage {
  switch (outgoing.kind) {
    case 'alert':
    case 'edit':
      return alertMessage(outgoing.message);
    case 'update':
      return updateMessage(outgoing.message, outgoing.changes);
    case 'summary':
      return summaryMessage(outgoing.title, outgoing.lines);
  }
}
