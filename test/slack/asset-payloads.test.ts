import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { COLUMNS, type Column } from '../../src/domain/asset-columns.ts';
import type { AssetView } from '../../src/ports/inventory-office.ts';
import {
  assetAnswer,
  findAnswer,
  inventoryHistoryAnswer,
  staleAnswer,
} from '../../src/slack/blocks/answers/asset-answers.ts';
import { changeAnswer } from '../../src/slack/blocks/answers/change-answer.ts';
import { confirmVersionButton, readSeenVersions } from '../../src/slack/blocks/confirm-version.ts';
import { editAssetModal } from '../../src/slack/blocks/modals/edit-asset.ts';
import { removeAssetsModal } from '../../src/slack/blocks/modals/remove-assets.ts';
import { validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const asset: fc.Arbitrary<Asset> = fc.record({
  ...{
    id: hostileText.map((id) => id.slice(0, 500)),
    vendor: hostileText,
    product: hostileText,
    version: hostileText,
    owner: hostileText,
  },
  site: hostileText,
  observables: fc.constant([]),
  tags: fc.constant([]),
});
const cells = fc
  .array(hostileText, { minLength: COLUMNS.length, maxLength: COLUMNS.length })
  .map((texts) => new Map(COLUMNS.map((column, index): [Column, string] => [column, texts[index] ?? ''])));
const AT = '2024-01-22T10:42:00.000Z';
const view: fc.Arbitrary<AssetView> = fc.record({
  asset,
  cells,
  version: fc.constant('0123456789abcdef'),
  changed: fc.record({ by: hostileText, at: fc.constant(AT) }),
  cases: fc.array(fc.constant({ caseId: 'C-1', verdict: 'affected' as const }), { maxLength: 200 }),
});
const answer = { to: 'https://hooks.slack.com/commands/T0/1/x', place: 'below' } as const;

describe('whatever an inventory holds', () => {
  it('every answer passes every limit', () => {
    fc.assert(
      fc.property(view, fc.array(asset, { maxLength: 30 }), hostileText, (one, assets, text) => {
        const change = { number: 7, at: AT, by: text, added: 1, changed: 1, removed: 1, undone: false };
        const hints = [{ column: 'product' as const, written: text, nearest: text }];
        const answers = [
          findAnswer({ words: text, offset: 10 }, { assets: assets.slice(0, 10), total: 99 }, new Set([text])),
          assetAnswer(one, new Set([text])),
          staleAnswer(365, assets.slice(0, 2), assets.slice(2)),
          inventoryHistoryAnswer(assets.map(() => change)),
          changeAnswer({ done: text, number: 7, effect: text, hinted: { id: text, version: 'v', hints } }),
        ];
        expect(answers.flatMap(validateMessage)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('every window passes every limit', () => {
    fc.assert(
      fc.property(view, (one) => {
        const overtaken = { view: one, cells: one.cells, theirs: COLUMNS, lost: one.cells };
        const removal = removeAssetsModal([one], answer);
        const windows = [
          editAssetModal({ view: one, answer }),
          editAssetModal({ view: one, cells: one.cells, overtaken, answer }),
          ...(removal === undefined ? [] : [removal]),
        ];
        expect(windows.flatMap(validateView)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a button names to the letter the versions that were seen', () => {
    fc.assert(
      fc.property(fc.array(asset, { maxLength: 3 }), (assets) => {
        const value = confirmVersionButton(assets, 0)?.value;
        const seen = value === undefined ? [] : (readSeenVersions(value) ?? []);
        const shown = assets.map(({ id, version }) => ({ id, version }));
        expect(seen.filter((one) => !shown.some((each) => each.id === one.id && each.version === one.version))).toEqual(
          [],
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
