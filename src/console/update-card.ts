import type { AlertMessage } from '../domain/alert.ts';
import { countVerdicts } from '../domain/alert-words.ts';
import { badge, bulletLines, cardRules, feedText } from './alert-card.ts';
import { type Card, innerWidth, paragraph } from './box.ts';

/** What changed in a case, and what stands now, as a compact card. */
export function updateCard(message: AlertMessage, changes: readonly string[], width: number): Card {
  const inner = innerWidth(width);
  const standing = `${countVerdicts(message.assets)}; ${countSources(message)}.`;
  return {
    ...cardRules(message, [
      { text: ` ${badge(message)} `, style: message.priority },
      { text: ` ${message.caseId} updated` },
    ]),
    sections: [
      { lines: paragraph(feedText(message.title), inner, '', 'strong') },
      { heading: 'What changed', lines: bulletLines(changes, inner, message.caseId) },
      {
        heading: 'What stands now',
        lines: [
          ...paragraph(feedText(message.headline), inner),
          ...bulletLines(message.reasons, inner, message.caseId, REASONS_SHOWN),
          ...paragraph(standing, inner, '', 'quiet'),
        ],
      },
    ],
  };
}

const REASONS_SHOWN = 3;

function countSources({ sources }: AlertMessage): string {
  return sources.length === 1 ? '1 source' : `${sources.length} sources`;
}
