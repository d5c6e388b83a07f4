import type { App, BlockAction, BlockButtonAction, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { dayOf } from '../../domain/time.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { ViewState } from '../blocks/modals/read-state.ts';
import { readScope, readSilence, scopeWords, silencedModal, silenceModal } from '../blocks/modals/silence.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { readCaseRef } from '../case-ref.ts';
import { goneWords, redNotice } from './actions.ts';
import { actorOf, answering, failureWords, type ListenerContext, refusalFor, sayWhereClicked } from './context.ts';

/** Staying silent about a kind of cases, from the details of one: the window with its preview, what is silent now, and taking it back. */
export function registerSilences(app: App, context: ListenerContext): void {
  app.action<BlockButtonAction>(/^silence:(?:open|end|restore)$/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = sayWhereClicked(body, respond, context);
    const work = action.action_id === 'silence:open' ? open : action.action_id === 'silence:end' ? end : restore;
    await answering(() => work(body, action.value ?? '', say, context), say, context.log);
  });
  app.action<BlockAction>('silence:scope', async ({ ack, body }) => {
    await ack();
    await redraw(body, context).catch((fault: unknown) => void failureWords(fault, context.log));
  });
  // A choice of which nothing hangs before the window is sent.
  app.action('silence:until', async ({ ack }) => ack());
  app.view('silence:add', async ({ ack, body, view }) => {
    const answer = await submitted(body, view, context).catch((fault: unknown) =>
      notice(failureWords(fault, context.log), 'Something went wrong'),
    );
    await ack(answer);
  });
}

type Say = (text: SafeMrkdwn) => Promise<void>;

async function open(body: BlockButtonAction, value: string, say: Say, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const ref = readCaseRef(value);
  if (ref === undefined) return say(mrkdwn`This button cannot be read. Find the case with /advisory.`);
  const { office, people } = context;
  const view = await office.caseView(ref.caseId);
  const common = await office.silence.scopesOf(ref.caseId);
  if (view === undefined || common === undefined) return say(goneWords(ref.caseId));
  const window =
    view.message.tlp === 'RED'
      ? redNotice(ref.caseId)
      : silenceModal({ caseId: ref.caseId, common, holding: await office.silence.holding(), today: today(context) });
  const shown = await people.open(body.trigger_id, window);
  if (shown.kind === 'failed') await say(esc(shown.because));
}

/** Says anew what would have been hidden. Somebody quick is shown their last choice: it wins over an earlier redrawing. */
async function redraw(body: BlockAction, context: ListenerContext): Promise<void> {
  const { view } = body;
  const ref = readCaseRef(view?.private_metadata);
  if (view === undefined || ref === undefined) return;
  if ((await refusalFor(context, body.user.id, 'analyst')) !== undefined) return;
  const { silence } = context.office;
  const common = await silence.scopesOf(ref.caseId);
  if (common === undefined) return;
  const scope = readScope(view.state.values as ViewState, common);
  const preview = scope === undefined ? undefined : await silence.preview(scope);
  const drawn = { caseId: ref.caseId, common, holding: await silence.holding(), today: today(context) };
  const redrawn = silenceModal({ ...drawn, ...(preview && { preview }) });
  const shown = await context.people.update(view.id, redrawn, view.hash);
  if (shown.kind === 'failed' && shown.isConflict) await context.people.update(view.id, redrawn);
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
  const { silence } = context.office;
  const common = await silence.scopesOf(ref.caseId);
  if (common === undefined) return notice(goneWords(ref.caseId));
  const read = readSilence(view.state.values as ViewState, common, today(context));
  if (read.kind === 'errors') return { response_action: 'errors', errors: { ...read.errors } };
  const id = await silence.silence({ ...read.answer, by: actorOf(body.user) });
  const { scope, expiresOn } = read.answer;
  const said = `${id} holds until ${expiresOn}: cases with ${scopeWords(scope)} are kept and not told, unless they are P1 or in KEV.`;
  return { response_action: 'update', view: silencedModal(said, { action: 'end', id }) };
}

async function end(body: BlockButtonAction, id: string, say: Say, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  if (!(await context.office.silence.end(id, actorOf(body.user))))
    return say(mrkdwn`${esc(id, 40)} has ended already.`);
  const said = `${id} has ended. What it hid and is still open is told now.`;
  await context.people.update(body.view?.id ?? '', silencedModal(said, { action: 'restore', id }));
}

async function restore(body: BlockButtonAction, id: string, say: Say, context: ListenerContext): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  if (!(await context.office.silence.restore(id, actorOf(body.user))))
    return say(mrkdwn`${esc(id, 40)} holds already.`);
  await context.people.update(body.view?.id ?? '', silencedModal(`${id} holds again.`, { action: 'end', id }));
}

function today({ now }: ListenerContext): string {
  return dayOf(now());
}

function notice(text: SafeMrkdwn, title = 'Nothing was done'): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}
