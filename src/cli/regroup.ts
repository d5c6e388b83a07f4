import type { Command } from 'commander';
import { WardwatchError } from '../errors.ts';
import { regroupCases } from '../pipeline/regroup-cases.ts';
import type { Regrouping } from '../ports/group-office.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp } from './context.ts';
import { print, printJson } from './print.ts';

/** `wardwatch cases merge C-1 C-2`: the second one's advisories go to the first. */
export function mergeCommand(): Command {
  return command('merge', 'Put the advisories of one case into another', ['cases merge C-1 C-2'])
    .argument('<case>', 'the case that stays')
    .argument('<other>', 'the case whose advisories it takes in')
    .action((to: string, from: string, options: CommonOptions) => regroup({ from, to }, options));
}

/** `wardwatch cases split C-1 ADVISORY`: the named advisories become a case of their own. */
export function splitCommand(): Command {
  return command('split', 'Take advisories out of a case, into one of their own or another', [
    'cases split C-1 vendor:bulletin-7',
    'cases split C-1 vendor:bulletin-7 --to C-2',
  ])
    .argument('<case>', 'the case that they are in')
    .argument('<advisory...>', 'their ids, as "wardwatch show C-1" names them')
    .option('--to <case>', 'the case that takes them; a new one where absent')
    .action((from: string, advisoryIds: string[], options: CommonOptions & { readonly to?: string }) =>
      regroup({ from, advisoryIds, ...(options.to !== undefined && { to: options.to }) }, options),
    );
}

async function regroup(asked: Omit<Regrouping, 'actor'>, options: CommonOptions): Promise<void> {
  const outcome = await withRunningApp(options, (app) => regroupCases(app.deps, { ...asked, actor: whoIsHere() }));
  if (outcome.kind === 'refused') throw new WardwatchError('USAGE', outcome.because);
  const { from, to, words, undo } = outcome;
  if (options.json) printJson({ from: from.id, to: to.id, words, undo: `cases ${undo}` });
  else print(`${words} It holds, whatever comes later; "wardwatch cases ${undo}" takes it back.`);
}
