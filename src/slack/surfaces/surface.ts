import type { types } from '@slack/bolt';
import type { SlackMessage } from '../blocks/slack-message.ts';

/** One thing that wardwatch draws in Slack, drawn of a sample: for `wardwatch slack preview`, `wardwatch slack check` and the tests. */
export type Surface = {
  readonly name: string;
  /** `maximal`: as much and as long as can be, so that it shows how a payload is cut. */
  readonly form: 'ordinary' | 'maximal';
} & (
  | { readonly surface: 'message'; readonly payload: SlackMessage }
  | { readonly surface: 'modal'; readonly payload: types.ModalView }
  | { readonly surface: 'home'; readonly payload: types.HomeView }
);

/** A surface's name with its form, which names it among all. */
export function surfaceName({ name, form }: Pick<Surface, 'name' | 'form'>): string {
  return `${name}/${form}`;
}
