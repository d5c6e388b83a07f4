import { counted, listed } from '../../../cases/listed.ts';
import type { IndicatorAnswer } from '../../../ports/front-office.ts';
import { line, richText, titledList, words } from '../elements.ts';
import { esc, literal } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { advisoryLine } from './advisory-line.ts';

/** Who names an indicator, and whether it was seen here. */
export function indicatorAnswer(answer: IndicatorAnswer): SlackMessage {
  const sentences = [naming(answer), seen(answer)].join(' ');
  return {
    text: esc(sentences, 2_000),
    blocks: richText([
      ...line(words(sentences, 1_000)),
      ...titledList('Named by', 'bullet', answer.named, 10, advisoryLine),
    ]),
  };
}

function naming({ type, shown, named }: IndicatorAnswer): string {
  const what = literal(shown, 300);
  if (type === undefined)
    return `"${what}" reads as no indicator that wardwatch knows, such as an address, a host or a hash.`;
  if (named.length === 0) return `No advisory that was read names ${what} (${type}).`;
  return `${what} (${type}) is named by ${named.length === 1 ? '1 advisory' : `${named.length} advisories`}.`;
}

function seen({ type, seenOn }: IndicatorAnswer): string {
  if (type === undefined) return '';
  if (seenOn.length === 0) return 'The inventory does not list it among what was seen on any asset.';
  const assets = listed(seenOn.map((id) => literal(id, 80)));
  return `Seen here, on ${counted(seenOn.length, 'asset')}: ${assets}.`;
}
