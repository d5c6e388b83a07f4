import { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { chooseSources } from '../config/choose-sources.ts';
import { WardwatchError } from '../errors.ts';
import { pollSource } from '../pipeline/poll.ts';
import { type CommonOptions, command, settingsOf, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch sources …`: where advisories come from. */
export function sourcesCommand(): Command {
  return new Command('sources')
    .description('Where advisories come from')
    .addCommand(listCommand())
    .addCommand(pollCommand())
    .addCommand(pauseCommand('pause', 'Stop polling a source until it is resumed'))
    .addCommand(pauseCommand('resume', 'Poll a paused source again'))
    .addHelpText('after', POSTING);
}

/** How a document is posted to a source of kind webhook, for whoever writes the sender. */
const POSTING = `
Posting to a source of kind webhook, here "siem", whose secret stands in SIEM_SECRET:
  $ body='{"title":"Pump alert","text":"Example Pump before 3.2 can be stopped.","link":"https://example.com/1"}'
  $ time=$(date +%s)
  $ sign=$(printf '%s.%s' "$time" "$body" | openssl dgst -sha256 -hmac "$SIEM_SECRET" -r | cut -d' ' -f1)
  $ curl -H 'Content-Type: application/json' -H "X-Wardwatch-Timestamp: $time" \\
      -H "X-Wardwatch-Signature: v1=$sign" --data-binary "$body" http://127.0.0.1:3001/hooks/siem
Instead of text: html, markdown, csaf, cve, nvd or osv; guid and publishedAt too. Or a document alone, by its content type.`;

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
          failures: state?.failures ?? 0,
          paused: state?.paused ?? false,
          outcome: state?.outcome ?? 'never polled',
        };
      });
      if (options.json) for (const line of lines) printJson(line);
      else {
        printTable(
          ['source', 'kind', 'every', 'last success', 'publisher', 'outcome'],
          lines.map((line) => [
            line.id,
            line.kind,
            `${line.everyMinutes} min`,
            line.succeededAt?.slice(0, 16).replace('T', ' ') ?? '',
            line.publisher,
            outcomeWords(line),
          ]),
        );
      }
    },
  );
}

function outcomeWords(line: { readonly paused: boolean; readonly failures: number; readonly outcome: string }): string {
  if (line.paused) return 'paused; "wardwatch sources resume" goes on';
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
        return pollSource(app.deps, id);
      });
      if (options.json) printJson(report);
      else {
        if (report.outcome === 'paused') print(`${id} is paused; "wardwatch sources resume ${id}" goes on.`);
        else if (report.outcome === 'refused') print(`${id} was not read: ${report.because ?? 'no reason given'}`);
        else print(`${id}: ${report.outcome}, ${report.offered} offered, ${report.newItemIds.length} new.`);
        printTable(
          ['not read', 'because'],
          report.refused.map((part) => [part.what, part.because]),
        );
      }
      if (report.outcome === 'refused') process.exitCode = 1;
      else if (report.refused.length > 0) process.exitCode = 2;
    });
}
