import type { ImportPreview } from '../../ports/import-office.ts';
import { plainAnswer } from '../blocks/answers/plain-answer.ts';
import {
  IMPORT_GONE,
  importAsksAgain,
  importButtons,
  importDone,
  importEffect,
  importEndedWords,
  importOffer,
  importProgress,
  importUndone,
} from '../blocks/import-messages.ts';
import { importPreviewMessage } from '../blocks/import-preview.ts';
import { importModal } from '../blocks/modals/import.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import type { Surface } from './surface.ts';

/** What an import draws, from the offer to the result. */
export const IMPORT_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) => [
  ...Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'message', name, form, payload })),
  { surface: 'modal', name: 'import-file', form, payload: importModal() },
]);

function drawAll(form: Surface['form']): Readonly<Record<string, SlackMessage>> {
  const preview = previewSample(form);
  const { fileName, counts } = preview;
  const by = form === 'ordinary' ? 'dana.fox' : 'dana.fox '.repeat(100);
  const at = '2024-02-22T10:42:00.000Z';
  const undoUntil = '2024-02-23T10:42:00.000Z';
  return {
    'import-offer': importOffer(fileName, 'F0EXAMPLE1'),
    'import-progress': importProgress(fileName, '40000 rows are read.', importButtons(7)),
    'import-preview': importPreviewMessage(preview),
    'import-overtaken': importPreviewMessage(preview, true),
    'import-blocked': importPreviewMessage(blocked(preview)),
    'import-asks-again': importAsksAgain({ kind: 'ask-again', id: 7, removed: 214, inventory: 900 }),
    'import-done': importDone({ number: 12, counts, undoUntil }, by),
    'import-effect': importEffect('2 cases now affected (C-1 and C-4), 1 no longer affected (C-2).'),
    'import-undone': importUndone(12, by),
    'import-cancelled': plainAnswer(importEndedWords({ kind: 'ended', how: 'cancelled', at, by })),
    'import-gone': plainAnswer(IMPORT_GONE),
  };
}

function previewSample(form: Surface['form']): ImportPreview {
  const isOrdinary = form === 'ordinary';
  const long = (words: string): string => (isOrdinary ? words : Array.from({ length: 300 }, () => words).join(' '));
  const lines = (words: string) =>
    Array.from({ length: isOrdinary ? 2 : 5 }, (_, index) => ({ id: long(`RD-LAB-${index + 1}`), words: long(words) }));
  const because = long('It has no id.');
  return {
    id: 7,
    fileName: long('assets.csv'),
    sync: !isOrdinary,
    counts: isOrdinary
      ? { added: 2, changed: 2, removed: 0, unchanged: 57 }
      : { added: 100_000, changed: 100_000, removed: 100_000, unchanged: 100_000 },
    inventory: isOrdinary ? 59 : 300_000,
    added: lines('Example Imaging Example Remote Desk 23.9.8, Example Hospital'),
    changed: lines('version "19.2.24" → "23.9.8"; version_confirmed_at unknown → "2024-02-20"; observables'),
    removed: isOrdinary ? [] : lines('Example Imaging Example Viewer 4.1'),
    refused: {
      count: isOrdinary ? 1 : 100_000,
      first: lines('')
        .map((_, index) => ({ line: 4 + index, because }))
        .slice(0, isOrdinary ? 1 : 5),
    },
    notes: {
      count: isOrdinary ? 1 : 100_000,
      first: Array.from({ length: isOrdinary ? 1 : 5 }, () => ({ because: long('Columns left out: "Warranty".') })),
    },
    ...(!isOrdinary && { report: { name: 'import-preview.csv', title: long('What it would change'), content: '' } }),
    until: '2024-02-23T10:42:00.000Z',
  };
}

function blocked({ id: _, ...preview }: ImportPreview): ImportPreview {
  return { ...preview, blocked: 'A sync would remove the assets of rows that cannot be read.', sync: true };
}
