import type { types } from '@slack/bolt';
import { input, modal, option } from '../elements.ts';
import { chosenIn, fileIn, type Read, type ViewState } from './read-state.ts';

/** What a person wants to import: a file of Slack, and whether what it does not name goes. */
export interface ImportWish {
  readonly fileId: string;
  readonly sync: boolean;
}

/** Asks for a CSV and for what it may do. */
export function importModal(): types.ModalView {
  const modes = MODES.map(({ value, text, description }) => option(text, value, description));
  const [first] = modes;
  return modal(
    'import:file',
    'Import assets',
    [
      input(
        'file',
        'The inventory as CSV',
        { type: 'file_input', action_id: 'import:upload', filetypes: ['csv'], max_files: 1 },
        { hint: 'It needs at least the columns id and product, and must not name patients. Nothing is changed yet.' },
      ),
      input('mode', 'What may it do?', {
        type: 'radio_buttons',
        action_id: 'import:mode',
        options: modes,
        ...(first !== undefined && { initial_option: first }),
      }),
    ],
    { submit: 'Preview' },
  );
}

/** The finished answer. */
export function readImportWish(state: ViewState): Read<ImportWish> {
  const fileId = fileIn(state, 'file');
  if (fileId === undefined) return { kind: 'errors', errors: { file: 'Choose a CSV file.' } };
  return { kind: 'answer', answer: { fileId, sync: chosenIn(state, 'mode') === 'sync' } };
}

const MODES = [
  { value: 'change', text: 'Add and change', description: 'Assets that the file does not name stay as they are.' },
  { value: 'sync', text: 'Sync', description: 'Assets that the file does not name are removed as well.' },
] as const;
