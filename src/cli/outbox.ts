import { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { type CommonOptions, command, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

const MOST_LISTED = 200;

/** `wardwatch outbox …`: what could not be said, and saying it after all. */
export function outboxCommand(): Command {
  return new Command('outbox')
    .description('What could not be said yet, and why')
    .addCommand(listCommand())
    .addCommand(retryCommand());
}

function listCommand(): Command {
  return command('list', 'List messages that were refused, or whose outcome is not known', ['outbox list']).action(
    async (options: CommonOptions) => {
      const rows = await withStore(options, ({ store }) => store.troubledOutbox(MOST_LISTED));
      const lines = rows.map(({ outgoing, state, attempts, because }) => ({
        key: outgoing.key,
        channel: outgoing.channel,
        state,
        attempts,
        because: because ?? '',
      }));
      if (options.json) for (const line of lines) printJson(line);
      else if (lines.length === 0) print('Everything that was to be said has been said, or is on its way.');
      else {
        printTable(
          ['message', 'channel', 'state', 'attempts', 'because'],
          lines.map((line) => [line.key, line.channel, line.state, `${line.attempts}`, line.because]),
        );
      }
    },
  );
}

function retryCommand(): Command {
  return command('retry', 'Say what was refused once more, after its cause is mended', [
    'outbox retry',
    'outbox retry --channel C0123456789',
  ])
    .option('--channel <id>', 'only what was refused by this channel')
    .action(async (options: CommonOptions & { readonly channel?: string }) => {
      const revived = await withRunningApp(options, async (app) => {
        const count = await app.store.reviveDead(systemClock.now(), options.channel);
        await app.wake();
        return count;
      });
      if (options.json) printJson({ revived });
      else
        print(
          revived === 0
            ? 'Nothing was refused.'
            : `${revived} messages were tried again; "wardwatch outbox list" shows what is left.`,
        );
    });
}
