import type { types } from '@slack/bolt';
import type { Surface } from '../surfaces/surface.ts';
import { type PreviewLine, plainLine, renderBlocks } from './render-blocks.ts';
import { shownText } from './shown-text.ts';

/** A message, a modal or a home tab as a terminal can show it: for a message also what a notification and a screen reader say. */
export function renderSurface(surface: Surface): PreviewLine[] {
  if (surface.surface === 'message') {
    const { text, blocks } = surface.payload;
    return [...renderBlocks(blocks), plainLine(''), { lead: 'Spoken: ', text: shownText({ type: 'mrkdwn', text }) }];
  }
  if (surface.surface === 'home') return renderBlocks(surface.payload.blocks as types.KnownBlock[]);
  const { title, submit, close, blocks } = surface.payload;
  const buttons = [close, submit].flatMap((button) => (button === undefined ? [] : [`[ ${button.text} ]`]));
  return [
    { lead: '# ', text: title.text },
    plainLine(''),
    ...renderBlocks(blocks as types.KnownBlock[]),
    plainLine(''),
    plainLine(buttons.join('  ')),
  ];
}
