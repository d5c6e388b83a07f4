import type { App, BlockButtonAction, RespondFn, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { messageOf } from '../../errors.ts';
import { plainAnswer } from '../blocks/answers/plain-answer.ts';
import { IMPORT_GONE, importEndedWords, importOffer, importUndone } from '../blocks/import-messages.ts';
import { importModal, readImportWish } from '../blocks/modals/import.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { ViewState } from '../blocks/modals/read-state.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import type { Place } from '../conversations.ts';
import type { SharedFile } from '../shared-files.ts';
import { actorOf, answering, failureWords, type ListenerContext, refusalFor, tell } from './context.ts';
import { confirmImport, type Decided, type ImportContext, previewImport, sayEffect } from './import-run.ts';

/** `/assets import`: opens the window that takes the file. For analysts; the command is acknowledged already. */
export async function importVerb(
  asked: { readonly userId: string; readonly triggerId: string; readonly respond: RespondFn },
  context: ListenerContext,
): Promise<void> {
  const say = (text: SafeMrkdwn) => tell(asked.respond, text, context.log);
  await answering(
    async () => {
      const refusal = await refusalFor(context, asked.userId, 'analyst');
      if (refusal !== undefined) return say(refusal);
      const shown = await context.people.open(asked.triggerId, importModal());
      if (shown.kind === 'failed') await say(esc(shown.because));
    },
    say,
    context.log,
  );
}

/** The window of `/assets import`, CSV files that are shared, and the buttons of previews and results. */
export function registerImports(app: App, context: ImportContext): void {
  const offered = new Offered();
  const running = new Set<string>();
  app.event('file_shared', async ({ event }) => {
    await offer({ fileId: event.file_id, userId: event.user_id, channel: event.channel_id }, offered, context).catch(
      (fault: unknown) => context.log('slack.import-not-offered', { because: messageOf(fault) }),
    );
  });
  app.view('import:file', async ({ ack, body, view }) => {
    const { answer, after } = await submitted(body, view, context).catch((fault: unknown) => ({
      answer: notice(failureWords(fault, context.log), 'Something went wrong'),
      after: undefined,
    }));
    await ack(answer);
    await after?.();
  });
  app.action<BlockButtonAction>(/^import:/, async ({ ack, body, action, respond }) => {
    await ack();
    const say = (text: SafeMrkdwn) => tell(respond, text, context.log);
    await answering(() => clicked({ body, action, respond }, running, context), say, context.log);
  });
}

/** What was offered already: Slack may tell of a file more than once. The oldest are forgotten. */
class Offered {
  readonly #keys = new Set<string>();

  isNew(key: string): boolean {
    if (this.#keys.has(key)) return false;
    const [oldest] = this.#keys;
    if (this.#keys.size >= MOST_REMEMBERED && oldest !== undefined) this.#keys.delete(oldest);
    this.#keys.add(key);
    return true;
  }
}

const MOST_REMEMBERED = 1_000;

/** Offers a preview to who shared a CSV and may import it; to everybody else, and for any other file, nothing is said. */
async function offer(
  { fileId, userId, channel }: { readonly fileId: string; readonly userId: string; readonly channel: string },
  offered: Offered,
  context: ImportContext,
): Promise<void> {
  if (!offered.isNew(`${channel} ${fileId}`)) return;
  if ((await refusalFor(context, userId, 'analyst')) !== undefined) return;
  const described = await context.files.describe(fileId);
  if (described.kind === 'missing' || !isCsv(described.it)) return;
  const message = importOffer(described.it.name, fileId);
  if (channel.startsWith('D')) {
    await context.conversations.say(userId, message);
    return;
  }
  const threadTs = described.it.threads[channel];
  await context.conversations.whisper({ channel, ...(threadTs !== undefined && { threadTs }) }, userId, message);
}

function isCsv({ name, mimetype }: SharedFile): boolean {
  return /\.csv$/i.test(name) || /^(?:text|application)\/(?:x-)?(?:csv|comma-separated-values)\b/.test(mimetype);
}

interface Submitted {
  readonly answer: ViewResponseAction;
  /** What is done once Slack knows the answer. */
  readonly after: (() => Promise<void>) | undefined;
}

async function submitted(body: SlackViewAction, view: ViewOutput, context: ImportContext): Promise<Submitted> {
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return { answer: notice(refusal, 'Nothing was done'), after: undefined };
  const read = readImportWish(view.state.values as ViewState);
  if (read.kind === 'errors') {
    return { answer: { response_action: 'errors', errors: { ...read.errors } }, after: undefined };
  }
  const person = { userId: body.user.id, actor: actorOf(body.user) };
  const say = async (text: SafeMrkdwn): Promise<void> => {
    await context.people.update(view.id, noticeModal('Import assets', text));
  };
  return {
    answer: notice(READING, 'Import assets'),
    after: () =>
      answering(
        async () => {
          await previewImport(read.answer, person, undefined, context);
          await say(READ);
        },
        say,
        context.log,
      ),
  };
}

const READING = mrkdwn`The file is read and compared with the inventory. What an import would change is shown in your conversation with wardwatch, where you confirm it. You may close this window.`;
const READ = mrkdwn`It is read: your conversation with wardwatch says what came of it.`;

function notice(text: SafeMrkdwn, title: string): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}

interface Click {
  readonly body: BlockButtonAction;
  readonly action: BlockButtonAction['actions'][number];
  readonly respond: RespondFn;
}

async function clicked(click: Click, running: Set<string>, context: ImportContext): Promise<void> {
  const { body, action, respond } = click;
  const say = (text: SafeMrkdwn) => tell(respond, text, context.log);
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return say(refusal);
  if (action.action_id === 'import:preview') return preview(click, context);
  const number = /^\d{1,9}$/.test(action.value ?? '') ? Number(action.value) : undefined;
  const place = placeOf(body);
  if (number === undefined || place === undefined) {
    return say(mrkdwn`This button cannot be read. Share the file again, or use \`/assets import\`.`);
  }
  // A second click would work as long as the first, only to hear that it came too late.
  const matter = `${action.action_id === 'import:undo' ? 'change' : 'import'} ${number}`;
  if (running.has(matter)) return say(mrkdwn`It is being worked on already.`);
  running.add(matter);
  let outcome: Decided = {};
  try {
    outcome = await decided(action.action_id, number, place, body, context);
    if (outcome.words !== undefined) await say(esc(outcome.words));
  } finally {
    running.delete(matter);
  }
  await outcome.afterwards?.();
}

async function preview({ body, action, respond }: Click, context: ImportContext): Promise<void> {
  const wish = { fileId: action.value ?? '', sync: false };
  const person = { userId: body.user.id, actor: actorOf(body.user) };
  const place = placeOf(body);
  if (place !== undefined) return previewImport(wish, person, place, context);
  const { text, blocks } = plainAnswer('What an import would change is shown in your conversation with wardwatch.');
  await respond({ replace_original: true, text, blocks: [...blocks] });
  await previewImport(wish, person, undefined, context);
}

/** The message that was clicked in, where wardwatch can edit it: one that a person alone sees it cannot. */
function placeOf({ container, channel }: BlockButtonAction): Place | undefined {
  if (container.is_ephemeral === true || channel === undefined || container.message_ts === undefined) return undefined;
  return { channel: channel.id, ts: String(container.message_ts) };
}

/** Does what a button says. */
async function decided(
  actionId: string,
  number: number,
  place: Place,
  body: BlockButtonAction,
  context: ImportContext,
): Promise<Decided> {
  const { conversations, office } = context;
  const actor = actorOf(body.user);
  switch (actionId) {
    case 'import:confirm':
    case 'import:sure':
      return confirmImport(number, actionId === 'import:sure', actor, place, context);
    case 'import:cancel': {
      const ended = await office.imports.cancel(number, actor);
      if (ended.kind === 'ended' && ended.how === 'done') {
        return { words: `Nothing was done now: ${importEndedWords(ended)}` };
      }
      await conversations.edit(place, plainAnswer(ended.kind === 'gone' ? IMPORT_GONE : importEndedWords(ended)));
      return {};
    }
    case 'import:undo': {
      const undone = await office.inventory.undo(number, actor);
      if (undone.kind === 'refused') return { words: undone.because };
      await conversations.edit(place, importUndone(number, actor.name));
      return { afterwards: () => sayEffect(undone.effect, place, conversations) };
    }
    default:
      return { words: 'This button is of another version of wardwatch. Share the file again.' };
  }
}
