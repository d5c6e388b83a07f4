import type { types } from '@slack/bolt';
import type { AdvisoryPage } from '../../../ports/front-office.ts';
import { describeAdvisoryQuery } from '../../../query/advisory-query.ts';
import { type PageRef, writePageRef } from '../../commands/page-ref.ts';
import { button, context, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { advisoryLine } from './advisory-line.ts';

/** So many advisories stand on a page. */
export const PAGE_SIZE = 10;

/** The buttons that turn pages. */
export const PAGE_ACTIONS = { newer: 'advisory:newer', older: 'advisory:older' } as const;

/** A page of a search. `hint`: what may have been meant, said where nothing was found. */
export function searchAnswer(ref: PageRef, page: AdvisoryPage, hint = ''): SlackMessage {
  const sentence = page.lines.length === 0 ? `${nothing(ref, page)} ${hint}`.trim() : found(ref, page);
  return {
    text: esc(sentence, 2_000),
    blocks: [
      ...richText([
        ...line(words(sentence, 1_500)),
        ...titledList('Advisories', 'bullet', page.lines, PAGE_SIZE, advisoryLine),
      ]),
      ...pageButtons(ref, page.total),
      context(mrkdwn`\`/advisory show ID\` opens one · \`/advisory help\` names the fields of a search`),
    ],
  };
}

function nothing({ query, offset }: PageRef, { total }: AdvisoryPage): string {
  if (total > 0) return `${counted(total)} were found, and none stands behind the first ${offset}.`;
  const asked = describeAdvisoryQuery(query);
  return asked === '' ? 'No advisory has been read yet.' : `No advisory was found for ${asked}.`;
}

function found({ query, offset }: PageRef, { lines, total }: AdvisoryPage): string {
  const asked = describeAdvisoryQuery(query);
  const what = asked === '' ? `${counted(total)} in all` : `${counted(total)} for ${asked}`;
  const part = lines.length === total ? '' : ` ${offset + 1} to ${offset + lines.length} are shown.`;
  return `${what}, newest first.${part}`;
}

function counted(total: number): string {
  return total === 1 ? '1 advisory' : `${total} advisories`;
}

function pageButtons({ query, offset }: PageRef, total: number): types.ActionsBlock[] {
  const newer = button(
    PAGE_ACTIONS.newer,
    'Newer',
    writePageRef({ query, offset: Math.max(0, offset - PAGE_SIZE) }),
    'Show newer advisories',
  );
  const older = button(
    PAGE_ACTIONS.older,
    'Older',
    writePageRef({ query, offset: offset + PAGE_SIZE }),
    'Show older advisories',
  );
  const elements = [...(offset > 0 ? [newer] : []), ...(offset + PAGE_SIZE < total ? [older] : [])];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'advisory:pages', elements }];
}
