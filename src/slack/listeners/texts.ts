import type { App, BlockButtonAction, MessageShortcut, types } from '@slack/bolt';
import { WardwatchError } from '../../errors.ts';
import {
  checkModal,
  findingsModal,
  readingModal,
  TEXT_ACTIONS,
  textNotice,
  withLine,
} from '../blocks/modals/text-answers.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { messageText } from '../message-text.ts';
import { createTextShelf, type ShelvedText, type TextShelf } from '../text-shelf.ts';
import { actorOf, failureWords, type ListenerContext, refusalFor, tell } from './context.ts';

/** The shortcuts on messages: a window at once, its content when the message is read. */
export function registerTexts(app: App, context: ListenerContext): void {
  const shelf = createTextShelf(() => Date.parse(context.now()));
  for (const { callbackId, title, answer } of SHORTCUTS) {
    app.shortcut<MessageShortcut>(
      { type: 'message_action', callback_id: callbackId },
      async ({ ack, shortcut, respond }) => {
        await ack();
        const opened = await context.people.open(shortcut.trigger_id, readingModal(title));
        if (opened.kind === 'failed') return tell(respond, esc(opened.because), context.log);
        const view = await answered(() => allowed(answer, title, shortcut, shelf, context), title, context);
        await context.people.update(opened.viewId, view);
      },
    );
  }
  app.action<BlockButtonAction>(/^text:/, async ({ ack, body, action }) => {
    await ack();
    await pressed(body, action, shelf, context);
  });
  app.view(/^text:/, async ({ ack }) => ack());
}

type Answer = (shortcut: MessageShortcut, shelf: TextShelf, context: ListenerContext) => Promise<types.ModalView>;

const SHORTCUTS: readonly { readonly callbackId: string; readonly title: string; readonly answer: Answer }[] = [
  { callbackId: 'text:extract', title: 'Extract indicators', answer: extracted },
  { callbackId: 'text:check', title: 'Check against assets', answer: checked },
];

/** The answer for who may read; whoever may not is told whom to ask. */
async function allowed(
  answer: Answer,
  title: string,
  shortcut: MessageShortcut,
  shelf: TextShelf,
  context: ListenerContext,
): Promise<types.ModalView> {
  const refusal = await refusalFor(context, shortcut.user.id, 'viewer');
  if (refusal !== undefined) return textNotice(title, refusal);
  if (messageText(shortcut.message) === '') {
    return textNotice(
      title,
      mrkdwn`This message holds no text that could be read, and pictures and files are not looked into.`,
    );
  }
  return answer(shortcut, shelf, context);
}

async function extracted(
  shortcut: MessageShortcut,
  shelf: TextShelf,
  context: ListenerContext,
): Promise<types.ModalView> {
  const { text, ref } = await shelve(shortcut, shelf, context);
  const findings = await context.office.texts.extract(text);
  const view = findingsModal(findings, ref);
  shelf.update(ref, { view, file: findings.file });
  return view;
}

async function checked(
  shortcut: MessageShortcut,
  shelf: TextShelf,
  context: ListenerContext,
): Promise<types.ModalView> {
  const { text, ref } = await shelve(shortcut, shelf, context);
  const view = checkModal(await context.office.texts.check(text), ref);
  shelf.update(ref, { view });
  return view;
}

async function shelve(shortcut: MessageShortcut, shelf: TextShelf, { people }: ListenerContext) {
  const { user, channel, message, message_ts: ts } = shortcut;
  const text = messageText(message);
  const who = message.user === undefined ? String(message.username ?? 'an app') : await people.nameOf(message.user);
  const postedAt = new Date(Math.floor(Number(ts) * 1_000)).toISOString();
  const origin = { id: `${channel.id}-${ts}`, publisher: `Slack: ${who}`, postedAt };
  return { text, ref: shelf.put({ userId: user.id, text, origin }) };
}

/** The window with the answer, with why there is none, or with where the log says what went wrong. */
async function answered(
  compose: () => Promise<types.ModalView>,
  title: string,
  context: ListenerContext,
): Promise<types.ModalView> {
  try {
    return await compose();
  } catch (fault) {
    return textNotice(title, wordsOf(fault, context));
  }
}

function wordsOf(fault: unknown, { log }: ListenerContext): SafeMrkdwn {
  const isNoText = fault instanceof WardwatchError && /^(DOCUMENT_UNREADABLE|NOT_AN_ADVISORY)$/.test(fault.code);
  return isNoText ? esc(fault.message, 500) : failureWords(fault, log);
}

async function pressed(
  { user, view }: BlockButtonAction,
  { action_id, value = '' }: BlockButtonAction['actions'][number],
  shelf: TextShelf,
  context: ListenerContext,
): Promise<void> {
  if (view === undefined) return;
  const one = shelf.find(value, user.id);
  const title = view.title?.text ?? 'wardwatch';
  const said = await done(action_id, one, user, context).catch((fault: unknown) => wordsOf(fault, context));
  const drawn = one?.view === undefined ? textNotice(title, said) : withLine(one.view, said);
  await context.people.update(view.id, drawn);
}

async function done(
  actionId: string,
  one: ShelvedText | undefined,
  user: BlockButtonAction['user'],
  context: ListenerContext,
): Promise<SafeMrkdwn> {
  const { people, office } = context;
  const refusal = await refusalFor(context, user.id, actionId === TEXT_ACTIONS.save ? 'analyst' : 'viewer');
  if (refusal !== undefined) return refusal;
  if (one === undefined) {
    return mrkdwn`The message is not at hand any more: it is kept for an hour, and not over a restart. Use the shortcut on the message again.`;
  }
  if (actionId === TEXT_ACTIONS.save) {
    const { advisoryId, isKnown } = await office.texts.save(one.text, one.origin, actorOf(user));
    return isKnown
      ? mrkdwn`It is stored already, as \`${esc(advisoryId, 100)}\`, and says nothing new. \`/advisory show ${esc(advisoryId, 100)}\` opens it.`
      : mrkdwn`Saved as \`${esc(advisoryId, 100)}\`. It is read and matched now, and what it touches is told as any other advisory. \`/advisory show ${esc(advisoryId, 100)}\` opens it.`;
  }
  if (one.file === undefined) return mrkdwn`There is no file for this window.`;
  const trouble = await people.sendFile(user.id, one.file);
  return trouble === undefined
    ? mrkdwn`${esc(one.file.name)} is in your conversation with wardwatch.`
    : mrkdwn`${esc(one.file.name)} could not be sent to you. ${esc(trouble)}`;
}
