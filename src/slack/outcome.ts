import { webApi } from '@slack/bolt';
import { messageOf } from '../errors.ts';
import type { Delivery } from '../ports/sink.ts';

/**
 * What a failed call of the Web API means for the message: surely not posted and worth another try, surely refused, or
 * perhaps posted. In doubt it is `unknown`, so that it is looked up and not posted twice.
 */
export function outcomeOf(fault: unknown): Exclude<Delivery, { kind: 'delivered' }> {
  if (fault instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'retry-later', afterMs: fault.retryAfter * 1_000, because: 'Slack asks to slow down (429).' };
  }
  if (fault instanceof webApi.WebAPIPlatformError) return platformOutcome(fault.data.error);
  if (fault instanceof webApi.WebAPIHTTPError) {
    return { kind: 'unknown', because: `Slack answered HTTP ${fault.statusCode}.` };
  }
  if (fault instanceof webApi.WebAPIRequestError && neverConnected(fault.original)) {
    return { kind: 'retry-later', because: `Slack cannot be reached: ${rootMessage(fault.original)}.` };
  }
  const said = fault instanceof webApi.WebAPIRequestError ? rootMessage(fault.original) : messageOf(fault);
  return { kind: 'unknown', because: `Slack's answer did not arrive: ${said}.` };
}

/** The Web API's error code in a failure, where the Web API gave one. */
export function errorCodeOf(fault: unknown): string | undefined {
  return fault instanceof webApi.WebAPIPlatformError && isCode(fault.data.error) ? fault.data.error : undefined;
}

function platformOutcome(error: unknown): Exclude<Delivery, { kind: 'delivered' }> {
  if (!isCode(error)) return { kind: 'unknown', because: 'The answer is not from Slack: it is no JSON.' };
  if (REFUSED.has(error) || REFUSED_FAMILY.test(error)) {
    const because = `Slack refused the message: ${error}. ${REMEDIES.get(error) ?? ''}`.trim();
    return { kind: 'rejected', because, ...(GONE.has(error) && { gone: true as const }) };
  }
  if (NOT_NOW.has(error)) return { kind: 'retry-later', because: `Slack does not take the message now: ${error}.` };
  return { kind: 'unknown', because: `Slack answered ${error}, after which the message may be there or not.` };
}

function isCode(error: unknown): error is string {
  return typeof error === 'string' && /^[a-z][a-z0-9_-]{0,79}$/.test(error);
}

/** Error codes of chat.postMessage, chat.update and conversations.open after which nothing was posted and nothing will be without a change by a person. */
const REFUSED: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'attachment_payload_limit_exceeded',
  'cannot_reply_to_message',
  'cant_update_message',
  'channel_not_found',
  'deprecated_endpoint',
  'edit_window_closed',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_arg_name',
  'invalid_arguments',
  'invalid_array_arg',
  'invalid_auth',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_charset',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_thread_ts',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'messages_tab_disabled',
  'metadata_must_be_sent_from_app',
  'metadata_too_large',
  'method_deprecated',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_permission',
  'no_text',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'team_access_not_granted',
  'team_not_found',
  'thread_not_found',
  'token_expired',
  'token_revoked',
  'too_many_attachments',
  'two_factor_setup_required',
  'unknown_method',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
]);

/** `restricted_action_read_only_channel` and its like, and the refusals of Slack Connect channels. */
const REFUSED_FAMILY = /^(?:restricted_action|slack_connect_)/;

/** What was to be redrawn or answered was deleted. */
const GONE: ReadonlySet<string> = new Set(['cannot_reply_to_message', 'message_not_found', 'thread_not_found']);

/** Nothing was posted, and it passes by itself. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'message_limit_exceeded',
  'org_login_required',
  'rate_limited',
  'ratelimited',
  'team_added_to_org',
]);

/** What a person can do, for the refusals that people meet. */
export const REMEDIES: ReadonlyMap<string, string> = new Map([
  [
    'account_inactive',
    'The bot was removed from the workspace: install the app again and set SLACK_BOT_TOKEN to its new token.',
  ],
  [
    'channel_not_found',
    'Check the channel id in the config (C…, not the name); invite the bot if the channel is private.',
  ],
  ['invalid_auth', 'Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…) of the app.'],
  ['is_archived', 'Unarchive the channel, or name another one in the config.'],
  ['message_not_found', 'The alert was deleted in Slack.'],
  ['missing_scope', 'Add the scopes of config/slack-manifest.yaml to the app and install it again.'],
  ['not_allowed_token_type', 'Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…), not to an app or user token.'],
  ['not_authed', 'Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…) of the app.'],
  ['not_in_channel', 'Invite the bot to the channel with /invite.'],
  ['token_expired', 'Set SLACK_BOT_TOKEN to a new token.'],
  ['token_revoked', 'Install the app again and set SLACK_BOT_TOKEN to its new token.'],
  ['user_disabled', 'This person has left Slack: name somebody else in the config.'],
  ['user_not_found', 'Check the user id in the config (U…, under "Copy member ID" in a profile).'],
]);

/** The connection was refused or the name not found, so no byte of the message left this machine. */
function neverConnected(original: Error): boolean {
  return causesOf(original).some((cause) => 'code' in cause && NO_CONNECTION.has(String(cause.code)));
}

const NO_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** fetch says only "fetch failed"; what happened stands in its cause. */
function rootMessage(original: Error): string {
  return messageOf(causesOf(original).at(-1) ?? original);
}

function causesOf(error: Error): Error[] {
  const causes = [error];
  for (let next = error.cause; next instanceof Error && causes.length < 5; next = next.cause) causes.push(next);
  return causes;
}
