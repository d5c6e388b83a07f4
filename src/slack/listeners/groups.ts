import type { App, BlockButtonAction, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import type { Regrouping } from '../../ports/group-office.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { ViewState } from '../blocks/modals/read-state.ts';
import { mergeModal, readMerge, readSplit, regroupedModal, splitModal } from '../blocks/modals/regroup.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { readCaseRef } from '../case-ref.ts';
import { goneWords, redNotice } from './actions.ts';
import { actorOf, answering, failureWords, type ListenerContext, refusalFor, sayWhereClicked } from './context.ts';

/** Merging and splitting from the details of a case: the windows, their answers, and taking it back. */
export function registerGroups(app: App, context: ListenerContext): void {
  app.action<BlockButtonAction>(/^group:(?:merge|split|undo)$/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = sayWhereClicked(body, respond, context);
    const work = action.action_id === 'group:undo' ? undo : open;
    await answering(() => work({ body, action, say }, context), say, context.log);
  });
  // Choices of which nothing hangs before the window is sent.
  app.action(/^group:(?:other|which|where)$/, async ({ ack }) => ack());
  app.view(/^group:(?:merge|split)$/, async ({ ack, body, view }) => {
    const answer = await submitted(body, view, context).catch((fault: unknown) =>
      notice(failureWords(fault, context.log), 'Something went wrong'),
    );
    await ack(answer);
  });
}

interface Click {
  readonly body: BlockButtonAction;
  readonly action: BlockButtonAction['actions'][number];
  readonly say: (text: SafeMrkdwn) => Promise<void>;
}

async function open({ body, action, say }: Click, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const ref = readCaseRef(action.value);
  if (ref === undefined) return say(mrkdwn`This button cannot be read. Find the case with /advisory.`);
  const view = await context.office.caseView(ref.caseId);
  if (view === undefined) return say(goneWords(ref.caseId));
  const draw = action.action_id === 'group:merge' ? mergeModal : splitModal;
  const window =
    view.message.tlp === 'RED'
      ? redNotice(ref.caseId)
      : draw(view.case, await context.office.groups.others(ref.caseId));
  const shown = await context.people.open(body.trigger_id, window);
  if (shown.kind === 'failed') await say(esc(shown.because));
}

async function submitted(
  body: SlackViewAction,
  view: ViewOutput,
  context: ListenerContext,
): Promise<ViewResponseAction> {
  const ref = readCaseRef(view.private_metadata);
  if (ref === undefined)
    return notice(mrkdwn`This window cannot be read any more. Open it again from the details of the case.`);
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return notice(refusal);
  const known = await context.office.caseView(ref.caseId);
  if (known === undefined) return notice(goneWords(ref.caseId));
  const state = view.state.values as ViewState;
  const actor = actorOf(body.user);
  let asked: Regrouping;
  if (view.callback_id === 'group:merge') {
    const read = readMerge(state);
    if (read.kind === 'errors') return { response_action: 'errors', errors: { ...read.errors } };
    asked = { from: read.answer, to: ref.caseId, actor };
  } else {
    const read = readSplit(state, known.case);
    if (read.kind === 'errors') return { response_action: 'errors', errors: { ...read.errors } };
    asked = { ...read.answer, from: ref.caseId, actor };
  }
  const done = await context.office.groups.regroup(asked);
  if (done.kind === 'refused') return notice(esc(done.because));
  return { response_action: 'update', view: regroupedModal(done.words, done.number) };
}

async function undo({ body, action, say }: Click, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const undone = await context.office.groups.undo(Number.parseInt(action.value ?? '', 10) || 0, actorOf(body.user));
  if (undone.kind === 'refused') return say(esc(undone.because));
  await context.people.update(body.view?.id ?? '', noticeModal('Taken back', esc(undone.words)));
}

function notice(text: SafeMrkdwn, title = 'Nothing was done'): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}
