import type { App, BlockAction, types } from '@slack/bolt';
import { homeTab, noticeHome } from '../blocks/home-tab.ts';
import { homeDrawings } from '../home-drawings.ts';
import { failureWords, type ListenerContext, refusalFor } from './context.ts';

/** The home tabs of all people. */
export interface Home {
  /** Draws the home tab anew for who pressed a button in it; a button elsewhere leaves it alone. */
  redrawAfter(body: Pick<BlockAction, 'view' | 'user'>): Promise<void>;
}

/** The home tab: drawn when somebody opens it, and after what they do there. */
export function registerHome(app: App, context: ListenerContext): Home {
  const drawings = homeDrawings((userId) => compose(userId, context), context.people, context.log);
  app.event('app_home_opened', async ({ event }) => {
    // Slack tells of the messages tab as well. The hash is missing from Bolt's types.
    const shown = event.view as { readonly hash?: string } | undefined;
    if (event.tab === 'home') await drawings.draw(event.user, shown?.hash);
  });
  return {
    redrawAfter: async ({ view, user }) => {
      if (view?.type === 'home') await drawings.draw(user.id, view.hash);
    },
  };
}

/** What a person sees there: what concerns them, how to get a role, or under which reference the log says what went wrong. */
async function compose(userId: string, context: ListenerContext): Promise<types.HomeView> {
  try {
    const refusal = await refusalFor(context, userId, 'viewer');
    if (refusal !== undefined) return noticeHome(refusal);
    const { people, office } = context;
    const person = await people.person(userId);
    return homeTab(await office.home.home(person), await people.mayRead(userId));
  } catch (fault) {
    return noticeHome(failureWords(fault, context.log));
  }
}
