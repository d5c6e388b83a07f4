import type { AlertMessage } from '../../domain/alert.ts';
import { countVerdicts, dueWords, PRIORITY_WORDS } from '../../domain/alert-words.ts';
import { bold, glue, glueBold, line, richText, section, titledList, words } from './elements.ts';
import { esc, joinMrkdwn, mention, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** What changed in a case, as a reply in the thread of its alert. `called`: the group or user whose attention it asks for. */
export function updateMessage(message: AlertMessage, changes: readonly string[], called?: string): SlackMessage {
  const standing = `${message.priority} ${PRIORITY_WORDS[message.priority]}, ${countVerdicts(message.assets)}`;
  const due = message.due === undefined ? '' : `, ${dueWords(message).toLowerCase()} ${message.due}`;
  const spoken = joinMrkdwn(
    changes.slice(0, MOST_CHANGES).map((change) => esc(change, 300)),
    ' ',
  );
  return {
    text: mrkdwn`Case ${esc(message.caseId, 40)}: ${spoken} Now ${esc(standing + due)}.`,
    blocks: [
      ...(called === undefined ? [] : [section(mrkdwn`For ${mention(called)}`)]),
      ...richText(line(bold(`${message.caseId} updated`, 80))),
      ...richText(titledList('What changed', 'bullet', changes, MOST_CHANGES, (change) => line(words(change)))),
      ...richText(line(glueBold('Now: '), glue(`${standing}${due}.`))),
    ],
  };
}

const MOST_CHANGES = 10;
