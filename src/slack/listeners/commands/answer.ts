import type { RespondFn } from '@slack/bolt';
import { messageOf } from '../../../errors.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import type { Role } from '../../roles.ts';
import { validateMessage } from '../../validate/validate-payload.ts';
import type { SlackLog } from '../../web-client.ts';
import { answering, type ListenerContext, refusalFor, tell } from '../context.ts';

/** Who asked, by which response_url, and what one must be to ask it. */
export interface Asker {
  readonly respond: RespondFn;
  readonly userId: string;
  readonly role: Role;
  /** The answer takes the place of the one whose button was pressed. */
  readonly replaces?: boolean;
}

/**
 * Answers the asker alone: with what was asked, with why they may not ask it, or with why it failed. Where nothing is composed,
 * as when a window opened, nothing is said.
 */
export async function answer(
  asker: Asker,
  compose: () => Promise<SlackMessage | undefined>,
  context: Pick<ListenerContext, 'roles' | 'log'>,
): Promise<void> {
  const { respond, userId, role } = asker;
  const say = (words: Parameters<typeof tell>[1]) => tell(respond, words, context.log);
  await answering(
    async () => {
      const refusal = await refusalFor(context, userId, role);
      if (refusal !== undefined) return say(refusal);
      const message = await compose();
      if (message !== undefined) await send(asker, message, context.log);
    },
    say,
    context.log,
  );
}

/** Says something to the asker. Where the response_url is used up (five answers, or thirty minutes) nobody waits any more: it is only logged. */
export async function send(
  { respond, replaces = false }: Pick<Asker, 'respond' | 'replaces'>,
  message: SlackMessage,
  log: SlackLog,
): Promise<void> {
  const violations = validateMessage(message);
  if (violations.length > 0) log('slack.answer-not-sent', { violations: violations.slice(0, 5) });
  const { text, blocks } = violations.length === 0 ? message : plainAnswer(NOT_DRAWN);
  try {
    await respond({ response_type: 'ephemeral', replace_original: replaces, text, blocks: [...blocks] });
  } catch (fault) {
    log('slack.not-told', { because: messageOf(fault) });
  }
}

const NOT_DRAWN = 'The answer could not be drawn in Slack; the log of wardwatch says why.';
