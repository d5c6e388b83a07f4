import type { types } from '@slack/bolt';
import { minuteOf } from '../../cases/apply-action.ts';
import { counted } from '../../cases/listed.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { ImportConfirmed, ImportCounts } from '../../ports/import-office.ts';
import type { EndedImport } from '../../ports/import-shelf.ts';
import { button, line, richText, words } from './elements.ts';
import { esc } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** Offers a preview of a CSV that somebody shared; by itself wardwatch imports nothing. */
export function importOffer(fileName: string, fileId: string): SlackMessage {
  return said(
    `Is ${fileName} an inventory? wardwatch can show what an import would change. Nothing is changed by that.`,
    [button('import:preview', 'Preview import', fileId, `Show what an import of ${fileName} would change`)],
  );
}

/** How far the work is. `buttons` stay where they stood, so that nothing is lost when wardwatch ends meanwhile. */
export function importProgress(fileName: string, done: string, buttons: readonly types.Button[] = []): SlackMessage {
  return said(`${fileName}: ${done}`, buttons);
}

/** Asks once more, with the number in words. */
export function importAsksAgain({
  id,
  removed,
  inventory,
}: Extract<ImportConfirmed, { kind: 'ask-again' }>): SlackMessage {
  return said(
    `This sync would remove ${counted(removed, 'asset')} (${numberWords(removed)}) of ${inventory}, because the file does not name them. Advisories on them would no longer be told. Is the file complete?`,
    [
      button('import:sure', `Import and remove ${removed}`, `${id}`),
      button('import:cancel', 'Cancel', `${id}`, 'Cancel the import'),
    ],
  );
}

/** The buttons below a preview. */
export function importButtons(id: number): readonly types.Button[] {
  return [
    button('import:confirm', 'Import', `${id}`, 'Import what is shown'),
    button('import:cancel', 'Cancel', `${id}`, 'Cancel the import'),
  ];
}

/** What was done, and the way back. */
export function importDone(
  done: Pick<Extract<ImportConfirmed, { kind: 'done' }>, 'counts' | 'undoUntil'> & { readonly number: number },
  by: string,
): SlackMessage {
  const { number, counts, undoUntil } = done;
  return said(
    `${by} imported it: ${countsWords(counts)} Stored advisories are matched again. This is change ${number} of the inventory; it can be undone until ${minuteOf(undoUntil)}.`,
    [button('import:undo', 'Undo', `${number}`, `Undo change ${number} of the inventory`)],
  );
}

/** In place of the result, after it was undone. */
export function importUndone(change: number, by: string): SlackMessage {
  return said(`${by} undid change ${change}: the inventory is again what it was before the import.`);
}

/** What came of a change, once everything is matched again: in the thread of what was said of it. */
export function importEffect(effect: string): SlackMessage {
  return said(`All stored advisories are matched again. ${effect}`);
}

/** An import that ended: who did what when. */
export function importEndedWords({ how, by, at }: EndedImport): string {
  return how === 'done'
    ? `${by} imported it, ${minuteOf(at)}.`
    : `${by} cancelled it, ${minuteOf(at)}. Nothing was changed.`;
}

/** In place of a preview that was thrown away. */
export const IMPORT_GONE =
  'This preview is no longer there: it is kept for 24 hours. Nothing was changed; share the file again.';

/** What an import changed, in numbers: a sentence. */
export function countsWords({ added, changed, removed, unchanged }: ImportCounts): string {
  return `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged.`;
}

function said(sentences: string, buttons: readonly types.Button[] = []): SlackMessage {
  return {
    text: esc(sentences, 2_000),
    blocks: [
      ...richText(line(words(sentences, 2_000))),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: [...buttons] }]),
    ],
  };
}
