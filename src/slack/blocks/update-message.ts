import type { AlertMessage } from '../../domain/alert.ts';
import { countVerdicts, PRIORITY_WORDS } from '../../domain/alert-words.ts';
import { bold, glue, glueBold, line, richText, titledList, words } from './elements.ts';
import { esc, joinMrkdwn, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** What changed in a case, as a reply in the thread of its alert. */
export function updateMessage(message: AlertMessage, changes: readonly string[]): SlackMessage {
  const standing = `${message.priority} ${PRIORITY_WORDS[message.priority]}, ${countVerdicts(message.assets)}`;
  const due = message.due === undefined ? '' : `, due ${message.due}`;
  const spoken = joinMrkdwn(
    changes.slice(0, MOST_CHANGES).map((change) => esc(change, 300)),
    ' ',
  );
  return {
    text: mrkdwn`Case ${esc(message.caseId, 40)} changed: ${spoken} Now ${esc(standing + due)}.`,
    blocks: [
      ...richText(line(bold(`${message.caseId} updated`, 80))),
      ...richText(titledList('What changed', 'bullet', changes, MOST_CHANGES, (change) => line(words(change)))),
      ...richText(line(glueBold('Now: '), glue(`${standing}${due}.`))),
    ],
  };
}

const MOST_CHANGES = 10;
