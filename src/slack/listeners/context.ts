import { randomUUID } from 'node:crypto';
import type { RespondFn } from '@slack/bolt';
import type { Actor } from '../../domain/actor.ts';
import { messageOf } from '../../errors.ts';
import type { FrontOffice } from '../../ports/front-office.ts';
import { section } from '../blocks/elements.ts';
import { esc, joinMrkdwn, mention, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import type { People } from '../people.ts';
import type { Role, Roles } from '../roles.ts';
import type { SlackLog } from '../web-client.ts';

/** What every listener works with. */
export interface ListenerContext {
  readonly office: FrontOffice;
  readonly roles: Roles;
  readonly people: People;
  readonly log: SlackLog;
  readonly now: () => string;
  /** Answers to the response_url that a window kept. */
  readonly respondTo: (responseUrl: string) => RespondFn;
}

/** A person of Slack as the audit names them. */
export function actorOf(user: { readonly id: string; readonly name?: string; readonly username?: string }): Actor {
  return { id: `slack:${user.id}`, name: user.name ?? user.username ?? user.id };
}

/** Says something to the one who clicked or asked, and to nobody else. The text that is read out names ids in place of mentions. */
export async function tell(respond: RespondFn, text: SafeMrkdwn, log: SlackLog): Promise<void> {
  try {
    const spoken = text.replace(/<(?:!subteam\^|@)(\w+)>/g, '$1');
    await respond({ response_type: 'ephemeral', replace_original: false, text: spoken, blocks: [section(text)] });
  } catch (fault) {
    log('slack.not-told', { because: messageOf(fault) });
  }
}

/** Why somebody may not do something, with whom to ask; undefined where they may. */
export async function refusalFor(
  { roles }: Pick<ListenerContext, 'roles'>,
  userId: string,
  role: Role,
): Promise<SafeMrkdwn | undefined> {
  const permission = await roles.allows(userId, role);
  if (permission.ok) return undefined;
  return permission.ask.length === 0
    ? esc(permission.because)
    : mrkdwn`${esc(permission.because)} ${joinMrkdwn(permission.ask.map(mention), ' ')}`;
}

/** Does what a listener does; whatever it throws is said in a sentence. */
export async function answering(
  work: () => Promise<void>,
  say: (words: SafeMrkdwn) => Promise<void>,
  log: SlackLog,
): Promise<void> {
  try {
    await work();
  } catch (fault) {
    await say(failureWords(fault, log));
  }
}

/** What is said of a fault: nothing of its own words, and a reference that stands in the log beside them. */
export function failureWords(fault: unknown, log: SlackLog): SafeMrkdwn {
  const reference = randomUUID().slice(0, 8);
  log('slack.listener-failed', { reference, because: messageOf(fault) });
  return mrkdwn`wardwatch could not finish this. See how things stand before you try again. Its log says why, under ${esc(reference)}.`;
}
