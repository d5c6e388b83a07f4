import type { types } from '@slack/bolt';
import { button } from './elements.ts';

/** The `action_id` of the buttons that confirm versions; the value holds ids of assets, one a line. */
export const CONFIRM_VERSION = 'assets:confirm';

/** A button that says: the versions that the inventory has of these assets are right. The ids must fit into a button's value. */
export function confirmVersionButton(assetIds: readonly string[], label = 'Confirm version'): types.Button {
  const spoken =
    assetIds.length === 1 ? `Confirm the version of ${assetIds[0]}` : `${label}: ${assetIds.length} assets`;
  return button(CONFIRM_VERSION, label, assetIds.join('\n'), spoken);
}
