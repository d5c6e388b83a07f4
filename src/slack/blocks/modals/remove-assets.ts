import type { types } from '@slack/bolt';
import { counted } from '../../../cases/listed.ts';
import { productName } from '../../../domain/product-name.ts';
import type { AssetView } from '../../../ports/inventory-office.ts';
import { type AssetsRef, writeAssetsRef } from '../../asset-ref.ts';
import { bold, context, glue, line, modal, richText, titledList, words } from '../elements.ts';
import { mrkdwn } from '../safe-text.ts';

/** Asks whether assets shall go, by name; undefined where they are more than a window can keep in mind. */
export function removeAssetsModal(
  views: readonly AssetView[],
  answer: AssetsRef['answer'],
): types.ModalView | undefined {
  const ref = writeAssetsRef({
    seen: Object.fromEntries(views.map(({ asset, version }) => [asset.id, version])),
    answer,
  });
  if (ref.length > LONGEST_REF) return undefined;
  const list = titledList(`${counted(views.length, 'asset')} will be removed`, 'bullet', views, views.length, (view) =>
    line(
      bold(view.asset.id, 100),
      glue(': '),
      words(productName(view.asset), 100),
      words(view.asset.version === undefined ? '' : ` ${view.asset.version}`, 40),
      words(view.cases.length === 0 ? '' : ` · touched by ${view.cases.map(({ caseId }) => caseId).join(', ')}`, 100),
    ),
  );
  return modal(
    'assets:remove',
    'Remove assets',
    [...richText(list), context(mrkdwn`For 24 hours \`/assets undo\` brings them back.`)],
    { submit: 'Remove', ref },
  );
}

/** Slack keeps no more beside a window. */
const LONGEST_REF = 3_000;
