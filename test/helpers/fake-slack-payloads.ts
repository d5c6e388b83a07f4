import type { FakeArguments } from './fake-slack-arguments.ts';
import { chosenValue, type FakeChoice, type FakeElement } from './fake-slack-inputs.ts';
import {
  FAKE_IDS,
  type FakeChannel,
  type FakeEphemeral,
  type FakeMessage,
  type FakeUser,
  shownMessage,
  teamOf,
} from './fake-slack-workspace.ts';

/** The deprecated token that every payload carries; nobody should look at it. */
const VERIFICATION_TOKEN = 'fake-verification-token';

/** What a slash command tells the app. */
export function commandPayload(user: FakeUser, channel: FakeChannel, said: FakeArguments): FakeArguments {
  return {
    token: VERIFICATION_TOKEN,
    team_id: FAKE_IDS.team,
    team_domain: FAKE_IDS.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    api_app_id: FAKE_IDS.app,
    is_enterprise_install: 'false',
    ...said,
  };
}

/** What every interaction tells the app; closing a view gives no trigger. */
export function interactionPayload(type: string, user: FakeUser, triggerId?: string): FakeArguments {
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: teamOf(user) },
    api_app_id: FAKE_IDS.app,
    token: VERIFICATION_TOKEN,
    team: { id: FAKE_IDS.team, domain: FAKE_IDS.domain },
    enterprise: null,
    is_enterprise_install: false,
    ...(triggerId === undefined ? {} : { trigger_id: triggerId }),
  };
}

/** Where a click in a message happened. Of an ephemeral message Slack tells no more than its place. */
export function containerOf(
  message: FakeMessage | FakeEphemeral,
  blocks: readonly unknown[],
  channel: FakeChannel,
): FakeArguments {
  const isEphemeral = 'user' in message;
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  const place = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: isEphemeral,
    ...thread,
  };
  return {
    container: place,
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...(isEphemeral ? {} : { message: { ...shownMessage(message), blocks } }),
  };
}

/** What was done with one element. */
export function actionOf(
  found: FakeElement,
  { choice, value }: { readonly choice?: FakeChoice; readonly value?: string },
  ts: string,
): FakeArguments {
  const { element, actionId, blockId } = found;
  const place = { action_id: actionId, block_id: blockId, action_ts: ts };
  if (element.type === 'button') {
    const own = value ?? element.value;
    return { type: 'button', text: element.text, ...(own === undefined ? {} : { value: own }), ...place };
  }
  if (choice === undefined)
    throw new Error(`"${actionId}" is a ${String(element.type)}: say what is chosen, { choice: … }.`);
  return { ...chosenValue(found, choice), ...place };
}

/** What an event tells the app. */
export function eventPayload(event: FakeArguments, id: string, eventTime: number): FakeArguments {
  return {
    type: 'event_callback',
    token: VERIFICATION_TOKEN,
    team_id: FAKE_IDS.team,
    api_app_id: FAKE_IDS.app,
    event_id: id,
    event_time: eventTime,
    event: { event_ts: `${eventTime}.000001`, ...event },
    authorizations: [
      {
        enterprise_id: null,
        team_id: FAKE_IDS.team,
        user_id: FAKE_IDS.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}
