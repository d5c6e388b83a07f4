import type { types } from '@slack/bolt';
import { renderElement } from './render-element.ts';
import { shownText } from './shown-text.ts';

/** A line of a preview, not yet wrapped. */
export interface PreviewLine {
  /** Stands before the first line; what is wrapped stands under the text. */
  readonly lead: string;
  readonly text: string;
}

/** Blocks as a terminal can show them, an empty line between two. Words are as Slack would show them, entities resolved. */
export function renderBlocks(blocks: readonly types.KnownBlock[]): PreviewLine[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : [plainLine('')]), ...renderBlock(block)]);
}

/** A line without anything before it. */
export function plainLine(text: string): PreviewLine {
  return { lead: '', text };
}

function renderBlock(block: types.KnownBlock): PreviewLine[] {
  switch (block.type) {
    case 'header':
      return [{ lead: '# ', text: shownText(block.text) }];
    case 'section':
      return [
        ...(block.text ? lines(shownText(block.text)) : []),
        ...renderFields(block.fields ?? []),
        ...(block.accessory ? renderElement(block.accessory).map((text) => ({ lead: '  ', text })) : []),
      ];
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? lines(shownText(element), '  ') : []));
    case 'actions':
      return [plainLine(block.elements.flatMap((element) => renderElement(element)).join('  '))];
    case 'input':
      return renderInput(block);
    case 'rich_text':
      return block.elements.flatMap(renderRichText);
    case 'table':
      return renderTable(block);
    case 'divider':
      return [plainLine('---')];
    default:
      return [plainLine(`(${block.type})`)];
  }
}

function renderFields(fields: readonly types.TextObject[]): PreviewLine[] {
  return fields.map((field) => ({ lead: '  ', text: shownText(field).replace('\n', ': ') }));
}

function renderInput(block: types.InputBlock): PreviewLine[] {
  return [
    plainLine(`${shownText(block.label)}${block.optional ? ' (optional)' : ''}`),
    ...renderElement(block.element).map((text) => ({ lead: '  ', text })),
    ...(block.hint ? [{ lead: '  ', text: shownText(block.hint) }] : []),
  ];
}

function renderRichText(element: types.RichTextBlockElement): PreviewLine[] {
  switch (element.type) {
    case 'rich_text_section':
      return lines(wordsOf(element.elements));
    case 'rich_text_quote':
      return lines(wordsOf(element.elements), '> ');
    case 'rich_text_preformatted':
      return lines(wordsOf(element.elements), '| ');
    case 'rich_text_list':
      return element.elements.flatMap((item, index) =>
        lines(wordsOf(item.elements), element.style === 'ordered' ? `${index + 1}. ` : '• '),
      );
  }
}

function wordsOf(pieces: readonly types.RichTextElement[]): string {
  return pieces
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      return piece.type === 'link' ? `${piece.text ?? ''} <${piece.url}>` : `(${piece.type})`;
    })
    .join('');
}

function renderTable({ rows }: types.TableBlock): PreviewLine[] {
  const cells = rows.map((row) => row.map((cell) => (cell.type === 'raw_text' ? cell.text : `(${cell.type})`)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => ({
    lead: row
      .slice(0, -1)
      .map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}  `)
      .join(''),
    text: row.at(-1) ?? '',
  }));
}

/** Text with its line feeds as lines of their own; `lead` before the first, as much space before the others. */
function lines(text: string, lead = ''): PreviewLine[] {
  return text.split('\n').map((line, index) => ({ lead: index === 0 ? lead : ' '.repeat(lead.length), text: line }));
}
