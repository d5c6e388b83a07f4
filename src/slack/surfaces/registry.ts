import { ANSWER_SURFACES } from './answers.ts';
import { ASSET_SURFACES } from './assets.ts';
import { GROUP_SURFACES } from './groups.ts';
import { HOME_SURFACES } from './homes.ts';
import { IMPORT_SURFACES } from './imports.ts';
import { MESSAGE_SURFACES } from './messages.ts';
import { MODAL_SURFACES } from './modals.ts';
import { NAME_SURFACES } from './names.ts';
import type { Surface } from './surface.ts';
import { TEXT_SURFACES } from './texts.ts';
import { WATCHLIST_SURFACES } from './watchlists.ts';

/** Everything that wardwatch draws in Slack, in an ordinary and a maximal form each. */
export const SURFACES: readonly Surface[] = [
  ...MESSAGE_SURFACES,
  ...MODAL_SURFACES,
  ...ANSWER_SURFACES,
  ...IMPORT_SURFACES,
  ...WATCHLIST_SURFACES,
  ...HOME_SURFACES,
  ...TEXT_SURFACES,
  ...ASSET_SURFACES,
  ...NAME_SURFACES,
  ...GROUP_SURFACES,
];
