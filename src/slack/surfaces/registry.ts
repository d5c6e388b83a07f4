import { ANSWER_SURFACES } from './answers.ts';
import { ASSET_SURFACES } from './assets.ts';
import { MESSAGE_SURFACES } from './messages.ts';
import { MODAL_SURFACES } from './modals.ts';
import type { Surface } from './surface.ts';

/** Everything that wardwatch draws in Slack, in an ordinary and a maximal form each. */
export const SURFACES: readonly Surface[] = [
  ...MESSAGE_SURFACES,
  ...MODAL_SURFACES,
  ...ANSWER_SURFACES,
  ...ASSET_SURFACES,
];
