import { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { chooseSources } from '../config/choose-sources.ts';
import { WardwatchError } from '../errors.ts';
import { pollInTurn } from '../pipeline/poll-in-turn.ts';
import { type CommonOptions, command, settingsOf, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch sources …`: where advisories come from. */
export function sourcesCommand(): Command {
  return new Command('sources')
    .description('Where advisories come from')
    .addCommand(listCommand())
    .addCommand(pollCommand())
    .addCommand(pauseCommand('pause', 'Stop polling a source until it is resumed'))
    .addCommand(pauseCommand('resume', 'Poll a paused source again'));
}

function listCommand(): Command {
  return command('list', 'List the sources with their last outcome', ['sources list']).action(
    async (options: CommonOptions) => {
      const sources = chooseSources(settingsOf(options));
      const states = await withStore(options, ({ store }) => store.sourceStates());
      const lines = sources.map((source) => {
        const state = states.find((each) => each.id === source.id);
        return {
          id: source.id,
          kind: source.kind,
          publisher: source.publisher.name,
          everyMinutes: Math.round(source.everyMs / 60_000),
          polledAt: state?.polledAt ?? null,
          succeededAt: state?.succeededAt ?? null,
          nextPollAt: state?.plan?.nextPollAt ?? null,
          failures: state?.failures ?? 0,
          paused: state?.paused ?? false,
          outcome: state?.outcome ?? 'never polled',
        };
      });
      if (options.json) for (const line of lines) printJson(line);
      else {
        printTable(
          ['source', 'kind', 'every', 'last success', 'next', 'publisher', 'outcome'],
          lines.map((line) => [
            line.id,
            line.kind,
            `${line.everyMinutes} min`,
            line.succeededAt?.slice(0, 16).replace('T', ' ') ?? '',
            line.paused ? '' : (line.nextPollAt?.slice(0, 16).replace('T', ' ') ?? 'at once'),
            line.publisher,
            outcomeWords(line),
          ]),
        );
      }
    },
  );
}

function outcomeWords(line: { readonly paused: boolean; readonly failures: number; readonly outcome: string }): string {
  if (line.paused) return `paused; "wardwatch sources resume" goes on. Before: ${line.outcome}`;
  return line.failures > 0 ? `failed ${line.failures} times: ${line.outcome}` : line.outcome;
}

function pauseCommand(name: 'pause' | 'resume', description: string): Command {
  return command(name, description, [`sources ${name} cisa-kev`])
    .argument('<id>', 'the source')
    .action(async (id: string, options: CommonOptions) => {
      const isPaused = name === 'pause';
      refuseUnknown(id, options);
      const changed = await withStore(options, ({ store }) =>
        store.setPaused(id, isPaused, whoIsHere(), systemClock.now()),
      );
      if (options.json) printJson({ source: id, paused: isPaused, changed });
      else print(`${id} ${changed ? 'is' : 'was already'} ${isPaused ? 'paused' : 'polled'}.`);
    });
}

function refuseUnknown(id: string, options: CommonOptions): void {
  if (chooseSources(settingsOf(options)).some((source) => source.id === id)) return;
  throw new WardwatchError('NOT_FOUND', `No source is called "${id}". "wardwatch sources list" names them.`);
}

function pollCommand(): Command {
  return command('poll', 'Poll one source now, read and match what is new', ['sources poll cisa-kev'])
    .argument('<id>', 'the source')
    .action(async (id: string, options: CommonOptions) => {
      const report = await withRunningApp(options, (app, progress) => {
        progress.step(`polling ${id}`);
        return pollInTurn(app.deps, id, { byHand: true });
      });
      if (options.json) printJson(report);
      else {
        if (report.outcome === 'paused') print(`${id} is paused; "wardwatch sources resume ${id}" goes on.`);
        else if (report.outcome === 'waiting') print(`${id} was not asked. ${report.because ?? ''}`);
        else if (report.outcome === 'refused') print(`${id} was not read: ${report.because ?? 'no reason given'}`);
        else print(`${id}: ${report.outcome}, ${report.offered} offered, ${report.newItemIds.length} new.`);
        if (report.movedTo !== undefined)
          print(`Its address has moved for good to ${report.movedTo}; write that into its file.`);
        printTable(
          ['not read', 'because'],
          report.refused.map((part) => [part.what, part.because]),
        );
      }
      if (report.outcome === 'refused' || report.outcome === 'waiting') process.exitCode = 1;
      else if (report.refused.length > 0) process.exitCode = 2;
    });
}
