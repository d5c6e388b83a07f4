import type { types } from '@slack/bolt';
import type { Asset } from '../../domain/asset.ts';
import { COLUMNS, type Column } from '../../domain/asset-columns.ts';
import type { AssetView } from '../../ports/inventory-office.ts';
import { assetAnswer, findAnswer, inventoryHistoryAnswer, staleAnswer } from '../blocks/answers/asset-answers.ts';
import { changeAnswer } from '../blocks/answers/change-answer.ts';
import { helpAnswer } from '../blocks/answers/help-answer.ts';
import { editAssetModal } from '../blocks/modals/edit-asset.ts';
import { removeAssetsModal } from '../blocks/modals/remove-assets.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { ASSETS_USAGE } from '../commands/assets-request.ts';
import type { Surface } from './surface.ts';

const MINUTE = '2024-01-22T10:42:00.000Z';
const ANSWER = {
  to: 'https://hooks.slack.com/commands/T0123456789/1234567890123/abcdefghijklmnopqrstuvwx',
  place: 'below',
} as const;

/** What `/assets` answers, and its windows. */
export const ASSET_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form): Surface[] => {
  const length = form === 'ordinary' ? 1 : 300;
  return [
    ...Object.entries(answers(form, length)).map(
      ([name, payload]): Surface => ({ surface: 'message', name, form, payload }),
    ),
    ...Object.entries(modals(length)).map(([name, payload]): Surface => ({ surface: 'modal', name, form, payload })),
  ];
});

function answers(form: Surface['form'], length: number): Readonly<Record<string, SlackMessage>> {
  const count = form === 'ordinary' ? 3 : 500;
  const assets = Array.from({ length: count }, (_, index) => assetOf(index, length));
  const long = 'words '.repeat(length).trim();
  const change = { number: 7, at: MINUTE, by: 'dana.fox', added: 0, changed: 1, removed: 0, undone: false };
  const hints = [{ column: 'product' as const, written: `Relay Dsk ${long}`, nearest: 'Relay Desk' }];
  return {
    'assets-find': findAnswer(
      { words: long, offset: form === 'ordinary' ? 0 : 10 },
      { assets: assets.slice(0, 10), total: count },
      new Set(['dana.fox']),
    ),
    'assets-show': assetAnswer(viewOf(length), new Set()),
    'assets-stale': staleAnswer(365, assets.slice(0, 1), assets.slice(1)),
    'assets-history': inventoryHistoryAnswer(
      Array.from({ length: count }, (_, index) => ({ ...change, number: 500 - index, by: `dana.fox ${long}` })),
    ),
    'assets-saved': changeAnswer({ done: `A-014 is changed: ${long}.`, number: 7 }),
    'assets-effect': changeAnswer({
      done: `A-014 is changed: product, version ${length === 1 ? '' : long}`.trim().concat('.'),
      number: 7,
      effect: '2 cases now affected (C-1 and C-4), 1 no longer affected (C-2).',
      hinted: { id: 'A-014', version: '0123456789abcdef', hints },
    }),
    'assets-help': helpAnswer(ASSETS_USAGE),
  };
}

function modals(length: number): Readonly<Record<string, types.ModalView>> {
  const view = viewOf(length);
  const theirs: readonly Column[] = length === 1 ? ['version', 'owner'] : COLUMNS;
  const lost = new Map(theirs.map((column): [Column, string] => [column, 'what was entered '.repeat(length)]));
  const overtaken = { view, cells: view.cells, theirs, lost };
  const removed = removeAssetsModal([view], ANSWER);
  return {
    'assets-edit': editAssetModal({ view, answer: ANSWER }),
    'assets-add': editAssetModal({ answer: ANSWER }),
    'assets-overtaken': editAssetModal({ view, cells: overtaken.cells, overtaken, answer: ANSWER }),
    ...(removed && { 'assets-remove': removed }),
  };
}

function viewOf(length: number): AssetView {
  const asset = assetOf(14, length);
  const free = `${'Example words; '.repeat(length)}`.slice(0, length === 1 ? 15 : 3_000);
  const filled = new Map<Column, string>(length === 1 ? [] : COLUMNS.map((column) => [column, free]));
  const known: readonly (readonly [Column, string])[] = [
    ['id', asset.id],
    ['vendor', 'Example'],
    ['product', 'Relay Desk'],
    ['version', '8.1.0'],
    ['version_confirmed_at', '2023-11-25'],
    ['last_updated_at', '2023-06-01'],
    ['managed', 'yes'],
    ['owner', 'dana.fox'],
    ['site', 'Main campus'],
    ['exposure', 'open'],
    ['phi', 'no'],
    ['safety', 'critical'],
    ['tags', 'pharmacy; tier-1'],
  ];
  const closed = new Map(known);
  return {
    asset,
    version: '0123456789abcdef',
    cells: new Map(COLUMNS.map((column) => [column, closed.get(column) ?? filled.get(column) ?? ''])),
    changed: { by: 'ravi', at: MINUTE },
    cases: Array.from({ length }, (_, index) => ({ caseId: `C-${index + 1}`, verdict: 'affected' as const })),
  };
}

function assetOf(index: number, length: number): Asset {
  return {
    id: `A-${String(index).padStart(3, '0')}${'x'.repeat(length - 1)}`,
    ...{ vendor: 'Example', product: `${'Relay '.repeat(length)}Desk`, version: `8.1.${index}` },
    ...{ owner: 'dana.fox', site: 'Main campus', versionConfirmedAt: '2023-01-25' },
    ...{ observables: [], tags: [] },
  };
}
