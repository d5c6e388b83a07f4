import type { AlertMessage } from '../../domain/alert.ts';
import { countVerdicts, PRIORITY_WORDS } from '../../domain/alert-words.ts';
import type { Tlp } from '../../domain/tlp.ts';
import { alertButtons } from './alert-buttons.ts';
import { context, header, section } from './elements.ts';
import { esc, mention, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/**
 * What a channel is told of a case whose TLP it may not show: that there is one, how urgent it is and where it can be read. No
 * word of the sources, no asset, no name.
 */
export function withheldMessage(message: AlertMessage, highest: Tlp, called?: string): SlackMessage {
  const { caseId, priority, tlp, assets, state } = message;
  const what = `${priority} ${PRIORITY_WORDS[priority]}: case ${caseId}, TLP:${tlp}`;
  const reason =
    tlp === 'RED'
      ? `TLP:RED is for named recipients only and is never shown in Slack.`
      : `This channel may show TLP:${highest} at most.`;
  return {
    text: mrkdwn`${esc(what)}. ${esc(countVerdicts(assets))}. ${esc(reason)} Read it with wardwatch show ${esc(caseId, 40)}.`,
    blocks: [
      header(what),
      ...(called === undefined ? [] : [section(mrkdwn`For ${mention(called)}`)]),
      section(
        mrkdwn`${esc(reason)} ${esc(countVerdicts(assets))}. Read it with \`wardwatch show ${esc(caseId, 40)}\`${tlp === 'RED' ? mrkdwn`` : mrkdwn`, or press "Details" if you have the right to`}.`,
      ),
      alertButtons({ caseId, state }),
      context(mrkdwn`TLP:${esc(tlp)}`),
    ],
  };
}

/** The same for something in its thread. */
export function withheldUpdate(caseId: string, tlp: Tlp, called?: string): SlackMessage {
  const words = `Case ${caseId} has news that is TLP:${tlp}, which may not be shown here.`;
  return {
    text: mrkdwn`${esc(words)} Read it with wardwatch show ${esc(caseId, 40)}.`,
    blocks: [
      ...(called === undefined ? [] : [section(mrkdwn`For ${mention(called)}`)]),
      section(mrkdwn`${esc(words)} Read it with \`wardwatch show ${esc(caseId, 40)}\`.`),
    ],
  };
}
