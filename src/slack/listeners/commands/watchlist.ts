import type { Middleware, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Actor } from '../../../domain/actor.ts';
import { dayOf } from '../../../domain/time.ts';
import type { WatchedProduct, Watchlist } from '../../../domain/watch.ts';
import { helpAnswer } from '../../blocks/answers/help-answer.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import { MOST_WATCHLISTS, watchlistListAnswer } from '../../blocks/answers/watchlist-list.ts';
import { watchlistShowAnswer } from '../../blocks/answers/watchlist-show.ts';
import type { ShownWatchlist } from '../../blocks/answers/watchlist-standing.ts';
import { watchlistTestAnswer } from '../../blocks/answers/watchlist-test.ts';
import { watchlistWouldTellAnswer } from '../../blocks/answers/watchlist-would-tell.ts';
import { userIdOf } from '../../blocks/modals/watchlist.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import { plainCommandText } from '../../commands/plain-command-text.ts';
import { readWatchlistRequest, WATCHLIST_USAGE, type WatchlistRequest } from '../../commands/watchlist-request.ts';
import type { Role } from '../../roles.ts';
import { actorOf, type ListenerContext } from '../context.ts';
import { openWatchlistWindow } from '../watchlist-window.ts';
import { type Asker, answer, send } from './answer.ts';
import { outcomeAnswer, rematch } from './answer-change.ts';

/** `/watchlist`: acknowledged at once, answered to the asker alone. Looking and testing are for viewers, changes for analysts. */
export function watchlistCommand(context: ListenerContext): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ ack, command, respond }) => {
    await ack();
    const request = readWatchlistRequest(plainCommandText(command.text));
    const asker = { respond, userId: command.user_id, role: roleFor(request) };
    const actor = actorOf({ id: command.user_id, username: command.user_name });
    const window = { userId: command.user_id, triggerId: command.trigger_id, answerTo: command.response_url };
    const compose =
      request.kind === 'test'
        ? () => testInTwo(asker, request.watched, context)
        : () => answerTo(request, actor, window, context);
    await answer(asker, compose, context);
    if (CHANGING.has(request.kind)) await rematch(context);
  };
}

const CHANGING: ReadonlySet<WatchlistRequest['kind']> = new Set(['add', 'remove', 'delete', 'undo']);

function roleFor({ kind }: WatchlistRequest): Role {
  return CHANGING.has(kind) || kind === 'create' || kind === 'edit' ? 'analyst' : 'viewer';
}

interface WindowPlace {
  readonly userId: string;
  readonly triggerId: string;
  readonly answerTo: string;
}

async function answerTo(
  request: Exclude<WatchlistRequest, { readonly kind: 'test' }>,
  actor: Actor,
  window: WindowPlace,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const { watchlists } = context.office;
  switch (request.kind) {
    case 'help':
      return helpAnswer(WATCHLIST_USAGE);
    case 'slip':
      return plainAnswer(`${request.words} "/watchlist help" shows all.`);
    case 'list': {
      const lists = await watchlists.lists();
      const shown = await Promise.all(lists.slice(0, MOST_WATCHLISTS).map((list) => standingOf(list, context)));
      return watchlistListAnswer([...shown, ...lists.slice(MOST_WATCHLISTS).map((list) => ({ list }))], today(context));
    }
    case 'add':
      return outcomeAnswer(await watchlists.add(request.name, request.watched, actor), context);
    case 'remove':
      return outcomeAnswer(await watchlists.remove(request.name, request.watched, actor), context);
    case 'delete':
      return outcomeAnswer(await watchlists.delete(request.name, actor), context);
    case 'undo':
      return outcomeAnswer(await watchlists.undo(request.name, actor), context);
    case 'create':
    case 'edit':
      return openWatchlistWindow({ ...window, name: request.name, isNew: request.kind === 'create' }, context);
    case 'show':
      return show(request.name, context);
    case 'export':
      return sendExport(request.name, window.userId, context);
  }
}

/** What names it is said at once, and what would have been told when the past is told again. */
async function testInTwo(asker: Asker, watched: WatchedProduct, context: ListenerContext): Promise<SlackMessage> {
  const { watchlists } = context.office;
  await send(asker, watchlistTestAnswer(watched, await watchlists.test(watched)), context.log);
  return watchlistWouldTellAnswer(watched, await watchlists.wouldTell(watched));
}

async function show(name: string, context: ListenerContext): Promise<SlackMessage> {
  const found = await context.office.watchlists.find(name);
  if (found.kind === 'unknown') return plainAnswer(`${found.because} "/watchlist list" names them.`);
  return watchlistShowAnswer(await standingOf(found.list, context), today(context));
}

async function sendExport(name: string, userId: string, { office, people }: ListenerContext): Promise<SlackMessage> {
  const exported = await office.watchlists.export(name);
  if (exported.kind === 'unknown') return plainAnswer(`${exported.because} "/watchlist list" names them.`);
  const { file } = exported;
  const trouble = await people.sendFile(userId, file);
  return plainAnswer(
    trouble === undefined
      ? `${file.name} is in your conversation with wardwatch.`
      : `${file.name} could not be sent to you. ${trouble}`,
  );
}

async function standingOf(list: Watchlist, { people }: ListenerContext): Promise<ShownWatchlist> {
  const ownerId = userIdOf(list.owner?.id);
  const [channel, owner] = await Promise.all([
    list.channel === undefined ? undefined : people.channel(list.channel),
    ownerId === undefined ? undefined : people.standingOf(ownerId),
  ]);
  return { list, ...(channel !== undefined && { channel }), ...(owner !== undefined && { owner }) };
}

function today({ now }: ListenerContext): string {
  return dayOf(now());
}
