import type { App } from '@slack/bolt';
import { PAGE_ACTIONS } from '../../blocks/answers/search-answer.ts';
import type { ListenerContext } from '../context.ts';
import { advisoryCommand, turnPage } from './advisory.ts';
import { assetsButton, assetsCommand } from './assets.ts';
import { wardCommand } from './ward.ts';

/** Makes a Bolt app answer `/advisory`, `/assets` and `/ward`, and the buttons of their answers. */
export function registerCommands(app: App, context: ListenerContext): void {
  app.command('/advisory', advisoryCommand(context));
  app.command('/assets', assetsCommand(context));
  app.action({ type: 'block_actions', action_id: /^assets:(page|edit|undo|confirm|rename)/ }, assetsButton(context));
  app.command('/ward', wardCommand(context));
  app.action({ type: 'block_actions', action_id: PAGE_ACTIONS.newer }, turnPage(context));
  app.action({ type: 'block_actions', action_id: PAGE_ACTIONS.older }, turnPage(context));
}
