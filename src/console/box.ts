import type { Paint, Style } from './paint.ts';
import { cutToWidth, displayWidth, padToWidth, wrapWords } from './text-width.ts';

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** One line of a card's inside, without its frame. */
export type Line = readonly Span[];

export interface Section {
  /** Stands in the rule above the section; the first section has none. */
  readonly heading?: string;
  readonly lines: readonly Line[];
}

/** A card: what stands in its top and bottom rule, and the sections between. */
export interface Card {
  readonly topLeft: Line;
  readonly topRight?: string;
  readonly sections: readonly Section[];
  readonly bottomLeft?: string;
  readonly bottomRight?: string;
}

/** Draws a card of exactly `width` columns, with a line feed at its end. Sections without lines are left out. */
export function drawCard(card: Card, width: number, paint: Paint): string {
  const inner = innerWidth(width);
  const rule = (ends: readonly [string, string], left: Line, right?: string): string =>
    drawRule(ends, left, right, width, paint);
  const rows = [rule(['╭', '╮'], card.topLeft, card.topRight)];
  for (const { heading, lines } of card.sections) {
    if (lines.length === 0) continue;
    if (heading !== undefined) rows.push(rule(['├', '┤'], [{ text: heading, style: 'heading' }]));
    for (const line of lines) {
      const fill = ' '.repeat(Math.max(inner - lineWidth(line), 0));
      rows.push(`${paint('│', 'frame')} ${paintLine(line, paint)}${fill} ${paint('│', 'frame')}`);
    }
  }
  const bottomLeft: Line = card.bottomLeft === undefined ? [] : [{ text: card.bottomLeft, style: 'quiet' }];
  rows.push(rule(['╰', '╯'], bottomLeft, card.bottomRight));
  return `${rows.join('\n')}\n`;
}

/** The columns that a card of this width leaves for its lines. */
export function innerWidth(width: number): number {
  return width - 4;
}

/**
 * Wraps a text into lines: the first begins with `mark`, the others are indented by as much.
 */
export function paragraph(text: string, width: number, mark = '', style?: Style): Line[] {
  const indent = displayWidth(mark);
  return wrapWords(text, width - indent).map((words, index) => [
    { text: index === 0 ? mark : ' '.repeat(indent) },
    style === undefined ? { text: words } : { text: words, style },
  ]);
}

/** Cells side by side, each wrapped into the width of its column, two spaces between columns. */
export function tableRow(cells: readonly Span[], widths: readonly number[]): Line[] {
  const columns = cells.map((cell, index) => wrapWords(cell.text, widths[index] ?? 1));
  const height = Math.max(...columns.map((lines) => lines.length), 1);
  return Array.from({ length: height }, (_, row) =>
    cells.map((cell, index) => {
      const text = padToWidth(columns[index]?.[row] ?? '', widths[index] ?? 1);
      const spaced = index === cells.length - 1 ? text : `${text}  `;
      return cell.style === undefined ? { text: spaced } : { text: spaced, style: cell.style };
    }),
  );
}

function drawRule(
  [start, end]: readonly [string, string],
  left: Line,
  right: string | undefined,
  width: number,
  paint: Paint,
): string {
  const rightText = right === undefined ? '' : ` ${cutToWidth(right, Math.floor(width / 2))} `;
  const room = width - 4 - displayWidth(rightText) - 2;
  const leftCut = cutLine(left, room);
  const leftWidth = leftCut.length === 0 ? 0 : lineWidth(leftCut) + 2;
  const dashes = '─'.repeat(Math.max(width - 4 - leftWidth - displayWidth(rightText), 0));
  const leftPainted = leftCut.length === 0 ? '' : ` ${paintLine(leftCut, paint)} `;
  return `${paint(`${start}─`, 'frame')}${leftPainted}${paint(dashes, 'frame')}${paint(rightText, 'heading')}${paint(`─${end}`, 'frame')}`;
}

function cutLine(line: Line, width: number): Line {
  const cut: Span[] = [];
  let left = width;
  for (const span of line) {
    if (left <= 0) break;
    const text = cutToWidth(span.text, left);
    cut.push({ ...span, text });
    left -= displayWidth(text);
  }
  return cut;
}

function lineWidth(line: Line): number {
  return line.reduce((width, span) => width + displayWidth(span.text), 0);
}

function paintLine(line: Line, paint: Paint): string {
  return line.map((span) => (span.style === undefined ? span.text : paint(span.text, span.style))).join('');
}
