import type { App, BlockAction, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import type { CaseAction } from '../../domain/handling.ts';
import type { CaseView } from '../../ports/front-office.ts';
import { readAssign } from '../blocks/modals/assign.ts';
import { readNotAffected } from '../blocks/modals/not-affected.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { Read, ViewState } from '../blocks/modals/read-state.ts';
import { readRemediate } from '../blocks/modals/remediate.ts';
import { readResolve } from '../blocks/modals/resolve.ts';
import { readSnooze, readSnoozeDraft, snoozeModal } from '../blocks/modals/snooze.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { readCaseRef } from '../case-ref.ts';
import { goneWords } from './actions.ts';
import { actorOf, failureWords, type ListenerContext, refusalFor } from './context.ts';

/** The modals of the cards: what is chosen while they are open, and what is sent. */
export function registerViews(app: App, context: ListenerContext): void {
  app.view(/^case:/, async ({ ack, body, view }) => {
    const answer = await submitted(body, view, context).catch((fault: unknown) =>
      notice(failureWords(fault, context.log), 'Something went wrong'),
    );
    await (answer === undefined ? ack() : ack(answer));
  });
  app.view('notice', async ({ ack }) => ack());
  app.action<BlockAction>(/^snooze:/, async ({ ack, body }) => {
    await ack();
    await redrawSnooze(body, context);
  });
  // Choices of which nothing hangs before the modal is sent.
  app.action(/^(assign|resolve|not-affected|remediate):/, async ({ ack }) => ack());
}

/** What the modal does next: nothing (it closes), errors below its questions, or a notice in its place. */
async function submitted(
  body: SlackViewAction,
  view: ViewOutput,
  context: ListenerContext,
): Promise<ViewResponseAction | undefined> {
  const ref = readCaseRef(view.private_metadata);
  if (ref === undefined)
    return notice(mrkdwn`This window cannot be read any more. Press the button on the card again.`);
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return notice(refusal);
  const known = await context.office.caseView(ref.caseId);
  if (known === undefined) return notice(goneWords(ref.caseId));
  const read = await actionIn(view, known, context);
  if (read.kind === 'errors') return { response_action: 'errors', errors: { ...read.errors } };
  const outcome = await context.office.act({
    caseId: ref.caseId,
    action: read.answer,
    actor: actorOf(body.user),
    seenVersion: ref.version,
  });
  if (outcome.kind === 'gone') return notice(goneWords(ref.caseId));
  return outcome.kind === 'refused' ? notice(esc(outcome.because)) : undefined;
}

async function actionIn(view: ViewOutput, known: CaseView, context: ListenerContext): Promise<Read<CaseAction>> {
  const state = view.state.values as ViewState;
  switch (view.callback_id) {
    case 'case:snooze':
      return readSnooze(state, context.now());
    case 'case:resolve':
      return readResolve(state);
    case 'case:remediate':
      return readRemediate(state, known.case);
    case 'case:not-affected':
      return readNotAffected(state, known.case);
    default: {
      const read = readAssign(state);
      if (read.kind === 'errors') return read;
      const name = await context.people.nameOf(read.answer);
      return { kind: 'answer', answer: { kind: 'assign', to: { id: `slack:${read.answer}`, name } } };
    }
  }
}

function notice(text: SafeMrkdwn, title = 'Nothing was done'): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}

/** Says anew what the snooze will mean. Somebody quick is shown their last choice: it wins over an earlier redrawing. */
async function redrawSnooze(body: BlockAction, context: ListenerContext): Promise<void> {
  const { view } = body;
  const ref = readCaseRef(view?.private_metadata);
  if (view === undefined || ref === undefined) return;
  if ((await refusalFor(context, body.user.id, 'analyst')) !== undefined) return;
  const known = await context.office.caseView(ref.caseId);
  if (known === undefined) return;
  const draft = readSnoozeDraft(view.state.values as ViewState, context.now());
  const redrawn = snoozeModal(known.case, ref.version, draft);
  const shown = await context.people.update(view.id, redrawn, view.hash);
  if (shown.kind === 'failed' && shown.isConflict) await context.people.update(view.id, redrawn);
}
