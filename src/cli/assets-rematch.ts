import type { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { counted } from '../cases/listed.ts';
import { WardwatchError } from '../errors.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson } from './print.ts';

/** `wardwatch assets rematch` */
export function rematchCommand(): Command {
  return command(
    'rematch',
    'Match everything that is stored again and triage open cases by the policy of now, or stop it',
    ['assets rematch', 'assets rematch --cancel'],
  )
    .option('--cancel', 'stop it; what is left keeps its matches of before, and "wardwatch assets rematch" goes on')
    .action(async (options: CommonOptions & { readonly cancel?: true }) => {
      const at = systemClock.now();
      if (options.cancel) {
        const left = await withStore(options, ({ store }) => store.holdRematch(whoIsHere(), at)).catch(sayWhereElse);
        return options.json ? printJson({ left }) : print(stoppedWords(left));
      }
      const advisories = await withRunningApp(options, async (app) => {
        const marked = await app.store.rematchByHand(whoIsHere(), at, app.deps.policy.version);
        await app.wake();
        return marked;
      });
      if (options.json) printJson({ advisories });
      else print(`${counted(advisories, 'advisory', 'advisories')} matched again.`);
    });
}

/** While another process holds the embedded database, what runs there is stopped there. */
function sayWhereElse(fault: unknown): never {
  if (!(fault instanceof WardwatchError) || fault.code !== 'DATA_FOLDER_IN_USE') throw fault;
  const words = `${fault.message} A re-match that runs there is stopped in Slack: "/ward status" and the home tab of wardwatch show it, with a button that stops it.`;
  throw new WardwatchError(fault.code, words, { cause: fault });
}

function stoppedWords(left: number): string {
  if (left === 0) return 'Nothing is being matched again.';
  const wait = `${counted(left, 'advisory', 'advisories')} ${left === 1 ? 'waits' : 'wait'} to be matched again`;
  return `Stopped. ${wait} and ${left === 1 ? 'keeps its' : 'keep their'} matches of before; "wardwatch assets rematch" goes on.`;
}
