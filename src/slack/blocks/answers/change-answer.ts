import type { NameHint } from '../../../ports/inventory-office.ts';
import { button, context, line, richText, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { ASSET_ACTIONS, actions, undoButton } from './asset-answers.ts';

/** A change of the inventory, as the one who made it is told. */
export interface ChangeTold {
  /** What was done, in one sentence. */
  readonly done: string;
  /** By which it can be undone; absent: it cannot. */
  readonly number?: number;
  /** What came of it; absent while it is being matched. */
  readonly effect?: string;
  /** The asset that the hints are about, as it stands now. */
  readonly hinted?: { readonly id: string; readonly version: string; readonly hints: readonly NameHint[] };
}

/** What was done, and what came of it. */
export function changeAnswer({ done, number, effect, hinted }: ChangeTold): SlackMessage {
  const sentence = `${done} ${effect ?? 'Saved, matching again…'}`;
  const hints = hinted?.hints ?? [];
  return {
    text: esc([sentence, ...hints.map(hintWords)].join(' '), 2_000),
    blocks: [
      ...richText([...line(words(sentence, 1_500)), ...hints.flatMap((hint) => line(words(hintWords(hint), 600)))]),
      ...actions([
        ...hints.flatMap((hint) => (hinted === undefined ? [] : renameButton(hinted, hint))),
        ...(number === undefined ? [] : [undoButton(number)]),
      ]),
      ...(number === undefined ? [] : [context(mrkdwn`Change ${number}; it can be undone for 24 hours.`)]),
    ],
  };
}

/** What a "Use …" button asks for: another name in a column, over the row that was seen. */
export interface Rename {
  readonly id: string;
  readonly version: string;
  readonly column: NameHint['column'];
  readonly to: string;
}

/** The renaming in a value that came back from Slack; undefined where it is none. */
export function readRename(value: unknown): Rename | undefined {
  try {
    const parts: unknown = JSON.parse(typeof value === 'string' ? value : '');
    if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return undefined;
    const [id, version, column, to] = parts as string[];
    if (id === undefined || version === undefined || to === undefined) return undefined;
    return column === 'vendor' || column === 'product' ? { id, version, column, to } : undefined;
  } catch {
    return undefined;
  }
}

function renameButton({ id, version }: NonNullable<ChangeTold['hinted']>, { column, nearest }: NameHint) {
  if (nearest === undefined) return [];
  const value = JSON.stringify([id, version, column, nearest]);
  return value.length > 2_000
    ? []
    : [button(`${ASSET_ACTIONS.rename}:${column}`, `Use "${nearest}"`, value, `Call the ${column} ${nearest}`)];
}

function hintWords({ column, written, nearest }: NameHint): string {
  const perhaps = nearest === undefined ? ' Check its spelling.' : ` Did you mean "${nearest}"?`;
  return `No ${column} that wardwatch knows is called "${written.slice(0, 200)}": none of its lexicon, no other asset and no stored advisory.${perhaps}`;
}
