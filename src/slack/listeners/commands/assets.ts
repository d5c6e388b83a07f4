import type {
  BlockButtonAction,
  Middleware,
  RespondFn,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
} from '@slack/bolt';
import { isOwnedBy, ownerKey, type Person } from '../../../domain/owner.ts';
import type { AssetView } from '../../../ports/inventory-office.ts';
import type { AssetsRef } from '../../asset-ref.ts';
import {
  ASSETS_PAGE,
  type AssetSearch,
  assetAnswer,
  findAnswer,
  inventoryHistoryAnswer,
  isLongId,
  readAssetSearch,
  staleAnswer,
} from '../../blocks/answers/asset-answers.ts';
import { readRename } from '../../blocks/answers/change-answer.ts';
import { helpAnswer } from '../../blocks/answers/help-answer.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import { readSeenVersions } from '../../blocks/confirm-version.ts';
import { editAssetModal } from '../../blocks/modals/edit-asset.ts';
import { removeAssetsModal } from '../../blocks/modals/remove-assets.ts';
import { esc } from '../../blocks/safe-text.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import { ASSETS_USAGE, type AssetsRequest, readAssetsRequest } from '../../commands/assets-request.ts';
import { plainCommandText } from '../../commands/plain-command-text.ts';
import type { Role } from '../../roles.ts';
import { actorOf, answering, type ListenerContext, refusalFor, sayWhereClicked } from '../context.ts';
import type { Home } from '../home.ts';
import { importVerb } from '../imports.ts';
import { answer } from './answer.ts';
import { notConfirmedWords, tellConfirmed, tellRenamed, tellUndone } from './asset-changes.ts';

/** Who asked, and by what; enough to open a window and to answer. */
interface AssetsAsker {
  readonly user: { readonly id: string; readonly username?: string };
  readonly triggerId: string;
  readonly responseUrl: string;
  readonly respond: RespondFn;
  /** Where an answer to what a window sends stands. */
  readonly place: 'below' | 'instead';
}

/** All but an import, which asks for its role and its window itself. */
type LookOrChange = Exclude<AssetsRequest, { readonly kind: 'import' }>;

/** `/assets`: acknowledged at once, answered to the asker alone. Looking is for viewers; the rest is for analysts. */
export function assetsCommand(context: ListenerContext): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ ack, command, respond }) => {
    await ack();
    const request = readAssetsRequest(plainCommandText(command.text));
    if (request.kind === 'import') {
      return importVerb({ userId: command.user_id, triggerId: command.trigger_id, respond }, context);
    }
    const asker = {
      user: { id: command.user_id, username: command.user_name },
      triggerId: command.trigger_id,
      responseUrl: command.response_url,
      respond,
      place: 'below' as const,
    };
    await answer(
      { respond, userId: command.user_id, role: roleFor(request) },
      () => answerTo(request, asker, context),
      context,
    );
  };
}

/** The buttons of the answers, and "Confirm version" on whatever message it stands. */
export function assetsButton(
  context: ListenerContext,
  home: Pick<Home, 'redrawAfter'>,
): Middleware<SlackActionMiddlewareArgs<BlockButtonAction>> {
  return async ({ ack, action, body, respond }) => {
    await ack();
    if (body.view !== undefined) return confirmAtHome(action.value, { body, respond }, context, home);
    const user = { id: body.user.id, username: body.user.username };
    const asker = {
      user,
      triggerId: body.trigger_id,
      responseUrl: body.response_url,
      respond,
      place: 'instead' as const,
    };
    const verb = /^assets:([a-z]+)/.exec(action.action_id)?.[1] ?? '';
    const role = verb === 'page' ? 'viewer' : 'analyst';
    await answer(
      { respond, userId: user.id, role, ...(verb === 'page' && { replaces: true }) },
      () => pressed(verb, action.value, asker, context),
      context,
    );
  };
}

/** "Confirm version" on the home tab, which gives no way to answer: what is confirmed is gone from it. */
async function confirmAtHome(
  value: string | undefined,
  { body, respond }: { readonly body: BlockButtonAction; readonly respond: RespondFn },
  context: ListenerContext,
  home: Pick<Home, 'redrawAfter'>,
): Promise<void> {
  const say = sayWhereClicked(body, respond, context);
  await answering(
    async () => {
      const refusal = await refusalFor(context, body.user.id, 'analyst');
      if (refusal !== undefined) return say(refusal);
      const seen = readSeenVersions(value);
      if (seen === undefined) return say(esc('This button cannot be read. "/assets stale" lists what is to confirm.'));
      const { others, change } = await context.office.inventory.confirm(seen, actorOf(body.user));
      if (others.length > 0) await say(esc(notConfirmedWords(others)));
      await home.redrawAfter(body);
      await change?.effect();
    },
    say,
    context.log,
  );
}

function roleFor({ kind }: LookOrChange): Role {
  return kind === 'add' || kind === 'edit' || kind === 'remove' || kind === 'undo' || kind === 'export'
    ? 'analyst'
    : 'viewer';
}

/** What is said; undefined where a window opened or the answer was given already. */
async function answerTo(
  request: LookOrChange,
  asker: AssetsAsker,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const { inventory } = context.office;
  switch (request.kind) {
    case 'help':
      return helpAnswer(ASSETS_USAGE);
    case 'slip':
      return plainAnswer(`${request.words} "/assets help" shows all.`);
    case 'find':
      return find({ words: request.words, offset: 0 }, context);
    case 'show':
      return withAsset(request.id, context, async (view) =>
        assetAnswer(view, await ownersWhoLeft([view.asset.owner], context)),
      );
    case 'add':
      return open(editAssetModal({ answer: answerOf(asker) }), asker, context);
    case 'edit':
      return openEdit(request.id, asker, context);
    case 'remove':
      return openRemove(request.ids, asker, context);
    case 'stale':
      return stale(request.days, asker.user.id, context);
    case 'history':
      return inventoryHistoryAnswer(await inventory.history(MOST_CHANGES));
    case 'undo':
      return tellUndone(request.number, actorOf(asker.user), asker, context);
    case 'export':
      return sendInventory(asker.user.id, context);
  }
}

async function pressed(
  verb: string,
  value: string | undefined,
  asker: AssetsAsker,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const actor = actorOf(asker.user);
  const search = verb === 'page' ? readAssetSearch(value) : undefined;
  if (search !== undefined) return find(search, context);
  if (verb === 'edit' && value !== undefined && value !== '') return openEdit(value, asker, context);
  if (verb === 'undo' && /^\d{1,9}$/.test(value ?? '')) return tellUndone(Number(value), actor, asker, context);
  const seen = verb === 'confirm' ? readSeenVersions(value) : undefined;
  if (seen !== undefined) return tellConfirmed(seen, actor, { respond: asker.respond, place: 'beside' }, context);
  const rename = verb === 'rename' ? readRename(value) : undefined;
  if (rename !== undefined) return tellRenamed(rename, actor, asker, context);
  return plainAnswer('This button cannot be read. "/assets help" says how to ask instead.');
}

const MOST_CHANGES = 20;

async function find(search: AssetSearch, context: ListenerContext): Promise<SlackMessage> {
  const page = await context.office.inventory.find(search.words, { offset: search.offset, limit: ASSETS_PAGE });
  const left = await ownersWhoLeft(
    page.assets.map(({ owner }) => owner),
    context,
  );
  return findAnswer(search, page, left);
}

async function withAsset(
  id: string,
  { office }: ListenerContext,
  found: (view: AssetView) => Promise<SlackMessage | undefined>,
): Promise<SlackMessage | undefined> {
  const view = await office.inventory.asset(id);
  return view === undefined ? plainAnswer(await unknownWords([id], office)) : found(view);
}

/** What a window keeps, so that what it sends can be answered. */
function answerOf({ responseUrl: to, place }: AssetsAsker): AssetsRef['answer'] {
  return { to, place };
}

/** Which ids nothing in the inventory has, and what may have been meant. */
async function unknownWords(ids: readonly string[], { inventory }: ListenerContext['office']): Promise<string> {
  const words = await Promise.all(
    ids.slice(0, 5).map(async (id) => {
      if (id.startsWith('watch:')) {
        return `"${id}" stands for what a watchlist watches for, and is no asset; "/watchlist" changes it.`;
      }
      const nearest = await inventory.nearestId(id);
      return `No asset is called "${id.slice(0, 200)}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
    }),
  );
  return `${words.join(' ')} "/assets find WORDS" finds assets by their words.`;
}

async function open(
  view: Parameters<ListenerContext['people']['open']>[1],
  { triggerId }: AssetsAsker,
  { people }: ListenerContext,
): Promise<SlackMessage | undefined> {
  const shown = await people.open(triggerId, view);
  return shown.kind === 'failed' ? plainAnswer(shown.because) : undefined;
}

function openEdit(id: string, asker: AssetsAsker, context: ListenerContext): Promise<SlackMessage | undefined> {
  if (isLongId(id))
    return Promise.resolve(plainAnswer('This id is too long for a form; "wardwatch assets edit" changes it.'));
  return withAsset(id, context, (view) => open(editAssetModal({ view, answer: answerOf(asker) }), asker, context));
}

async function openRemove(
  ids: readonly string[],
  asker: AssetsAsker,
  context: ListenerContext,
): Promise<SlackMessage | undefined> {
  const { office } = context;
  const views = await Promise.all(ids.map((id) => office.inventory.asset(id)));
  const unknown = ids.filter((_, index) => views[index] === undefined);
  if (unknown.length > 0) return plainAnswer(`${await unknownWords(unknown, office)} Nothing was removed.`);
  const modal = removeAssetsModal(
    views.flatMap((view) => view ?? []),
    answerOf(asker),
  );
  return modal === undefined
    ? plainAnswer('These are too many at once. Remove fewer of them; nothing was removed.')
    : open(modal, asker, context);
}

async function stale(days: number, userId: string, { office, people }: ListenerContext): Promise<SlackMessage> {
  const { inventory } = office;
  const [assets, person] = await Promise.all([inventory.stale(days), personOrId(userId, people)]);
  const isMine = new Set(assets.filter(({ owner }) => isOwnedBy(owner, person, inventory.owners)));
  return staleAnswer(
    days,
    [...isMine],
    assets.filter((asset) => !isMine.has(asset)),
  );
}

/** Somebody of whom Slack says nothing now is known by their id alone. */
async function personOrId(userId: string, people: ListenerContext['people']): Promise<Person> {
  return people.person(userId).catch(() => ({ id: userId, names: [], groups: [] }));
}

/** Owners that stand for somebody whom Slack knows as gone. */
async function ownersWhoLeft(
  owners: readonly (string | undefined)[],
  { office, people }: ListenerContext,
): Promise<ReadonlySet<string>> {
  const named = [...new Set(owners.flatMap((owner) => owner ?? []))];
  const left = await Promise.all(
    named.map(async (owner) => {
      const id = office.inventory.owners.get(ownerKey(owner));
      return id !== undefined && /^[UW]/.test(id) && (await people.standingOf(id)).standing === 'left' ? [owner] : [];
    }),
  );
  return new Set(left.flat());
}

async function sendInventory(userId: string, { office, people }: ListenerContext): Promise<SlackMessage> {
  const file = await office.inventory.export();
  const because = await people.sendFile(userId, file);
  return plainAnswer(
    because === undefined
      ? `${file.name} is in your conversation with wardwatch.`
      : `The file was not sent: ${because} Try again.`,
  );
}
