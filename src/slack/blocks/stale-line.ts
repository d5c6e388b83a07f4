import type { types } from '@slack/bolt';
import { confirmationWords } from '../../alerts/digest-words.ts';
import type { StaleAsset } from '../../domain/digest.ts';
import { glue, line, words } from './elements.ts';

/** An asset whose version nobody confirmed for long, in one line. */
export function staleLine(asset: StaleAsset): types.RichTextSection[] {
  return line(
    words(asset.id, 60),
    glue(' · '),
    words(`${asset.product} ${asset.version}`, 80),
    glue(` · ${confirmationWords(asset)}`),
    ...(asset.owner === undefined ? [] : [glue(' · '), words(asset.owner, 40)]),
  );
}
