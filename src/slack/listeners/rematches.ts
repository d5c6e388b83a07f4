import type { App, BlockButtonAction, RespondFn } from '@slack/bolt';
import { statusAnswer } from '../blocks/answers/status-answer.ts';
import { mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { send } from './commands/answer.ts';
import { actorOf, answering, type ListenerContext, refusalFor, sayWhereClicked } from './context.ts';
import type { Home } from './home.ts';

/** Stopping the matching again of what is stored, and letting it go on; what comes of it is seen where the button stood. */
export function registerRematches(app: App, context: ListenerContext, home: Pick<Home, 'redrawAfter'>): void {
  app.action<BlockButtonAction>(/^rematch:/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = sayWhereClicked(body, respond, context);
    await answering(() => click({ body, action, respond, say }, context), say, context.log);
    await home.redrawAfter(body);
  });
}

interface Click {
  readonly body: BlockButtonAction;
  readonly action: BlockButtonAction['actions'][number];
  readonly respond: RespondFn;
  readonly say: (text: SafeMrkdwn) => Promise<void>;
}

async function click({ body, action, respond, say }: Click, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const { rematch, status } = context.office;
  const upTo = /^\d{1,9}$/.test(action.value ?? '') ? Number(action.value) : 0;
  const actor = actorOf(body.user);
  const isStop = action.action_id === 'rematch:stop';
  const touched = await (isStop ? rematch.stop(upTo, actor) : rematch.resume(upTo, actor));
  if (touched === 0) {
    await say(
      isStop
        ? mrkdwn`Nothing of it is being matched again any more: it is done, or somebody stopped it already.`
        : mrkdwn`Nothing of it is stopped any more: it is done, or goes on already.`,
    );
  }
  if (body.view === undefined) await send({ respond, replaces: true }, statusAnswer(await status()), context.log);
}
