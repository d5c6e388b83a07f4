import type { CommandUsage } from '../../commands/command-usage.ts';
import { glue, line, richText, titledList } from '../elements.ts';
import { esc, joinMrkdwn, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { typed } from './typed.ts';

/** What a command can do, and the fields that a search takes. */
export function helpAnswer(
  usage: readonly CommandUsage[],
  fields: readonly { readonly example: string; readonly finds: string }[] = [],
): SlackMessage {
  const spoken = usage.map((one) => mrkdwn`${esc(one.usage)}: ${esc(one.does)}`);
  return {
    text: joinMrkdwn(spoken, ' '),
    blocks: richText([
      ...titledList('What you can ask', 'bullet', usage, usage.length, (one) =>
        line(typed(one.usage), glue(`  ${one.does}`)),
      ),
      ...titledList('Fields of a search: an advisory is found if it …', 'bullet', fields, fields.length, (field) =>
        line(typed(field.example), glue(`  ${field.finds}`)),
      ),
    ]),
  };
}
