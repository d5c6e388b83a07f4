import type { types } from '@slack/bolt';
import { minuteOf } from '../../cases/apply-action.ts';
import { counted } from '../../cases/listed.ts';
import type { ImportLine, ImportPreview, Shortened } from '../../ports/import-office.ts';
import type { ImportNote, RefusedRow } from '../../ports/inventory-file.ts';
import { andMore, bold, context, glue, glueBold, header, line, richText, words } from './elements.ts';
import { importButtons } from './import-messages.ts';
import { esc, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';

/** What an import would do, with the buttons to do it or not. `meanwhile`: it was shown before, and the inventory changed. */
export function importPreviewMessage(preview: ImportPreview, meanwhile = false): SlackMessage {
  const { id, blocked, fileName, counts, refused, notes } = preview;
  const summary = `${meanwhile ? 'The inventory changed meanwhile, so nothing was done. ' : ''}${summaryWords(preview)}`;
  return {
    text: esc(`Import of ${fileName}: ${summary} ${blocked ?? ''}`.trim(), 2_000),
    blocks: [
      header(`Preview: import of ${fileName}`),
      ...richText([
        ...line(words(summary, 600)),
        ...(blocked === undefined ? [] : line(bold(blocked, 400))),
        ...listOf('Would be removed', counts.removed, preview.removed.map(assetLine)),
        ...listOf('Refused rows, which stay out', refused.count, refused.first.map(refusedLine)),
        ...listOf('Would be changed', counts.changed, preview.changed.map(assetLine)),
        ...listOf('Would be added', counts.added, preview.added.map(assetLine)),
        ...listOf('Notes', notes.count, notes.first.map(noteLine)),
      ]),
      ...(id === undefined ? [] : [{ type: 'actions' as const, elements: [...importButtons(id)] }]),
      context(footOf(preview)),
    ],
  };
}

function summaryWords({ counts, refused, inventory, sync }: ImportPreview): string {
  const { added, changed, removed, unchanged } = counts;
  const goes = sync ? ` ${removed} would be removed,` : '';
  return `Nothing is changed yet. ${added} would be added, ${changed} would be changed,${goes} ${unchanged} stay as they are. ${counted(refused.count, 'row')} refused. The inventory has ${counted(inventory, 'asset')}.`;
}

function footOf({ id, sync, report, until }: ImportPreview) {
  const mode = sync ? mrkdwn`Sync: what the file does not name goes.` : mrkdwn`What the file does not name stays.`;
  const whole = report === undefined ? esc('') : mrkdwn` The whole list is in ${esc(report.name, 80)}, below.`;
  const kept = id === undefined ? esc('') : mrkdwn` Can be confirmed until ${esc(minuteOf(until))}.`;
  return mrkdwn`${mode}${whole}${kept}`;
}

function listOf(title: string, count: number, lines: readonly types.RichTextSection[]): types.RichTextBlockElement[] {
  if (lines.length === 0) return [];
  return [
    ...line(glueBold(`${title} (${count})`)),
    { type: 'rich_text_list', style: 'bullet', elements: [...lines] },
    ...andMore(count - lines.length),
  ];
}

function assetLine({ id, words: said }: ImportLine): types.RichTextSection {
  return sectionOf(bold(id, 80), glue(': '), words(said, 250));
}

function refusedLine({ line: number, because }: Shortened<RefusedRow>['first'][number]): types.RichTextSection {
  return sectionOf(bold(`line ${number}`), glue(': '), words(because, 250));
}

function noteLine({ line: number, because }: ImportNote): types.RichTextSection {
  return number === undefined ? sectionOf(words(because, 250)) : refusedLine({ line: number, because });
}

function sectionOf(...pieces: readonly types.RichTextText[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: pieces.filter(({ text }) => text !== '') };
}
