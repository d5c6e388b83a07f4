import { App } from '@slack/bolt';
import { messageOf } from '../errors.ts';
import type { SlackListener, SlackListenerOptions } from './listener-options.ts';
import { registerActions } from './listeners/actions.ts';
import { registerAssetViews } from './listeners/asset-views.ts';
import { registerCommands } from './listeners/commands/register-commands.ts';
import type { ListenerContext } from './listeners/context.ts';
import { registerUnknown } from './listeners/unknown.ts';
import { registerViews } from './listeners/views.ts';
import { createPeople } from './people.ts';
import { httpReceiver, socketReceiver } from './receivers.ts';
import { responderTo } from './response-url.ts';
import { createRoles } from './roles.ts';
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
  const people = createPeople({ quick, patient: createWebClient({ token, ...elsewhere, log }) }, log);
  const roles = createRoles(options.roles, people.membersOf, () => Date.parse(now()));
  const context: ListenerContext = { office, roles, people, log, now, respondTo: responderTo(apiUrl) };
  registerActions(app, context);
  registerViews(app, context);
  registerAssetViews(app, context);
  registerCommands(app, context);
  registerUnknown(app, context);
  // Listeners answer for their own faults; what comes here could not be acknowledged, and Slack itself says so to the person.
  app.error(async (fault) => log('slack.not-acknowledged', { because: messageOf(fault) }));
  return { start: () => receiver.start(), stop: () => receiver.stop() };
}
