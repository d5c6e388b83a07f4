import type { App, BlockButtonAction, SlackViewAction, types, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { productName } from '../../domain/product-name.ts';
import type { NamesDecided } from '../../ports/names-office.ts';
import { type NamesAnswer, namesDecidedModal, namesModal, readNames } from '../blocks/modals/names.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { ViewState } from '../blocks/modals/read-state.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { readCaseRef } from '../case-ref.ts';
import { goneWords, redNotice } from './actions.ts';
import { actorOf, answering, failureWords, type ListenerContext, refusalFor, sayWhereClicked } from './context.ts';

/** Deciding on names, from the details of a case: the window, its answer, and taking it back. */
export function registerNames(app: App, context: ListenerContext): void {
  app.action<BlockButtonAction>(/^names:(?:open|undo)$/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = sayWhereClicked(body, respond, context);
    const work = action.action_id === 'names:undo' ? undo : open;
    await answering(() => work(body, action.value ?? '', say, context), say, context.log);
  });
  // Choices of which nothing hangs before the window is sent.
  app.action(/^names:(?!open$|undo$)/, async ({ ack }) => ack());
  app.view('names:decide', async ({ ack, body, view }) => {
    const done = await submitted(body, view, context).catch(
      (fault: unknown): Submitted => ({ answer: notice(failureWords(fault, context.log), 'Something went wrong') }),
    );
    await ack(done.answer);
    if (done.decided !== undefined) await tellEffect(view.id, done.decided, context);
  });
}

type Decided = Extract<NamesDecided, { kind: 'decided' }>;

async function open(
  body: BlockButtonAction,
  value: string,
  say: (text: SafeMrkdwn) => Promise<void>,
  context: ListenerContext,
): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const ref = readCaseRef(value);
  if (ref === undefined) return say(mrkdwn`This button cannot be read. Find the case with /advisory.`);
  const view = await context.office.caseView(ref.caseId);
  if (view === undefined) return say(goneWords(ref.caseId));
  const window =
    view.message.tlp === 'RED'
      ? redNotice(ref.caseId)
      : namesModal(ref.caseId, await context.office.names.ofCase(ref.caseId));
  const shown = await context.people.open(body.trigger_id, window);
  if (shown.kind === 'failed') await say(esc(shown.because));
}

/** What the window shows next, and what was decided. */
interface Submitted {
  readonly answer: ViewResponseAction;
  readonly decided?: Decided;
}

async function submitted(body: SlackViewAction, view: ViewOutput, context: ListenerContext): Promise<Submitted> {
  const ref = readCaseRef(view.private_metadata);
  if (ref === undefined)
    return { answer: notice(mrkdwn`This window cannot be read any more. Open it again from the details of the case.`) };
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return { answer: notice(refusal) };
  const { names } = context.office;
  const read = readNames(view.state.values as ViewState, await names.ofCase(ref.caseId));
  if (read.kind === 'errors') return { answer: { response_action: 'errors', errors: { ...read.errors } } };
  const { answer } = read;
  const decided = await names.decide(answer.names, answer.verdict, answer.why, actorOf(body.user));
  if (decided.kind === 'refused') return { answer: notice(esc(decided.because)) };
  return { answer: { response_action: 'update', view: drawn(decided, doneWords(answer)) }, decided };
}

async function undo(
  body: BlockButtonAction,
  value: string,
  say: (text: SafeMrkdwn) => Promise<void>,
  context: ListenerContext,
): Promise<void> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  const undone = await context.office.names.undo(Number.parseInt(value, 10) || 0, actorOf(body.user));
  if (undone.kind === 'refused') return say(esc(undone.because));
  await tellEffect(body.view?.id ?? '', undone, context);
}

/** Waits until all is matched again, and says in the same window what came of it. Whoever closed it is told by the channels. */
async function tellEffect(viewId: string, decided: Decided, context: ListenerContext): Promise<void> {
  try {
    const effect = await decided.effect();
    await context.people.update(viewId, drawn(decided, standsWords(decided), effect));
  } catch (fault) {
    failureWords(fault, context.log);
  }
}

function drawn({ record, reach }: Decided, done: string, effect?: string): types.ModalView {
  return namesDecidedModal({ id: record.id, done, reach, ...(effect !== undefined && { effect }) });
}

function doneWords({ names, verdict }: NamesAnswer): string {
  return `"${productName(names.asset)}" and "${productName(names.advisory)}" are ${WORDS[verdict]} from now on.`;
}

function standsWords({ record: { id, decision } }: Decided): string {
  if (decision !== undefined) return doneWords({ names: decision, verdict: decision.verdict, why: decision.why });
  return `Decision ${id} is taken back: the words of the names count again.`;
}

const WORDS: Readonly<Record<NamesAnswer['verdict'], string>> = {
  same: 'the same product',
  different: 'different products',
};

function notice(text: SafeMrkdwn, title = 'Nothing was done'): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}
