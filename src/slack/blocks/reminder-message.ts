import { counted } from '../../cases/listed.ts';
import type { StaleReminder } from '../../domain/digest.ts';
import { staleWords } from '../../domain/stale-version.ts';
import { confirmVersionButton } from './confirm-version.ts';
import { andMore, header, line, richText, words } from './elements.ts';
import { esc, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';
import { staleLine } from './stale-line.ts';

/** Asks an owner whether versions that nobody confirmed for long still hold, with a button that confirms those on the list. */
export function reminderMessage({ assets: { shown, total }, staleAfterDays }: StaleReminder): SlackMessage {
  const title = `${counted(total, 'version')} to confirm`;
  const sentence =
    `${total} of your assets ${total === 1 ? 'needs its version' : 'need their versions'} confirmed: ` +
    `nobody did for ${staleWords(staleAfterDays)}. ` +
    'Until then wardwatch cannot be sure whether an advisory touches them. Look at each before you confirm.';
  const confirm = confirmVersionButton(shown, 0);
  return {
    text: mrkdwn`${esc(sentence)}`,
    blocks: [
      header(title),
      ...richText([
        ...line(words(sentence)),
        { type: 'rich_text_list', style: 'bullet', elements: shown.flatMap(staleLine) },
        ...andMore(total - shown.length),
      ]),
      ...(confirm === undefined ? [] : [{ type: 'actions' as const, elements: [confirm] }]),
    ],
  };
}
