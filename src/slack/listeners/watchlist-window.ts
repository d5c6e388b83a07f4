import { EMPTY_WATCHLIST, type WatchlistContent } from '../../domain/watch.ts';
import { plainAnswer } from '../blocks/answers/plain-answer.ts';
import { userIdOf, type WatchlistDraft, watchlistModal } from '../blocks/modals/watchlist.ts';
import { esc, mrkdwn, type SafeMrkdwn } from '../blocks/safe-text.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { ownerTrouble } from '../standings.ts';
import type { ListenerContext } from './context.ts';

/** Which list is to be opened, for which interaction. */
export interface WindowRequest {
  readonly name: string;
  readonly isNew: boolean;
  readonly triggerId: string;
  /** A response_url of Slack. */
  readonly answerTo: string;
}

/** Opens the window of a list; words where that cannot be. */
export async function openWatchlistWindow(
  { name, isNew, triggerId, answerTo }: WindowRequest,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const draft = isNew ? await newDraft(name, context) : await storedDraft(name, context);
  if (typeof draft === 'string') return plainAnswer(draft);
  const notices = await ownerNotice(draft.content, context);
  const content = notices.length === 0 ? draft.content : withoutOwner(draft.content);
  const shown = await context.people.open(triggerId, watchlistModal({ ...draft, content, answerTo, notices }));
  if (shown.kind === 'shown') return undefined;
  return plainAnswer(`${shown.because} "/watchlist ${isNew ? 'create' : 'edit'} ${name}" opens it.`);
}

type Draft = Pick<WatchlistDraft, 'name' | 'seen' | 'content'>;

async function newDraft(name: string, { office }: ListenerContext): Promise<Draft | string> {
  const because = await office.watchlists.whyNotNew(name);
  return because === undefined ? { name, seen: 0, content: EMPTY_WATCHLIST } : because;
}

async function storedDraft(name: string, { office }: ListenerContext): Promise<Draft | string> {
  const found = await office.watchlists.find(name);
  if (found.kind === 'unknown') return `${found.because} "/watchlist create ${name}" makes it.`;
  const { name: known, version, ...content } = found.list;
  return { name: known, seen: version, content };
}

/** Says that the owner has left; the field is shown empty then, because Slack may not take them. */
async function ownerNotice(
  { owner }: WatchlistContent,
  { people }: Pick<ListenerContext, 'people'>,
): Promise<readonly SafeMrkdwn[]> {
  const userId = userIdOf(owner?.id);
  if (userId === undefined) return [];
  const trouble = ownerTrouble(await people.standingOf(userId));
  return trouble === undefined ? [] : [mrkdwn`*Owner.* ${esc(trouble, 300)}`];
}

function withoutOwner({ owner: _, ...content }: WatchlistContent): WatchlistContent {
  return content;
}
