import { counted } from '../../../cases/listed.ts';
import { isInTrouble } from '../../../domain/source-condition.ts';
import type { SourceLine } from '../../../ports/front-office.ts';
import { context, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { sourceLine } from './source-line.ts';

/** Every source, those in trouble first. */
export function sourcesAnswer(sources: readonly SourceLine[]): SlackMessage {
  const trouble = sources.filter(isInTrouble);
  const working = sources.filter((source) => !isInTrouble(source));
  const sentence =
    sources.length === 0
      ? 'No source is configured.'
      : `${counted(sources.length, 'source')}, of which ${trouble.length} may need a look.`;
  return {
    text: esc(sentence),
    blocks: [
      ...richText([
        ...line(words(sentence)),
        ...titledList('Look at these', 'bullet', trouble, MOST_TROUBLE, sourceLine),
        ...titledList('These work', 'bullet', working, MOST_WORKING, sourceLine),
      ]),
      context(mrkdwn`\`/ward sources pause ID\`, \`resume ID\` and \`poll ID\` are for admins`),
    ],
  };
}

const MOST_TROUBLE = 15;
const MOST_WORKING = 15;
