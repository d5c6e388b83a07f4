import type { App } from '@slack/bolt';
import { PAGE_ACTIONS } from '../../blocks/answers/search-answer.ts';
import type { ListenerContext } from '../context.ts';
import type { Home } from '../home.ts';
import { advisoryCommand, turnPage } from './advisory.ts';
import { assetsButton, assetsCommand } from './assets.ts';
import { wardCommand } from './ward.ts';
import { watchlistCommand } from './watchlist.ts';

/** Makes a Bolt app answer the slash commands, and the buttons that turn their pages. */
export function registerCommands(app: App, context: ListenerContext, home: Pick<Home, 'redrawAfter'>): void {
  app.command('/advisory', advisoryCommand(context));
  app.command('/assets', assetsCommand(context));
  app.action(
    { type: 'block_actions', action_id: /^assets:(page|edit|undo|confirm|rename)/ },
    assetsButton(context, home),
  );
  app.command('/ward', wardCommand(context));
  app.command('/watchlist', watchlistCommand(context));
  app.action({ type: 'block_actions', action_id: PAGE_ACTIONS.newer }, turnPage(context));
  app.action({ type: 'block_actions', action_id: PAGE_ACTIONS.older }, turnPage(context));
}
