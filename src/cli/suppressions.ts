import { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { breaksThrough, isInScope } from '../cases/suppression.ts';
import type { Case } from '../domain/case.ts';
import type { SuppressionScope } from '../domain/suppression.ts';
import { dayOf } from '../domain/time.ts';
import { WardwatchError } from '../errors.ts';
import { type CommonOptions, command, whoIsHere, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

type ScopeOptions = CommonOptions & SuppressionScope;

/** `wardwatch suppressions …`: what people do not want to be told of for a time. */
export function suppressionsCommand(): Command {
  return new Command('suppressions')
    .description('What is not to be told for a time: kept and listed, never lost; P1 and KEV are always told')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(previewCommand());
}

function scoped(name: string, description: string, examples: readonly string[]): Command {
  return command(name, description, examples)
    .option('--product <name>', 'every touched asset is this product')
    .option('--vendor <name>', 'every touched asset is of this vendor')
    .option('--site <name>', 'every touched asset stands at this site')
    .option('--source <id>', 'every advisory comes from this source')
    .option('--cve <id>', 'the case is about this flaw alone');
}

function addCommand(): Command {
  return scoped('add', 'Do not tell cases of a kind until a day', [
    'suppressions add --product "Example Viewer" --site Annex --reason "is taken down in May" --until 2026-05-31',
  ])
    .requiredOption('--reason <words>', 'why, for whoever asks later')
    .requiredOption('--until <day>', 'the last day on which it holds, e.g. 2026-05-31')
    .action(async (options: ScopeOptions & { readonly reason: string; readonly until: string }) => {
      const scope = scopeOf(options);
      const at = systemClock.now();
      const { until: expiresOn, reason } = options;
      if (!/^\d{4}-\d{2}-\d{2}$/.test(expiresOn) || expiresOn < dayOf(at)) {
        throw new WardwatchError('USAGE', `"${expiresOn}" is no day to come; expected one such as 2026-05-31.`);
      }
      const id = await withStore(options, ({ store }) =>
        store.addSuppression({ scope, reason, expiresOn, by: whoIsHere(), at }),
      );
      if (options.json) printJson({ id, scope, reason, expiresOn });
      else
        print(
          `${id} holds until ${expiresOn}: cases with ${scopeWords(scope)} are kept and not told, unless they are P1 or in KEV.`,
        );
    });
}

function listCommand(): Command {
  return command('list', 'List the suppressions', ['suppressions list']).action((options: CommonOptions) =>
    withStore(options, async ({ store }) => {
      const all = await store.suppressions();
      if (options.json) for (const each of all) printJson(each);
      else if (all.length === 0) print('Nothing is suppressed.');
      else {
        printTable(
          ['id', 'until', 'who', 'cases with', 'reason'],
          all.map(({ id, expiresOn, by, scope, reason }) => [id, expiresOn, by.name, scopeWords(scope), reason]),
        );
      }
    }),
  );
}

function removeCommand(): Command {
  return command('remove', 'End a suppression', ['suppressions remove S-1'])
    .argument('<id>', 'the suppression, e.g. S-1')
    .action(async (id: string, options: CommonOptions) => {
      const isGone = await withStore(options, ({ store }) =>
        store.removeSuppression(id, whoIsHere(), systemClock.now()),
      );
      if (!isGone)
        throw new WardwatchError(
          'NOT_FOUND',
          `No suppression is called "${id}". "wardwatch suppressions list" names them.`,
        );
      print(`${id} ends. What it hid, and is still open, is told within a minute of wardwatch running.`);
    });
}

function previewCommand(): Command {
  return scoped('preview', 'Say which of the stored cases a suppression would have hidden', [
    'suppressions preview --vendor "Example Vendor"',
  ]).action((options: ScopeOptions) =>
    withStore(options, async ({ store }) => {
      const scope = scopeOf(options);
      const meant = (await store.cases()).filter((each) => isInScope(each, scope));
      const hidden = meant.filter((each) => !breaksThrough(each));
      if (options.json)
        for (const each of meant) printJson({ case: each.id, hidden: !breaksThrough(each), title: each.title });
      else printPreview(hidden, meant.length - hidden.length, scope);
    }),
  );
}

function printPreview(hidden: readonly Case[], told: number, scope: SuppressionScope): void {
  print(`Of the stored cases ${hidden.length} with ${scopeWords(scope)} would not have been told.`);
  printTable(
    ['case', 'priority', 'title'],
    hidden.map(({ id, triage, title }) => [id, triage.priority, title]),
  );
  if (told > 0) print(`${told} more would have been told all the same: P1, or in KEV.`);
}

function scopeOf({ product, vendor, site, source, cve }: SuppressionScope): SuppressionScope {
  const scope = {
    ...(product !== undefined && { product }),
    ...(vendor !== undefined && { vendor }),
    ...(site !== undefined && { site }),
    ...(source !== undefined && { source }),
    ...(cve !== undefined && { cve }),
  };
  if (Object.keys(scope).length === 0) {
    throw new WardwatchError('USAGE', 'Say what is meant: --product, --vendor, --site, --source or --cve.');
  }
  return scope;
}

function scopeWords(scope: SuppressionScope): string {
  return Object.entries(scope)
    .map(([what, value]) => `${what} "${value}"`)
    .join(' and ');
}
