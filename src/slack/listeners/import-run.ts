import type { types } from '@slack/bolt';
import type { Actor } from '../../domain/actor.ts';
import { plainAnswer } from '../blocks/answers/plain-answer.ts';
import { section } from '../blocks/elements.ts';
import {
  IMPORT_GONE,
  importAsksAgain,
  importButtons,
  importDone,
  importEffect,
  importEndedWords,
  importProgress,
} from '../blocks/import-messages.ts';
import { importPreviewMessage } from '../blocks/import-preview.ts';
import type { ImportWish } from '../blocks/modals/import.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import type { Conversations, Place } from '../conversations.ts';
import type { SharedFiles } from '../shared-files.ts';
import { failureWords, type ListenerContext } from './context.ts';

/** What imports need besides what every listener has. */
export interface ImportContext extends ListenerContext {
  readonly conversations: Conversations;
  readonly files: SharedFiles;
}

/** Progress is said after so long, and again after as long: Slack takes some fifty edits a minute. */
const PATIENCE_MS = 2_000;

/**
 * Fetches a file, reads it and says what an import would do, all in one message of the person's own conversation: at `place`
 * where one stands there already. What is too long for it follows as a file.
 */
export async function previewImport(
  { fileId, sync }: ImportWish,
  person: Person,
  place: Place | undefined,
  context: ImportContext,
): Promise<void> {
  const { conversations } = context;
  const there = place ?? (await conversations.say(person.userId, importProgress('Import', 'The file is fetched.')));
  try {
    await previewAt(there, { fileId, sync }, person, context);
  } catch (fault) {
    const text = failureWords(fault, context.log);
    await conversations.edit(there, { text, blocks: [section(text)] });
  }
}

interface Person {
  readonly userId: string;
  readonly actor: Actor;
}

async function previewAt(
  place: Place,
  { fileId, sync }: ImportWish,
  person: Person,
  context: ImportContext,
): Promise<void> {
  const { conversations, files, office, people } = context;
  const show = (message: SlackMessage) => conversations.edit(place, message);
  const described = await files.describe(fileId);
  if (described.kind === 'missing') return show(plainAnswer(described.because));
  const { name } = described.it;
  const fetched = await files.bytesOf(described.it);
  if (fetched.kind === 'missing') return show(plainAnswer(`${name}: ${fetched.because}`));
  const progress = slowly(name, place, conversations);
  const prepared = await office.imports.prepare({ name, bytes: fetched.it, sync }, person.actor, progress.say);
  await progress.settled();
  if (prepared.kind === 'refused') return show(plainAnswer(`${name}: ${prepared.because}`));
  const { preview } = prepared;
  await show(importPreviewMessage(preview));
  if (preview.report === undefined) return;
  const trouble = await people.sendFile(person.userId, preview.report);
  if (trouble !== undefined) {
    await conversations.say(person.userId, plainAnswer(`${preview.report.name} could not be sent to you. ${trouble}`));
  }
}

/** What a button brought about. */
export interface Decided {
  /** For the one who clicked, where the message itself does not say it. */
  readonly words?: string;
  /** Says what came of it, which may take minutes. */
  readonly afterwards?: () => Promise<void>;
}

/**
 * Does an import and shows what came of it in place of the preview. Where somebody else ended the import before, the message
 * already says what happened.
 */
export async function confirmImport(
  id: number,
  sure: boolean,
  actor: Actor,
  place: Place,
  { conversations, office }: ImportContext,
): Promise<Decided> {
  const show = (message: SlackMessage) => conversations.edit(place, message);
  const progress = slowly('Import', place, conversations, importButtons(id));
  const confirmed = await office.imports.confirm(id, sure, actor, progress.say);
  await progress.settled();
  switch (confirmed.kind) {
    case 'done':
      await show(importDone({ ...confirmed, number: confirmed.change.number }, actor.name));
      return { afterwards: () => sayEffect(confirmed.change.effect, place, conversations) };
    case 'ask-again':
      await show(importAsksAgain(confirmed));
      return {};
    case 'overtaken':
      await show(importPreviewMessage(confirmed.preview, true));
      return {};
    case 'gone':
      await show(plainAnswer(IMPORT_GONE));
      return {};
    case 'ended':
      return { words: `Nothing was done now: ${importEndedWords(confirmed)}` };
  }
}

/** Waits until a change is matched, and says below its message what that brought about. */
export async function sayEffect(
  effect: () => Promise<string>,
  place: Place,
  conversations: Conversations,
): Promise<void> {
  await conversations.reply(place, importEffect(await effect()));
}

/** Edits a message with how far the work is, not at once and not too often; an edit that fails is only progress lost. */
function slowly(name: string, place: Place, conversations: Conversations, buttons: readonly types.Button[] = []) {
  let saidAtMs = performance.now();
  let edit: Promise<void> = Promise.resolve();
  return {
    say: (done: string): void => {
      if (performance.now() - saidAtMs < PATIENCE_MS) return;
      saidAtMs = performance.now();
      const message = importProgress(name, done, buttons);
      edit = edit.then(() => conversations.edit(place, message)).catch(() => undefined);
    },
    /** Resolves when no edit is on its way, so that none comes after the result. */
    settled: () => edit,
  };
}
