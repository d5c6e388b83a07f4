import type { types } from '@slack/bolt';
import { words } from '../elements.ts';

/** An id, or a command as a person types it, set apart from the words around it. */
export function typed(text: string, most = 120): types.RichTextText {
  return { ...words(text, most), style: { code: true } };
}
