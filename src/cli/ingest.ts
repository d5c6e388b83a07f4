import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Progress } from '../console/progress.ts';
import { WardwatchError } from '../errors.ts';
import { BY_HAND } from '../pipeline/deps.ts';
import { rangesOf } from '../pipeline/item-ranges.ts';
import { contentHash } from '../pipeline/poll.ts';
import { filesUnder, splitFile } from './advisory-files.ts';
import { type CommonOptions, command, withRunningApp } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/** `wardwatch ingest PATH…`: reads files and folders of advisories as if a source had offered them. */
export function ingestCommand(): Command {
  return command('ingest', 'Read advisories from files and folders (CSAF, KEV, feeds, HTML, PDF, text)', [
    'ingest alert.pdf',
    'ingest --source hhs-hc3 ~/Downloads/hc3-alert.pdf',
    'ingest advisories/ --json',
  ])
    .argument('<path...>', 'files or folders')
    .option('--source <id>', 'the configured source that published them')
    .action(async (paths: string[], options: CommonOptions & { source?: string }) => {
      const report = await withRunningApp(options, (app, progress) => ingest(app, progress, paths, options.source));
      if (options.json) for (const line of report) printJson(line);
      else printReport(report);
      if (report.some((line) => line.outcome === 'refused')) process.exitCode = 2;
    });
}

/** What became of a file. */
interface FileReport {
  readonly file: string;
  readonly kind?: string;
  readonly outcome: 'read' | 'known' | 'refused';
  readonly documents: number;
  readonly advisories: readonly string[];
  readonly because?: string;
}

async function ingest(
  app: App,
  progress: Progress,
  paths: readonly string[],
  source: string | undefined,
): Promise<FileReport[]> {
  const sourceId = source ?? BY_HAND.id;
  if (source !== undefined && !app.deps.sources.has(source)) {
    throw new WardwatchError('NOT_FOUND', `No source is called "${source}". "wardwatch sources list" names them.`);
  }
  const files = paths.flatMap(filesUnder);
  const batchId = await app.store.openBatch('ingest', `${files.length} files`, app.deps.clock.now());
  const taken: { file: string; kind?: string; itemIds: number[]; known: number; refused: string[] }[] = [];
  for (const [number, file] of files.entries()) {
    progress.step(`storing ${number + 1} of ${files.length}: ${file}`);
    const { items, refused } = splitFile(file);
    const itemIds: number[] = [];
    for (const item of items) {
      const hash = contentHash(app.deps, item);
      const id = await app.store.saveItem(sourceId, item, hash, app.deps.clock.now(), batchId);
      if (id !== undefined) itemIds.push(id);
    }
    await app.deps.queue.add('ingest', rangesOf(itemIds));
    const kind = items[0]?.format;
    const known = items.length - itemIds.length;
    taken.push({ file, itemIds, known, refused: refused.map((part) => part.because), ...(kind && { kind }) });
  }
  await app.store.completeBatch(batchId);
  await app.deps.queue.add('conclude', [{ batchId }]);
  await app.settled((left) =>
    progress.step(`${left.itemIds.length} documents to read, ${left.advisoryIds.length} advisories to match`),
  );
  const reports: FileReport[] = [];
  for (const each of taken) reports.push(await reportOn(app, each));
  return reports;
}

async function reportOn(
  app: App,
  taken: { file: string; kind?: string; itemIds: number[]; known: number; refused: string[] },
): Promise<FileReport> {
  const states = await app.store.itemStates(taken.itemIds);
  const advisories = [...new Set(states.flatMap((state) => state.advisoryId ?? []))];
  const because = [...taken.refused, ...states.flatMap((state) => state.because ?? [])];
  const outcome = advisories.length > 0 ? 'read' : because.length > 0 ? 'refused' : 'known';
  return {
    file: taken.file,
    ...(taken.kind !== undefined && { kind: taken.kind }),
    outcome,
    documents: taken.itemIds.length + taken.known,
    advisories,
    ...(because.length > 0 && { because: [...new Set(because)].join(' ') }),
  };
}

function printReport(report: readonly FileReport[]): void {
  const byKind = new Map<string, { files: number; documents: number; advisories: number }>();
  for (const line of report.filter((each) => each.outcome !== 'refused')) {
    const kind = line.kind ?? 'empty';
    const sum = byKind.get(kind) ?? { files: 0, documents: 0, advisories: 0 };
    sum.files += 1;
    sum.documents += line.documents;
    sum.advisories += line.advisories.length;
    byKind.set(kind, sum);
  }
  printTable(
    ['kind', 'files', 'documents', 'advisories'],
    [...byKind].sort().map(([kind, sum]) => [kind, `${sum.files}`, `${sum.documents}`, `${sum.advisories}`]),
  );
  const refused = report.filter((line) => line.because !== undefined);
  if (refused.length === 0) return;
  print(`\nNot read, or not whole (${refused.length}):`);
  for (const line of refused) {
    printWrapped(line.file, 2);
    printWrapped(line.because ?? '', 6);
  }
}
