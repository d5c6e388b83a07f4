import { App } from '@slack/bolt';
import { messageOf } from '../errors.ts';
import { createConversations } from './conversations.ts';
import type { SlackListener, SlackListenerOptions } from './listener-options.ts';
import { registerActions } from './listeners/actions.ts';
import { registerAssetViews } from './listeners/asset-views.ts';
import { registerCommands } from './listeners/commands/register-commands.ts';
import type { ListenerContext } from './listeners/context.ts';
import { registerGroups } from './listeners/groups.ts';
import { registerHome } from './listeners/home.ts';
import { registerImports } from './listeners/imports.ts';
import { registerNames } from './listeners/names.ts';
import { registerRematches } from './listeners/rematches.ts';
import { registerSilences } from './listeners/silences.ts';
import { registerTexts } from './listeners/texts.ts';
import { registerUnknown } from './listeners/unknown.ts';
import { registerViews } from './listeners/views.ts';
import { registerWatchlists } from './listeners/watchlists.ts';
import { createPeople } from './people.ts';
import { httpReceiver, socketReceiver } from './receivers.ts';
import { createRoles } from './roles.ts';
import { createSharedFiles } from './shared-files.ts';
import { createWebClient, onceOnly, quietLogger } from './web-client.ts';

/** Slack waits three seconds for an answer, and a window or a role that comes later is of no use. */
const QUICK_MS = 1_500;

/** Bolt with every listener of wardwatch, ready to start. */
export function openBoltApp(options: SlackListenerOptions): SlackListener {
  const { token, apiUrl, receive, office, log, now } = options;
  const elsewhere = apiUrl === undefined ? {} : { apiUrl };
  const receiver =
    receive.kind === 'socket' ? socketReceiver({ ...receive, ...elsewhere, log }) : httpReceiver({ ...receive, log });
  const app = new App({
    // Given a token, Bolt would ask Slack about it once, now, and stay deaf for ever where that fails.
    authorize: async () => ({ botToken: token }),
    receiver,
    logger: quietLogger(log),
    clientOptions: onceOnly(apiUrl),
  });
  const quick = createWebClient({ token, ...elsewhere, timeoutMs: QUICK_MS, log });
  const patient = createWebClient({ token, ...elsewhere, log });
  const people = createPeople({ quick, patient }, log, options.owners);
  const roles = createRoles(options.roles, people.membersOf, () => Date.parse(now()));
  const context: ListenerContext = { office, roles, people, log, now };
  const home = registerHome(app, context);
  registerActions(app, context, home);
  registerViews(app, context);
  registerAssetViews(app, context);
  registerNames(app, context);
  registerGroups(app, context);
  registerSilences(app, context);
  registerCommands(app, context, home);
  registerImports(app, {
    ...context,
    conversations: createConversations(patient, log),
    files: createSharedFiles(patient, { token, ...elsewhere }, log),
  });
  registerWatchlists(app, context);
  registerTexts(app, context);
  registerRematches(app, context, home);
  registerUnknown(app, context);
  // Listeners answer for their own faults; what comes here could not be acknowledged, and Slack itself says so to the person.
  app.error(async (fault) => log('slack.not-acknowledged', { because: messageOf(fault) }));
  return { start: () => receiver.start(), stop: () => receiver.stop() };
}
