import type { types } from '@slack/bolt';
import type { StormRow } from '../../domain/alert.ts';
import type { Tlp } from '../../domain/tlp.ts';
import { mayShow } from '../audience.ts';
import { context, header, rawCell } from './elements.ts';
import { esc, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** Many alerts of a few minutes as one table; each alert stands in its thread. Titles above the channel's TLP are left out. */
export function stormMessage(rows: readonly StormRow[], highest: Tlp): SlackMessage {
  const byUrgency = [...rows].sort((a, b) => a.priority.localeCompare(b.priority));
  const shown = byUrgency.slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  const title = `${rows.length} alerts within minutes`;
  const table: types.TableBlock = {
    type: 'table',
    rows: [
      ['Case', 'Priority', 'Assets', 'What'].map((text) => rawCell(text, 20)),
      ...shown.map((row) => [
        rawCell(row.caseId, 20),
        rawCell(row.priority, 8),
        rawCell(row.assets, 60),
        rawCell(mayShow(row.tlp, highest) ? row.title : `withheld, TLP:${row.tlp}`, 100),
      ]),
    ],
  };
  return {
    text: mrkdwn`${esc(title)}: cases ${esc(shown.map((row) => row.caseId).join(', '), 2_000)}. Each stands in the thread of this message.`,
    blocks: [
      header(title),
      table,
      context(
        left > 0
          ? mrkdwn`… and ${left} more. Each stands in the thread of this message.`
          : mrkdwn`Each stands in the thread of this message.`,
      ),
    ],
  };
}

/** Slack takes 100 rows, and about 12,000 characters in all. */
const MOST_ROWS = 50;
