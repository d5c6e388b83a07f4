import type { Middleware, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { minuteOf } from '../../../cases/apply-action.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { FrontOffice } from '../../../ports/front-office.ts';
import { AUDIT_ENTRIES, auditAnswer } from '../../blocks/answers/audit-answer.ts';
import { helpAnswer } from '../../blocks/answers/help-answer.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import { sourcesAnswer } from '../../blocks/answers/sources-answer.ts';
import { statusAnswer } from '../../blocks/answers/status-answer.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import { didYouMean } from '../../commands/command-usage.ts';
import { plainCommandText } from '../../commands/plain-command-text.ts';
import { readWardRequest, WARD_USAGE, type WardRequest } from '../../commands/ward-request.ts';
import type { Role } from '../../roles.ts';
import { actorOf, type ListenerContext } from '../context.ts';
import { answer } from './answer.ts';

/** `/ward`: acknowledged at once, answered to the asker alone. Looking is for viewers; the audit and changes are for admins. */
export function wardCommand(context: ListenerContext): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ ack, command, respond }) => {
    await ack();
    const request = readWardRequest(plainCommandText(command.text));
    const asker = { respond, userId: command.user_id, role: roleFor(request) };
    const actor = actorOf({ id: command.user_id, username: command.user_name });
    await answer(asker, () => answerTo(request, actor, context), context);
  };
}

function roleFor({ kind }: WardRequest): Role {
  return kind === 'audit' || kind === 'pause' || kind === 'resume' || kind === 'poll' ? 'admin' : 'viewer';
}

async function answerTo(request: WardRequest, actor: Actor, { office }: ListenerContext): Promise<SlackMessage> {
  switch (request.kind) {
    case 'help':
      return helpAnswer(WARD_USAGE);
    case 'slip':
      return plainAnswer(`${request.words} "/ward help" shows all.`);
    case 'status':
      return statusAnswer(await office.status());
    case 'sources':
      return sourcesAnswer(await office.sources());
    case 'audit': {
      const { entries, intact } = await office.audit(AUDIT_ENTRIES);
      return auditAnswer(entries, intact);
    }
    case 'pause':
    case 'resume':
    case 'poll':
      return plainAnswer(await changeSource(request, actor, office));
  }
}

async function changeSource(
  { kind, sourceId }: Extract<WardRequest, { sourceId: string }>,
  actor: Actor,
  office: FrontOffice,
): Promise<string> {
  const sources = await office.sources();
  const source = sources.find(({ id }) => id === sourceId);
  if (source === undefined) {
    const ids = sources.map(({ id }) => id);
    return `No source is called "${sourceId}".${didYouMean(sourceId, ids)} "/ward sources" lists them.`;
  }
  if (kind === 'poll') {
    if (source.paused) return `${sourceId} is paused. "/ward sources resume ${sourceId}" goes on.`;
    const waitUntil = await office.pollNow(sourceId, actor);
    if (waitUntil !== undefined)
      return `${sourceId} is not polled: its server asked to be left alone until ${minuteOf(waitUntil)}.`;
    return `${sourceId} is polled as soon as a worker is free. "/ward sources" shows how it went.`;
  }
  const isPaused = kind === 'pause';
  const changed = await office.setPaused(sourceId, isPaused, actor);
  const stands = isPaused ? `paused; "/ward sources resume ${sourceId}" goes on` : 'polled';
  return `${sourceId} ${changed ? 'is now' : 'was already'} ${stands}.`;
}
