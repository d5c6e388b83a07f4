import type { types } from '@slack/bolt';
import { productName } from '../../../domain/product-name.ts';
import { watchedName } from '../../../domain/watch.ts';
import type { WatchlistOutcome, WatchWarning } from '../../../ports/watchlist-office.ts';
import { writeChangeRef, writeInsteadRef } from '../../watchlist-ref.ts';
import { button, line, richText, words } from '../elements.ts';
import { esc } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';

type Changed = Extract<WatchlistOutcome, { readonly kind: 'changed' }>;

/** The button that takes a change back. */
export const UNDO_ACTION = 'watchlist:undo';
/** What the buttons begin with that watch for a known product in place of one that may never match. */
export const INSTEAD_ACTION = 'watchlist:instead:';

const MOST_WARNINGS = 5;

/** What was changed, with a button that takes it back; and each product that may never match, with what may have been meant. */
export function watchlistChangedAnswer(
  { name, list, number, changes }: Changed,
  warnings: readonly WatchWarning[],
): SlackMessage {
  const version = list === undefined ? '' : `, version ${list.version}`;
  const done = `Watchlist ${name}${version}: you ${changes.join('; ') || 'brought it back as it was'}.`;
  const left = warnings.length - MOST_WARNINGS;
  const more = left > 0 ? `${left} more products may never match.` : '';
  const spoken = [done, ...warnings.slice(0, MOST_WARNINGS).map(({ because }) => because), more];
  return {
    text: esc(spoken.join(' '), 2_000),
    blocks: [
      ...richText(line(words(done, 2_000))),
      ...warnings.slice(0, MOST_WARNINGS).flatMap((warning, index) => warningBlocks(name, warning, index)),
      ...richText(line(words(more))),
      undoButton(name, number),
    ],
  };
}

function warningBlocks(name: string, { watched, because, nearest }: WatchWarning, index: number): types.KnownBlock[] {
  const buttons = nearest.flatMap((named, at) => {
    const { product, vendor } = named;
    const { version } = watched;
    const meant = { product, ...(vendor !== undefined && { vendor }), ...(version !== undefined && { version }) };
    const value = writeInsteadRef({ name, typed: watched, meant });
    const spoken = `Watch for ${watchedName(meant)} in place of ${watchedName(watched)}`;
    return value === undefined
      ? []
      : [button(`${INSTEAD_ACTION}${index}-${at}`, `Watch for ${productName(named)} instead`, value, spoken)];
  });
  return [
    ...richText(line(words(`${because}${buttons.length === 0 ? '' : ' Did you mean one of these?'}`, 500))),
    ...(buttons.length === 0
      ? []
      : [{ type: 'actions' as const, block_id: `watchlist:warning:${index}`, elements: buttons }]),
  ];
}

function undoButton(name: string, number: number): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: 'watchlist:actions',
    elements: [
      button(UNDO_ACTION, 'Undo', writeChangeRef({ name, number }), `Take back this change of the watchlist ${name}`),
    ],
  };
}
