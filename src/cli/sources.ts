import { Command } from 'commander';
import { conditionWords } from '../alerts/source-words.ts';
import { systemClock } from '../app-store.ts';
import { chooseSources } from '../config/choose-sources.ts';
import { WardwatchError } from '../errors.ts';
import { pollInTurn } from '../pipeline/poll-in-turn.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { SourceLine } from '../ports/front-office.ts';
import type { SourceKind } from '../ports/source.ts';
import { type CommonOptions, command, settingsOf, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';
import { addSourceCommand } from './source-add.ts';
import { showSourceCommand } from './source-show.ts';
import { testSourceCommand } from './source-test.ts';

/** `wardwatch sources …`: where advisories come from. */
export function sourcesCommand(): Command {
  return new Command('sources')
    .description('Where advisories come from')
    .addCommand(listCommand())
    .addCommand(showSourceCommand())
    .addCommand(testSourceCommand())
    .addCommand(addSourceCommand())
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
  return command('list', 'List the sources: how each is doing, and its last outcome', ['sources list']).action(
    async (options: CommonOptions) => {
      const sources = new Map(chooseSources(settingsOf(options)).map((source) => [source.id, source]));
      const lines = await withStore(options, ({ store }) =>
        readSources({ store, sources, origins: new Map() }, systemClock.now()),
      );
      if (options.json) for (const line of lines) printJson(jsonLine(line, sources.get(line.id)?.kind));
      else {
        printTable(
          ['source', 'state', 'every', 'last read', 'next', 'publisher', 'outcome'],
          lines.map((line) => [
            line.id,
            conditionWords(line).replace(/ since .*/, ''),
            `${Math.round(line.everyMs / 60_000)} min`,
            line.succeededAt?.slice(0, 16).replace('T', ' ') ?? '',
            line.paused ? '' : (line.plan?.nextPollAt?.slice(0, 16).replace('T', ' ') ?? 'at once'),
            line.publisher,
            outcomeWords(line),
          ]),
        );
      }
    },
  );
}

function jsonLine(line: SourceLine, kind: SourceKind | undefined) {
  const { id, publisher, everyMs, failures, paused, condition, since, standsByFor } = line;
  return {
    ...{ id, kind, publisher, everyMinutes: Math.round(everyMs / 60_000), condition, since: since ?? null },
    ...{ polledAt: line.polledAt ?? null, succeededAt: line.succeededAt ?? null, failures, paused },
    ...{ nextPollAt: line.plan?.nextPollAt ?? null, outcome: line.outcome ?? 'never polled' },
    ...(standsByFor !== undefined && { standsByFor }),
  };
}

function outcomeWords({ paused, failures, outcome = 'never polled' }: SourceLine): string {
  if (paused) return `paused; "wardwatch sources resume" goes on. Before: ${outcome}`;
  return failures > 0 ? `failed ${failures} times: ${outcome}` : outcome;
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
  return command('poll', 'Poll one source now, read and match what is new', [
    'sources poll cisa-kev',
    'sources poll cisa-kev --accept-smaller',
  ])
    .argument('<id>', 'the source')
    .option('--accept-smaller', 'take a catalogue as it is that holds far less than at its last read')
    .action(async (id: string, options: CommonOptions & { readonly acceptSmaller?: true }) => {
      const { acceptSmaller = false } = options;
      const report = await withRunningApp(options, (app, progress) => {
        progress.step(`polling ${id}`);
        return pollInTurn(app.deps, id, { byHand: true, acceptSmaller });
      });
      if (options.json) printJson(report);
      else {
        if (report.outcome === 'paused') print(`${id} is paused; "wardwatch sources resume ${id}" goes on.`);
        else if (report.outcome === 'standing by')
          print(`${id} stands by: it is polled while another source cannot be.`);
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
