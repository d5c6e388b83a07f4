import type { App } from '@slack/bolt';
import { esc, joinMrkdwn, mrkdwn } from '../blocks/safe-text.ts';
import { type ListenerContext, tell } from './context.ts';

/** What stands before the colon of every action id that a listener takes. */
const TAKEN_ACTIONS = [
  ...[
    'case',
    'snooze',
    'assign',
    'resolve',
    'remediate',
    'not-affected',
    'advisory',
    'import',
    'watchlist',
    'text',
    'assets',
    'names',
    'group',
    'silence',
    'rematch',
  ],
];
/** The slash commands that a listener takes. */
const TAKEN_COMMANDS = ['advisory', 'ward', 'assets', 'watchlist'];

/** What no other listener takes is answered in words: a button of another version, a command that only Slack knows. */
export function registerUnknown(app: App, { log }: Pick<ListenerContext, 'log'>): void {
  app.action(new RegExp(`^(?!(${TAKEN_ACTIONS.join('|')}):)`), async ({ ack, respond }) => {
    await ack();
    await tell(
      respond,
      mrkdwn`This button is of another version of wardwatch. \`/advisory help\` says how to ask instead.`,
      log,
    );
  });
  app.command(new RegExp(`^/(?!(${TAKEN_COMMANDS.join('|')})$)`), async ({ ack, respond }) => {
    await ack();
    await tell(
      respond,
      mrkdwn`wardwatch knows ${joinMrkdwn(
        TAKEN_COMMANDS.map((name) => mrkdwn`\`/${esc(name)} help\``),
        ', ',
      )}, and no other command.`,
      log,
    );
  });
}
