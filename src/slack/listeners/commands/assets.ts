import type { Middleware, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { mrkdwn } from '../../blocks/safe-text.ts';
import { splitVerb } from '../../commands/command-usage.ts';
import { type ListenerContext, tell } from '../context.ts';
import { importVerb } from '../imports.ts';

/** `/assets`: acknowledged at once. It knows `import`. */
export function assetsCommand(context: ListenerContext): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ ack, command, respond }) => {
    await ack();
    const asked = { userId: command.user_id, triggerId: command.trigger_id, respond };
    if (splitVerb(command.text).verb === 'import') return importVerb(asked, context);
    await tell(respond, mrkdwn`\`/assets import\` takes an inventory as CSV.`, context.log);
  };
}
