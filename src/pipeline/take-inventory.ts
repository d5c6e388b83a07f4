import { WardwatchError } from '../errors.ts';
import type { ImportReport } from '../ports/inventory-import.ts';
import type { InventoryOrigin, OriginLook } from '../ports/inventory-origin.ts';
import type { Cursor } from '../ports/source.ts';
import { matchChanged } from './change-assets.ts';
import type { PipelineDeps } from './deps.ts';
import { importInventory } from './import-inventory.ts';

/** More files are taken at the next look. */
const MOST_FILES = 50;

/**
 * Looks at a place where exports of the inventory are put, and imports what is new there. What cannot be imported, or needs a
 * person's yes, is kept as the place's trouble, which is told where those of sources are, and is not tried again until it
 * changes. The cursor moves with the outcome: whatever is interrupted is taken again, and then there is nothing to change.
 */
export async function takeInventory(deps: PipelineDeps, origin: InventoryOrigin): Promise<void> {
  const { store, clock, http, log } = deps;
  const state = await store.sourceState(origin.id);
  if (state.paused) return;
  let { cursor } = state;
  for (let files = 0; files < MOST_FILES; files += 1) {
    const look = await origin.look(cursor, http);
    if (look.kind === 'refused') {
      log.warn('inventory not read', { origin: origin.name, because: look.because });
      return store.pollRefused(origin.id, clock.now(), look.because);
    }
    if (look.kind === 'nothing') return keepLook(deps, origin, cursor, look.cursor, files > 0);
    const outcome = await takeFile(deps, origin, look);
    if (outcome.kind === 'again') return;
    if (outcome.kind === 'imported') {
      cursor = look.cursor;
      log.info('inventory imported', { origin: origin.name, outcome: outcome.words });
      await store.pollSucceeded(origin.id, clock.now(), outcome.words, cursor, true);
    } else {
      cursor = { ...look.cursor, trouble: { file: look.file.name, because: outcome.because } };
      log.warn('inventory not imported', { origin: origin.name, because: outcome.because });
      await store.pollRefused(origin.id, clock.now(), outcome.because, cursor);
    }
  }
}

/** What was refused before stays the last word while it lies there. */
async function keepLook(
  { store, clock }: PipelineDeps,
  origin: InventoryOrigin,
  before: Cursor | undefined,
  after: Cursor,
  isSaid: boolean,
): Promise<void> {
  const hasMoved = JSON.stringify(before) !== JSON.stringify(after);
  if (isSaid && !hasMoved) return;
  const trouble = (after.trouble ?? {}) as { readonly because?: unknown };
  if (typeof trouble.because !== 'string') {
    await store.pollSucceeded(origin.id, clock.now(), 'nothing new', hasMoved ? after : undefined);
  } else if (hasMoved) await store.pollRefused(origin.id, clock.now(), trouble.because, after);
}

type FileTaken =
  | { readonly kind: 'imported'; readonly words: string }
  | { readonly kind: 'refused'; readonly because: string }
  /** Somebody changed the inventory meanwhile: the next look tries it again. */
  | { readonly kind: 'again' };

async function takeFile(
  deps: PipelineDeps,
  origin: InventoryOrigin,
  { file, at }: Extract<OriginLook, { kind: 'file' }>,
): Promise<FileTaken> {
  const { name, mapping, sync } = origin;
  const actor = { id: origin.id, name: `${file.name} in ${name}` };
  try {
    const pieces = deps.readInventory(file, mapping === undefined ? {} : { mapping });
    const outcome = await importInventory(deps, pieces, { sync, dryRun: false, actor }, SILENT);
    const { report } = outcome;
    if (outcome.kind === 'done') await matchChanged(deps, outcome.change);
    if (outcome.kind === 'overtaken') return { kind: 'again' };
    if (outcome.kind === 'asks') return { kind: 'refused', because: askingWords(at, origin, report) };
    if (outcome.kind === 'unread-rows') {
      const because = `${at}: ${refusedWords(report)}, and a sync would remove their assets, so nothing was changed. Correct the export.`;
      return { kind: 'refused', because };
    }
    return { kind: 'imported', words: outcomeWords(file.name, report) };
  } catch (fault) {
    if (!(fault instanceof WardwatchError) || fault.code !== 'INVENTORY_UNREADABLE') throw fault;
    return { kind: 'refused', because: `${at}: ${fault.message}` };
  }
}

const ignore = () => undefined;
const SILENT = { onRows: ignore, onCompared: ignore, onChange: async () => undefined, onWritten: ignore };

function outcomeWords(fileName: string, report: ImportReport): string {
  const { added, changed, removed, unchanged } = report.counts;
  const refused = report.refused.count > 0 ? `, ${refusedWords(report)}` : '';
  return `${fileName}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged${refused}`;
}

function refusedWords({ refused: { count, first } }: ImportReport): string {
  const [one] = first;
  const rows = count === 1 ? '1 row was not read' : `${count} rows were not read`;
  return one === undefined ? rows : `${rows} (line ${one.line}: ${one.because})`;
}

function askingWords(at: string, { mapping }: InventoryOrigin, { counts, inventory }: ImportReport): string {
  const more = mapping === undefined ? '' : ` --mapping ${mapping}`;
  const isAddress = /^https?:/.test(at);
  const todo = isAddress ? 'save what it answers as FILE and run' : 'run';
  return `${at}: a sync would remove ${counts.removed} of ${inventory} assets, which is more than 20 %, so nothing was changed. If it is right, ${todo} "wardwatch assets import ${isAddress ? 'FILE' : at} --sync${more} --yes-remove ${counts.removed}".`;
}
