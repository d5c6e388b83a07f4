import { rematchWords } from '../../../alerts/rematch-words.ts';
import { counted } from '../../../cases/listed.ts';
import { countVerdicts } from '../../../domain/alert-words.ts';
import type { AffectedAnswer } from '../../../ports/front-office.ts';
import { line, richText, words } from '../elements.ts';
import { esc } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { affectedList } from './affected-list.ts';

/** Which assets a flaw or a product touches. Nothing is ever called safe: what no advisory touches is only counted. */
export function affectedAnswer(answer: AffectedAnswer): SlackMessage {
  const still = rematchWords(answer.rematch);
  const sentences = `${touched(answer)}${untouched(answer)}${still === undefined ? '' : ` ${still}`}`;
  return {
    text: esc(sentences, 2_000),
    blocks: richText([...line(words(sentences, 1_000)), ...affectedList('Assets, worst first', answer.assets, 12)]),
  };
}

function touched({ asked, advisories, assets }: AffectedAnswer): string {
  if (advisories === 0) return `No advisory that was read names ${asked}.`;
  const from = advisories === 1 ? '1 advisory' : `${advisories} advisories`;
  if (assets.length === 0) return `No asset of the inventory is touched by the ${from} on ${asked}.`;
  const verdicts = countVerdicts(assets.map(({ verdict }) => ({ verdict: verdict.kind })));
  return `${asked}: ${verdicts}, from ${from}.`;
}

function untouched({ untouched: count }: AffectedAnswer): string {
  if (count === 0) return '';
  return ` ${counted(count, 'asset')} by this name ${count === 1 ? 'is' : 'are'} touched by no advisory that was read; that does not make ${count === 1 ? 'it' : 'them'} safe.`;
}
