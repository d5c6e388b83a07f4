import type { Command } from 'commander';
import { textDefanger } from '../alerts/defang-text.ts';
import type { App } from '../app.ts';
import { counted } from '../cases/listed.ts';
import type { Progress } from '../console/progress.ts';
import { WardwatchError } from '../errors.ts';
import { findIndicators } from '../indicators/find.ts';
import { type Reread, readAgain, reingest } from '../pipeline/reingest.ts';
import type { DocumentChoice } from '../ports/document-shelf.ts';
import { readDate } from '../sources/formats/dates.ts';
import { appFor, type CommonOptions, command, progressOf, withRunningApp } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

interface ReingestOptions extends CommonOptions {
  readonly source?: string;
  readonly since?: string;
  readonly dryRun?: true;
}

/** `wardwatch reingest`: reads stored documents with the readers of today, as after an upgrade. */
export function reingestCommand(): Command {
  return command(
    'reingest',
    'Read stored documents again, as after an upgrade; what is read otherwise is a new revision',
    ['reingest --dry-run', 'reingest --source cisa-kev --since 2024-01-01', 'reingest cisa-kev:CVE-2024-1709 --json'],
  )
    .argument('[item...]', 'documents or advisories by name (source:id); all where none is named')
    .option('--source <id>', 'only what this source offered')
    .option('--since <date>', 'only what was fetched on that day (UTC) or later')
    .option('--dry-run', 'say what would be read otherwise, and store nothing')
    .action(async (ids: string[], options: ReingestOptions) => {
      const choice = choiceOf(ids, options);
      const rereads = options.dryRun ? await preview(choice, options) : await readForGood(choice, options);
      if (options.json) for (const { itemId: _, ...line } of rereads) printJson(line);
      else printRereads(rereads, options.dryRun === true);
    });
}

function choiceOf(ids: readonly string[], { source, since }: ReingestOptions): DocumentChoice {
  const day = readDate(since);
  if (since !== undefined && day === undefined)
    throw new WardwatchError('USAGE', `"${since}" is no date; expected a day, e.g. --since 2024-01-31.`);
  return {
    ...(source !== undefined && { sourceId: source }),
    ...(day !== undefined && { since: day }),
    ...(ids.length > 0 && { ids }),
  };
}

/** Nothing of the app runs, so that nothing is stored or said. */
async function preview(choice: DocumentChoice, options: ReingestOptions): Promise<readonly Reread[]> {
  const progress = progressOf(options);
  const app = await appFor(options, progress);
  try {
    return await rereadAll(app, choice, progress);
  } finally {
    progress.clear();
    await app.close();
  }
}

function readForGood(choice: DocumentChoice, options: ReingestOptions): Promise<readonly Reread[]> {
  return withRunningApp(options, async (app, progress) => {
    const rereads = await rereadAll(app, choice, progress);
    await reingest(app.deps, rereads, counted(rereads.length, 'document'));
    return rereads;
  });
}

async function rereadAll(app: App, choice: DocumentChoice, progress: Progress): Promise<readonly Reread[]> {
  const documents = await app.store.documentsRead(choice);
  if (documents.length === 0 && choice.ids !== undefined)
    throw new WardwatchError(
      'NOT_FOUND',
      `No stored document is called ${choice.ids.join(' or ')}. "wardwatch advisories" lists what was read.`,
    );
  const rereads: Reread[] = [];
  for (const [number, document] of documents.entries()) {
    progress.step(`reading ${number + 1} of ${documents.length}: ${document.id}`);
    rereads.push(safe(await readAgain(app.deps, document)));
  }
  return rereads;
}

/** Words of documents may hold live indicators. */
function safe(reread: Reread): Reread {
  return { ...reread, changes: reread.changes.map((words) => textDefanger(findIndicators(words))(words)) };
}

function printRereads(rereads: readonly Reread[], isDry: boolean): void {
  const named = (outcome: Reread['outcome']) => rereads.filter((one) => one.outcome === outcome);
  const [changed, added, refused] = [named('changed'), named('new'), named('refused')];
  for (const { advisory = '', changes } of changed) {
    printWrapped(advisory);
    for (const change of changes) printWrapped(change, 2, '- ');
  }
  printTable(
    ['not read', 'because'],
    refused.map(({ document, because = '' }) => [document, because]),
  );
  const would = isDry ? 'would be' : 'was';
  print(
    `${counted(rereads.length, 'document')} read: ${changed.length} ${would} read otherwise, ${added.length} ${would} new, ` +
      `${refused.length} not read, ${named('same').length} as before.`,
  );
}
