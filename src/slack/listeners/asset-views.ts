import type { App, SlackViewAction, ViewOutput, ViewResponseAction } from '@slack/bolt';
import { listed } from '../../cases/listed.ts';
import type { Column } from '../../domain/asset-columns.ts';
import type { AssetSaved, Overtaken } from '../../ports/inventory-office.ts';
import { type AssetsRef, readAssetsRef } from '../asset-ref.ts';
import { plainAnswer } from '../blocks/answers/plain-answer.ts';
import { editAssetModal, readEditAsset } from '../blocks/modals/edit-asset.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import type { ViewState } from '../blocks/modals/read-state.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import { send } from './commands/answer.ts';
import { goneWords, tellEffect, tellSaved } from './commands/asset-changes.ts';
import { actorOf, failureWords, type ListenerContext, refusalFor } from './context.ts';

/** The windows of the inventory: what is sent is stored before the window closes, and what came of it is told afterwards. */
export function registerAssetViews(app: App, context: ListenerContext): void {
  app.view(/^assets:/, async ({ ack, body, view }) => {
    const done = await submitted(body, view, context).catch(
      (fault: unknown): Submitted => ({ answer: notice(failureWords(fault, context.log), 'Something went wrong') }),
    );
    await (done.answer === undefined ? ack() : ack(done.answer));
    await done.tell?.();
  });
}

/** What the window does next (absent: it closes), and what is told once it did. */
interface Submitted {
  readonly answer?: ViewResponseAction;
  readonly tell?: () => Promise<void>;
}

async function submitted(body: SlackViewAction, view: ViewOutput, context: ListenerContext): Promise<Submitted> {
  const ref = readAssetsRef(view.private_metadata);
  if (ref === undefined)
    return { answer: notice(mrkdwn`This window cannot be read any more. Open it again with \`/assets\`.`) };
  const refusal = await refusalFor(context, body.user.id, 'analyst');
  if (refusal !== undefined) return { answer: notice(refusal) };
  return view.callback_id === 'assets:remove' ? remove(ref, body, context) : save(ref, body, view, context);
}

async function save(
  { seen, answer }: AssetsRef,
  body: SlackViewAction,
  view: ViewOutput,
  context: ListenerContext,
): Promise<Submitted> {
  const { cells, blockOf } = readEditAsset(view.state.values as ViewState);
  const [[id, version] = [(cells.get('id') ?? '').trim(), undefined]] = Object.entries(seen);
  const saved = await context.office.inventory.save({
    ...{ id, cells, actor: actorOf(body.user) },
    ...(version !== undefined && { seen: version }),
  });
  const teller = { respond: context.people.respondTo(answer.to), place: answer.place };
  switch (saved.kind) {
    case 'saved':
      return { tell: () => tellSaved(saved, teller, context) };
    case 'unchanged':
      return { tell: () => send(teller, plainAnswer(`${id} says so already; nothing was changed.`), context.log) };
    case 'unreadable':
      return { answer: errorsBelow(saved, blockOf) };
    case 'overtaken':
      return { answer: redrawn(saved, answer) };
    case 'gone':
      return { answer: notice(esc(goneWords(id, saved))) };
  }
}

/** Below the field where the form shows it, else below the first one. */
function errorsBelow(
  { errors }: Extract<AssetSaved, { kind: 'unreadable' }>,
  blockOf: (column: Column) => string | undefined,
): ViewResponseAction {
  const fallback = blockOf('product') ?? '';
  const placed = [...errors].map(([column, because]) => [blockOf(column) ?? fallback, because]);
  return { response_action: 'errors', errors: Object.fromEntries(placed) };
}

function redrawn(overtaken: Overtaken, answer: AssetsRef['answer']): ViewResponseAction {
  const { view, cells } = overtaken;
  return { response_action: 'update', view: editAssetModal({ view, cells, overtaken, answer }) };
}

async function remove(
  { seen, answer }: AssetsRef,
  body: SlackViewAction,
  context: ListenerContext,
): Promise<Submitted> {
  const ids = Object.keys(seen);
  const removed = await context.office.inventory.remove(ids, actorOf(body.user), new Map(Object.entries(seen)));
  switch (removed.kind) {
    case 'removed': {
      const told = { done: `${listed(ids)} ${ids.length === 1 ? 'is' : 'are'} removed.`, number: removed.number };
      return {
        tell: () =>
          tellEffect(told, removed, { respond: context.people.respondTo(answer.to), place: answer.place }, context),
      };
    }
    case 'unknown':
      return {
        answer: notice(mrkdwn`Somebody removed ${esc(listed(removed.ids), 500)} meanwhile. Nothing else was removed.`),
      };
    case 'overtaken':
      return {
        answer: notice(
          mrkdwn`Somebody changed ${esc(listed(removed.ids), 500)} while you looked. Nothing was removed. Look at it and remove it again.`,
        ),
      };
  }
}

function notice(text: SafeMrkdwn, title = 'Nothing was done'): ViewResponseAction {
  return { response_action: 'update', view: noticeModal(title, text) };
}
