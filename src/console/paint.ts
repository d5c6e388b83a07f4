import type { Priority } from '../domain/triage.ts';

/** What a stretch of text is, from which its colour follows. */
export type Style = 'frame' | 'heading' | 'strong' | 'quiet' | 'quote' | 'bad' | 'open' | 'good' | Priority;

/** Puts text into the colour of its style. */
export type Paint = (text: string, style: Style) => string;

/** A paint for a terminal with colours, or one that leaves every text as it is. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return (text) => text;
  return (text, style) => (text === '' ? '' : `\u001b[${SGR[style]}m${text}\u001b[0m`);
}

/** Select Graphic Rendition parameters (ECMA-48, 8.3.117): of the 16 colours that every terminal theme knows. */
const SGR: Readonly<Record<Style, string>> = {
  frame: '90',
  heading: '1',
  strong: '1',
  quiet: '90',
  quote: '3',
  bad: '1;31',
  open: '1;33',
  good: '32',
  P1: '1;97;41',
  P2: '1;30;43',
  P3: '1;30;46',
  P4: '7',
  INFO: '7',
};
