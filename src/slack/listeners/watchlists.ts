import type { App, BlockButtonAction, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { dayOf } from '../../domain/time.ts';
import type { WatchlistEntry, WatchlistOutcome } from '../../ports/watchlist-office.ts';
import { INSTEAD_ACTION, UNDO_ACTION } from '../blocks/answers/watchlist-changed.ts';
import { EDIT_ACTION } from '../blocks/answers/watchlist-show.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { Read, ViewState } from '../blocks/modals/read-state.ts';
import { readWatchlist } from '../blocks/modals/read-watchlist.ts';
import { overtakenNotice, watchlistModal } from '../blocks/modals/watchlist.ts';
import { mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { channelTrouble, ownerTrouble } from '../standings.ts';
import { readChangeRef, readInsteadRef, readWindowRef, type WindowRef } from '../watchlist-ref.ts';
import { answer } from './commands/answer.ts';
import { answerChange } from './commands/answer-change.ts';
import { actorOf, failureWords, type ListenerContext, refusalFor } from './context.ts';
import { openWatchlistWindow } from './watchlist-window.ts';

/** The window of a watchlist, and the buttons of the answers about one. */
export function registerWatchlists(app: App, context: ListenerContext): void {
  app.view('watchlist:edit', async ({ ack, body, view }) => {
    const submission = await submitted(body, view, context).catch((fault: unknown) =>
      instead(failureWords(fault, context.log), 'Something went wrong'),
    );
    if (submission.kind === 'instead') return ack(submission.answer);
    await ack();
    const { ref, outcome } = submission;
    const asker = { respond: context.people.respondTo(ref.answerTo), userId: body.user.id };
    await answerChange(asker, async () => outcome, context);
  });
  app.action<BlockButtonAction>(EDIT_ACTION, async ({ ack, body, action, respond }) => {
    await ack();
    const request = { name: action.value ?? '', isNew: false, triggerId: body.trigger_id, answerTo: body.response_url };
    const asker = { respond, userId: body.user.id, role: 'analyst' } as const;
    await answer(asker, () => openWatchlistWindow(request, context), context);
  });
  app.action<BlockButtonAction>(UNDO_ACTION, async ({ ack, body, action, respond }) => {
    await ack();
    const ref = readChangeRef(action.value);
    const { watchlists } = context.office;
    const undo = async () =>
      ref === undefined ? UNREADABLE : watchlists.undo(ref.name, actorOf(body.user), ref.number);
    await answerChange({ respond, userId: body.user.id }, undo, context);
  });
  app.action<BlockButtonAction>(new RegExp(`^${INSTEAD_ACTION}`), async ({ ack, body, action, respond }) => {
    await ack();
    const ref = readInsteadRef(action.value);
    const { watchlists } = context.office;
    const replace = async () =>
      ref === undefined ? UNREADABLE : watchlists.add(ref.name, ref.meant, actorOf(body.user), ref.typed);
    await answerChange({ respond, userId: body.user.id }, replace, context);
  });
  // Choices in the window, of which nothing hangs before it is sent.
  app.action(/^watchlist:(from|channel|owner|expires):/, async ({ ack }) => ack());
}

const UNREADABLE: WatchlistOutcome = {
  kind: 'refused',
  because: 'This button cannot be read. "/watchlist list" shows how things stand.',
};

type Submission =
  /** The window stays: with errors below its questions, redrawn, or with a notice in its place. */
  | { readonly kind: 'instead'; readonly answer: ViewResponseAction }
  | { readonly kind: 'closes'; readonly ref: WindowRef; readonly outcome: WatchlistOutcome };

async function submitted(body: SlackViewAction, view: ViewOutput, context: ListenerContext): Promise<Submission> {
  const ref = readWindowRef(view.private_metadata);
  if (ref === undefined)
    return instead(mrkdwn`This window cannot be read any more. Open it again with \`/watchlist\`.`);
  // Slack waits three seconds: what is asked of it is asked at once.
  const [refusal, read] = await Promise.all([
    refusalFor(context, body.user.id, 'analyst'),
    entryIn(view.state.values as ViewState, context),
  ]);
  if (refusal !== undefined) return instead(refusal);
  if (read.kind === 'errors') {
    return { kind: 'instead', answer: { response_action: 'errors', errors: { ...read.errors } } };
  }
  const { name, seen } = ref;
  const actor = actorOf(body.user);
  const outcome = await context.office.watchlists.save({ name, seen, entry: read.answer, actor });
  if (outcome.kind !== 'overtaken') return { kind: 'closes', ref, outcome };
  const { version, content } = outcome;
  const redrawn = watchlistModal({ ...ref, seen: version, content, notices: [overtakenNotice(outcome)] });
  return { kind: 'instead', answer: { response_action: 'update', view: redrawn } };
}

/** What was entered, if the channel can be told and the owner is there. */
async function entryIn(state: ViewState, { people, now }: ListenerContext): Promise<Read<WatchlistEntry>> {
  const read = readWatchlist(state, dayOf(now()));
  if (read.kind === 'errors') return read;
  const { entry, channelId, ownerId } = read.answer;
  const [channel, owner] = await Promise.all([
    channelId === undefined ? undefined : people.channel(channelId),
    ownerId === undefined ? undefined : people.standingOf(ownerId),
  ]);
  const wrongChannel = channel?.standing === 'unsaid' ? UNSAID : channel && channelTrouble(channel);
  const wrongOwner = owner?.standing === 'unsaid' ? UNSAID : owner && ownerTrouble(owner);
  const errors = {
    ...(wrongChannel !== undefined && { channel: wrongChannel }),
    ...(wrongOwner !== undefined && { owner: wrongOwner }),
  };
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  return {
    kind: 'answer',
    answer: {
      ...entry,
      ...(channelId !== undefined && { channel: channelId }),
      ...(ownerId !== undefined && owner !== undefined && { owner: { id: `slack:${ownerId}`, name: owner.shown } }),
    },
  };
}

const UNSAID = 'Slack does not say now whether this is right. Nothing was saved; try again in a moment.';

function instead(text: SafeMrkdwn, title = 'Nothing was saved'): Submission {
  return { kind: 'instead', answer: { response_action: 'update', view: noticeModal(title, text) } };
}
