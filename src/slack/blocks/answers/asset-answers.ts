import type { types } from '@slack/bolt';
import { counted } from '../../../cases/listed.ts';
import type { Asset } from '../../../domain/asset.ts';
import { productName } from '../../../domain/product-name.ts';
import type { InventoryChangeRecord } from '../../../ports/inventory-change.ts';
import type { AssetPage, AssetView } from '../../../ports/inventory-office.ts';
import { confirmVersionButton } from '../confirm-version.ts';
import { bold, button, context, glue, line, richText, titledList, words } from '../elements.ts';
import { COLUMN_LABELS } from '../modals/edit-asset.ts';
import { esc, joinMrkdwn, literal, mrkdwn, type SafeMrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { textLength } from '../text-length.ts';
import { typed } from './typed.ts';

/** So many assets stand on a page. */
export const ASSETS_PAGE = 10;
/** So many stale assets are shown, each with its button. */
const MOST_STALE = 15;

/** The buttons of the answers. */
export const ASSET_ACTIONS = {
  newer: 'assets:page:before',
  older: 'assets:page:after',
  edit: 'assets:edit',
  undo: 'assets:undo',
  rename: 'assets:rename',
} as const;

/** A search of the inventory. */
export interface AssetSearch {
  readonly words: string;
  readonly offset: number;
}

/** A page of what was found. `left`: owners who left the organisation. */
export function findAnswer(
  { words: asked, offset }: AssetSearch,
  page: AssetPage,
  left: ReadonlySet<string>,
): SlackMessage {
  const { assets, total } = page;
  const part = assets.length === total ? '' : ` ${offset + 1} to ${offset + assets.length} are shown.`;
  const sentence =
    total === 0
      ? `No asset holds all these words: "${literal(asked, 300)}".`
      : `${counted(total, 'asset')} for "${literal(asked, 300)}".${part}`;
  return {
    text: esc(sentence, 1_000),
    blocks: [
      ...richText([
        ...line(words(sentence, 500)),
        ...titledList('Assets', 'bullet', assets, ASSETS_PAGE, (asset) => assetLine(asset, left)),
      ]),
      ...pageButtons(asked, offset, total),
      context(mrkdwn`\`/assets show ID\` opens one · \`/assets edit ID\` changes it`),
    ],
  };
}

/** All that is known of an asset. */
export function assetAnswer(view: AssetView, left: ReadonlySet<string>): SlackMessage {
  const { asset, cells, cases, changed } = view;
  const known = [...cells].filter(([column, cell]) => column !== 'id' && cell !== '');
  const title = `${literal(asset.id, 100)}: ${literal(productName(asset), 200)}`;
  const confirm = confirmVersionButton([asset], 0);
  const stands =
    cases.length === 0
      ? 'No case says anything of it; that does not make it safe.'
      : `Cases: ${cases.map(({ caseId, verdict }) => `${caseId} (${verdict})`).join(', ')}.`;
  return {
    text: esc(`${title}. ${stands}`, 2_000),
    blocks: [
      ...richText([
        ...line(bold(title, 300)),
        ...titledList('What is known', 'bullet', known, known.length, ([column, cell]) =>
          line(
            glue(`${COLUMN_LABELS[column]}: `),
            words(cell, 300),
            glue(column === 'owner' && left.has(cell) ? ', who left' : ''),
          ),
        ),
        ...line(words(stands, 800)),
      ]),
      ...actions([
        ...(isLongId(asset.id) ? [] : [button(ASSET_ACTIONS.edit, 'Edit', asset.id, `Edit ${asset.id}`)]),
        ...(confirm === undefined ? [] : [confirm]),
      ]),
      ...(changed === undefined
        ? []
        : [context(mrkdwn`Last changed by ${esc(changed.by, 80)}, ${esc(minuteOf(changed.at))}`)]),
    ],
  };
}

/** Versions that nobody confirmed for long: those of the asker first. */
export function staleAnswer(days: number, mine: readonly Asset[], others: readonly Asset[]): SlackMessage {
  const all = [...mine, ...others];
  const yours = mine.length === 0 ? '' : ` ${mine.length} of them ${mine.length === 1 ? 'is' : 'are'} yours.`;
  const sentence =
    all.length === 0
      ? `Every version was confirmed within ${counted(days, 'day')}.`
      : `${counted(all.length, 'version')} ${all.length === 1 ? 'was' : 'were'} not confirmed for more than ${counted(days, 'day')}.${yours}`;
  const shown = fitting(all, mine);
  const every = confirmVersionButton(shown, shown.length);
  return {
    text: esc(sentence, 1_000),
    blocks: [
      ...richText(line(words(sentence, 500))),
      ...shown.map((asset, position) => staleLine(asset, position, mine.includes(asset))),
      ...(every === undefined || shown.length < 2 ? [] : actions([every])),
      ...(all.length > shown.length ? [context(mrkdwn`… and ${all.length - shown.length} more`)] : []),
    ],
  };
}

/** Who changed the inventory, newest first; the newest that can be taken back has a button. */
export function inventoryHistoryAnswer(changes: readonly InventoryChangeRecord[]): SlackMessage {
  const sentence =
    changes.length === 0 ? 'The inventory was never changed.' : 'Changes of the inventory, newest first.';
  const undoable = changes.find(({ undone }) => !undone);
  return {
    text: esc(sentence),
    blocks: [
      ...richText([
        ...line(words(sentence)),
        ...titledList('Changes', 'bullet', changes, 20, (one) =>
          line(
            typed(`${one.number}`),
            glue(` ${minuteOf(one.at)} · `),
            bold(one.by, 80),
            glue(`: ${one.added} added, ${one.changed} changed, ${one.removed} removed${one.undone ? ', undone' : ''}`),
          ),
        ),
      ]),
      ...(undoable === undefined ? [] : actions([undoButton(undoable.number)])),
      context(mrkdwn`\`/assets undo NUMBER\` takes one back, within 24 hours`),
    ],
  };
}

/** Takes a change back. */
export function undoButton(number: number): types.Button {
  return button(ASSET_ACTIONS.undo, 'Undo', `${number}`, `Undo change ${number}`);
}

/** Whether an id is too long for what Slack keeps with a button or a window; an empty one is none. */
export function isLongId(id: string): boolean {
  return id === '' || id.length > 500;
}

/** Buttons side by side; absent where there are none. */
export function actions(elements: readonly types.Button[]): types.ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements: [...elements] }];
}

/** A search as the value of a button. */
function writeAssetSearch({ words: asked, offset }: AssetSearch): string {
  return `${offset} ${asked}`.slice(0, 2_000);
}

/** The search in a value that came back from Slack; undefined where it is none. */
export function readAssetSearch(value: unknown): AssetSearch | undefined {
  const [, offset, asked] = /^(\d{1,7}) (.*)$/s.exec(typeof value === 'string' ? value : '') ?? [];
  return offset === undefined || asked === undefined ? undefined : { words: asked, offset: Number(offset) };
}

function assetLine(asset: Asset, left: ReadonlySet<string>): types.RichTextSection[] {
  const { id, version, site, owner } = asset;
  const place = [
    ...(site === undefined ? [] : [literal(site, 60)]),
    ...(owner === undefined ? [] : [`owner ${literal(owner, 60)}${left.has(owner) ? ' (left)' : ''}`]),
  ];
  return line(
    bold(id, 80),
    glue(' · '),
    words(productName(asset), 100),
    glue([` ${version === undefined ? 'version unknown' : literal(version, 40)}`, ...place].join(' · ')),
  );
}

/** As many as fit: long names stand twice in a line, once in its button. */
function fitting(all: readonly Asset[], mine: readonly Asset[]): readonly Asset[] {
  let left = MOST_STALE_TEXT;
  return all.slice(0, MOST_STALE).filter((asset, position) => {
    left -= textLength(staleLine(asset, position, mine.includes(asset)));
    return left >= 0;
  });
}

const MOST_STALE_TEXT = 8_500;

function staleLine(asset: Asset, position: number, isMine: boolean): types.SectionBlock {
  const { id, version = '', versionConfirmedAt, owner } = asset;
  const confirm = confirmVersionButton([asset], position);
  const facts: SafeMrkdwn[] = [
    mrkdwn`*${esc(id, 100)}* ${esc(productName(asset), 150)} ${esc(version, 60)}`,
    versionConfirmedAt === undefined ? mrkdwn`never confirmed` : mrkdwn`confirmed ${esc(versionConfirmedAt)}`,
    ...(isMine ? [mrkdwn`yours`] : owner === undefined ? [] : [mrkdwn`owner ${esc(owner, 60)}`]),
  ];
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: joinMrkdwn(facts, ' · '), verbatim: true },
    ...(confirm && { accessory: confirm }),
  };
}

function pageButtons(asked: string, offset: number, total: number): types.ActionsBlock[] {
  const to = (next: number) => writeAssetSearch({ words: asked, offset: next });
  return actions([
    ...(offset > 0
      ? [button(ASSET_ACTIONS.newer, 'Back', to(Math.max(0, offset - ASSETS_PAGE)), 'Show assets before')]
      : []),
    ...(offset + ASSETS_PAGE < total
      ? [button(ASSET_ACTIONS.older, 'More', to(offset + ASSETS_PAGE), 'Show more assets')]
      : []),
  ]);
}

function minuteOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
