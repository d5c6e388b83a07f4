import type { Tlp } from '../../domain/tlp.ts';
import type { Outgoing } from '../../ports/sink.ts';
import { mayShow } from '../audience.ts';
import { alertMessage } from './alert-message.ts';
import { digestMessage } from './digest-message.ts';
import { reminderMessage } from './reminder-message.ts';
import type { SlackMessage } from './slack-message.ts';
import { stormMessage } from './storm-message.ts';
import { summaryMessage } from './summary-message.ts';
import { updateMessage } from './update-message.ts';
import { withheldMessage, withheldUpdate } from './withheld-message.ts';

/** What is said in messages; files and images are not. */
export type Said = Exclude<Outgoing, { readonly kind: 'file' | 'chart' }>;

/** Slack's form of one thing to say, in a channel that may show so much. */
export function slackMessage(outgoing: Said, highest: Tlp): SlackMessage {
  switch (outgoing.kind) {
    case 'alert':
    case 'edit': {
      const called = outgoing.kind === 'alert' ? outgoing.mention : undefined;
      return mayShow(outgoing.message.tlp, highest)
        ? alertMessage(outgoing.message, called)
        : withheldMessage(outgoing.message, highest, called);
    }
    case 'update': {
      const { message, changes, mention } = outgoing;
      return mayShow(message.tlp, highest)
        ? updateMessage(message, changes, mention)
        : withheldUpdate(message.caseId, message.tlp, mention);
    }
    case 'summary':
      return summaryMessage(outgoing.title, outgoing.lines);
    case 'storm':
      return stormMessage(outgoing.rows, highest);
    case 'digest':
      return digestMessage(outgoing.digest, highest);
    case 'reminder':
      return reminderMessage(outgoing.reminder);
  }
}
