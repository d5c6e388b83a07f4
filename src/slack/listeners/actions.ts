import type { App, BlockButtonAction, types } from '@slack/bolt';
import type { CaseAction } from '../../domain/handling.ts';
import type { CaseView } from '../../ports/front-office.ts';
import { CASE_VERBS, type CaseVerb, caseActionId } from '../blocks/alert-buttons.ts';
import { assignModal } from '../blocks/modals/assign.ts';
import { detailsModal } from '../blocks/modals/details.ts';
import { notAffectedModal } from '../blocks/modals/not-affected.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import { remediateModal } from '../blocks/modals/remediate.ts';
import { resolveModal } from '../blocks/modals/resolve.ts';
import { firstDraft, snoozeModal } from '../blocks/modals/snooze.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { type CaseRef, readCaseRef } from '../case-ref.ts';
import { actorOf, answering, type ListenerContext, refusalFor, sayWhereClicked } from './context.ts';
import type { Home } from './home.ts';

/** The buttons of the cards, and those of the home tab. Each click is acknowledged at once; what comes of it is seen on the card, or said to who clicked. */
export function registerActions(app: App, context: ListenerContext, home: Pick<Home, 'redrawAfter'>): void {
  app.action<BlockButtonAction>(/^case:/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = sayWhereClicked(body, respond, context);
    await answering(() => click({ body, action, say }, context), say, context.log);
    if (action.action_id !== caseActionId('details')) await home.redrawAfter(body);
  });
}

interface Click {
  readonly body: BlockButtonAction;
  readonly action: BlockButtonAction['actions'][number];
  readonly say: (text: SafeMrkdwn) => Promise<void>;
}

async function click({ body, action, say }: Click, context: ListenerContext): Promise<void> {
  const verb = CASE_VERBS.find((each) => action.action_id === `case:${each}`);
  const ref = readCaseRef(action.value);
  if (verb === undefined || ref === undefined) {
    return say(mrkdwn`This button cannot be read. Find the case with /advisory, or with wardwatch cases.`);
  }
  const refusal = await refusalFor(context, body.user.id, verb === 'details' ? 'viewer' : 'analyst');
  if (refusal !== undefined) return say(refusal);
  const direct = DIRECT[verb];
  if (direct === undefined) return open(verb, ref, body, say, context);
  const actor = actorOf(body.user);
  const outcome = await context.office.act({ caseId: ref.caseId, action: direct, actor, seenVersion: ref.version });
  if (outcome.kind === 'gone') return say(goneWords(ref.caseId));
  if (outcome.kind === 'refused') return say(esc(outcome.because));
}

/** What needs no question. */
const DIRECT: Partial<Readonly<Record<CaseVerb, CaseAction>>> = {
  acknowledge: { kind: 'acknowledge' },
  reopen: { kind: 'reopen' },
  undo: { kind: 'undo' },
};

async function open(
  verb: CaseVerb,
  ref: CaseRef,
  body: BlockButtonAction,
  say: (text: SafeMrkdwn) => Promise<void>,
  context: ListenerContext,
): Promise<void> {
  const view = await context.office.caseView(ref.caseId);
  if (view === undefined) return say(goneWords(ref.caseId));
  const shown = await context.people.open(
    body.trigger_id,
    modalFor(verb, view, ref.version, body.user.id, context.now()),
  );
  if (shown.kind === 'failed') await say(esc(shown.because));
}

function modalFor(verb: CaseVerb, view: CaseView, seenVersion: number, userId: string, now: string) {
  const one = view.case;
  const isRed = view.message.tlp === 'RED';
  switch (verb) {
    case 'assign':
      return assignModal(one, seenVersion, userId);
    case 'snooze':
      return snoozeModal(one, seenVersion, firstDraft(now));
    case 'remediate':
      return isRed ? redNotice(one.id) : remediateModal(one, seenVersion);
    case 'resolve':
      return resolveModal(one, seenVersion);
    case 'not-affected':
      return isRed ? redNotice(one.id) : notAffectedModal(one, seenVersion);
    default:
      return isRed ? redNotice(one.id) : detailsModal(view);
  }
}

/** In place of a window that names what the case is about. */
export function redNotice(caseId: string): types.ModalView {
  const id = esc(caseId, 40);
  return noticeModal(
    caseId,
    mrkdwn`${id} is TLP:RED, for named recipients only, and is never shown in Slack. Read it with \`wardwatch show ${id}\`.`,
  );
}

/** What is said where the database holds no such case. */
export function goneWords(caseId: string): SafeMrkdwn {
  return mrkdwn`${esc(caseId, 40)} is not in wardwatch's database. The card may come from another installation, or from before a backup was restored.`;
}
