import type { Command } from 'commander';
import { alertMessage } from '../alerts/message.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import type { Case } from '../domain/case.ts';
import { statusOf } from '../domain/handling.ts';
import { PRIORITIES } from '../domain/triage.ts';
import { type CommonOptions, command, withStore } from './context.ts';
import { print, printJson, printStill, printTable } from './print.ts';
import { mergeCommand, splitCommand } from './regroup.ts';

/** `wardwatch cases`: the stories that touch the organisation, most urgent first. */
export function casesCommand(): Command {
  return command('cases', 'List the cases, most urgent first; merge and split them', ['cases', 'cases --json'])
    .enablePositionalOptions()
    .addCommand(mergeCommand())
    .addCommand(splitCommand())
    .action((options: CommonOptions) =>
      withStore(options, async ({ store }) => {
        const { rematch } = await store.pending();
        const cases = (await store.cases()).filter((each) => !isEmptied(each)).sort(byUrgency);
        if (options.json) for (const each of cases) printJson(caseLine(each));
        else printCases(cases);
        if (!options.json) printStill(rematch);
      }),
    );
}

/** One line of `wardwatch cases --json`; indicators are defanged. */
export function caseLine(each: Case): Readonly<Record<string, unknown>> {
  const message = alertMessage(each, {});
  return {
    case: each.id,
    priority: each.triage.priority,
    title: each.title,
    status: statusOf(each.handling),
    reasons: message.reasons,
    assets: message.assets.map(({ id, verdict }) => ({ id, verdict })),
    advisories: each.members.map((member) => member.advisory.id),
    sources: message.sources.map((source) => source.publisher),
    indicators: message.indicators.map((indicator) => indicator.shown),
    cves: message.cves.map((cve) => cve.id),
    due: message.due ?? null,
  };
}

function byUrgency(a: Case, b: Case): number {
  return PRIORITIES.indexOf(a.triage.priority) - PRIORITIES.indexOf(b.triage.priority);
}

function printCases(cases: readonly Case[]): void {
  if (cases.length === 0) {
    print('No case is open: no advisory read so far touches an asset of the inventory.');
    return;
  }
  printTable(
    ['case', 'priority', 'due', 'assets', 'sources', 'status', 'title'],
    cases.map((each) => [
      each.id,
      each.triage.priority,
      each.triage.due ?? '',
      `${each.assets.length}`,
      `${each.members.length}`,
      statusOf(each.handling),
      each.title,
    ]),
  );
}
