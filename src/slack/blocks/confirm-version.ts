import type { types } from '@slack/bolt';
import { button } from './elements.ts';

/** The `action_id` of the button that confirms versions. */
export const CONFIRM_VERSION = 'assets:confirm';

/** A button that confirms the versions of assets: of as many as its value can name, a line each; absent where it can name none. */
export function confirmVersionButton(assetIds: readonly string[]): types.Button | undefined {
  const named = thatFit(assetIds);
  if (named.length === 0) return undefined;
  const which = named.length === assetIds.length ? 'these' : 'the first';
  const label = named.length === 1 ? `Confirm the version of ${named[0]}` : `Confirm ${which} ${named.length} versions`;
  return button(CONFIRM_VERSION, label, named.join('\n'));
}

/** The first so many whole ids; one that is empty or holds a line break cannot be named. */
function thatFit(ids: readonly string[]): string[] {
  const named: string[] = [];
  let length = 0;
  for (const id of ids) {
    length += id.length + 1;
    if (length > LONGEST_VALUE || !/^.+$/.test(id)) break;
    named.push(id);
  }
  return named;
}

/** The most characters that Slack takes as a button's value. */
const LONGEST_VALUE = 2_000;
