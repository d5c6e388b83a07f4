import { visibleText } from '../domain/visible-text.ts';
import type { Paint } from './paint.ts';
import { cutToWidth, displayWidth, wrapWords } from './text-width.ts';

/** What the first poll of a source found: a title in a rule and a few lines below it, without a frame. */
export function summaryText(title: string, lines: readonly string[], width: number, paint: Paint): string {
  const heading = cutToWidth(visibleText(title), width - 8);
  const dashes = '─'.repeat(Math.max(width - displayWidth(heading) - 4, 0));
  const rule = `${paint('──', 'frame')} ${paint(heading, 'heading')} ${paint(dashes, 'frame')}`;
  const body = lines
    .slice(0, MOST_LINES)
    .flatMap((line) => wrapWords(visibleText(line), width - 3).map((words) => `   ${words}`));
  const more = lines.length > MOST_LINES ? [paint(`   … and ${lines.length - MOST_LINES} more`, 'quiet')] : [];
  return `${[rule, ...body, ...more].join('\n')}\n`;
}

const MOST_LINES = 30;
