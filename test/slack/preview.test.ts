import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { renderBlocks } from '../../src/slack/preview/render-blocks.ts';
import { renderSurface } from '../../src/slack/preview/render-surface.ts';
import { SURFACES } from '../../src/slack/surfaces/registry.ts';

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text });
const words = (text: string): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: [{ type: 'text', text }],
});
const rich = (...elements: types.RichTextBlockElement[]): types.KnownBlock => ({ type: 'rich_text', elements });
const asking = (element: types.InputBlock['element']): types.KnownBlock => ({
  type: 'input',
  label: plain('How?'),
  element,
});
const option = (text: string, value: string): types.PlainTextOption => ({ text: plain(text), value });
const button = (text: string): types.Button => ({ type: 'button', text: plain(text) });

describe('a block on a terminal', () => {
  const cases: readonly [what: string, block: types.KnownBlock, lines: readonly string[]][] = [
    ['a header', { type: 'header', text: plain('P1 act now') }, ['# P1 act now']],
    [
      'words with bold, a mention and entities',
      { type: 'section', text: { type: 'mrkdwn', text: '*Due* &lt;today&gt; &amp;lt; for <!subteam^S0123456>' } },
      ['Due <today> &lt; for @S0123456'],
    ],
    [
      'fields',
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Case*\nC-1' }, plain('Due\ntoday')] },
      ['  Case: C-1', '  Due: today'],
    ],
    ['buttons', { type: 'actions', elements: [button('Undo'), button('Details')] }, ['[ Undo ]  [ Details ]']],
    [
      'a list',
      rich({ type: 'rich_text_list', style: 'ordered', elements: [words('Look.'), words('Act.')] }),
      ['1. Look.', '2. Act.'],
    ],
    [
      'a quote',
      rich({ type: 'rich_text_quote', elements: words('So it is.\n— Example').elements }),
      ['> So it is.', '  — Example'],
    ],
    [
      'a link, with where it leads',
      rich({
        type: 'rich_text_section',
        elements: [{ type: 'link', url: 'https://a.example.com/x', text: 'a.example.com' }],
      }),
      ['a.example.com <https://a.example.com/x>'],
    ],
    [
      'a table',
      {
        type: 'table',
        rows: [
          ['Case', 'What'],
          ['C-10', 'Words'],
        ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
      },
      ['Case  What', 'C-10  Words'],
    ],
    [
      'a choice of few',
      asking({
        type: 'radio_buttons',
        options: [option('Patched', 'p'), option('Mitigated', 'm')],
        initial_option: option('Mitigated', 'm'),
      }),
      ['How?', '  ( ) Patched', '  (•) Mitigated'],
    ],
    [
      'a choice of many',
      asking({
        type: 'static_select',
        placeholder: plain('Choose'),
        options: Array.from({ length: 10 }, (_, index) => option(`day ${index + 1}`, `${index}`)),
      }),
      [
        'How?',
        '  [ Choose ▾ ]',
        ...Array.from({ length: 8 }, (_, index) => `    - day ${index + 1}`),
        '    … and 2 more',
      ],
    ],
    [
      'a text to be written',
      asking({ type: 'plain_text_input', placeholder: plain('e.g. why') }),
      ['How?', '  [ e.g. why ]'],
    ],
    [
      'lines that were written already',
      asking({ type: 'plain_text_input', multiline: true, initial_value: 'DICOM\nPACS' }),
      ['How?', '  [ DICOM ]', '  [ PACS ]'],
    ],
    [
      'a channel',
      asking({ type: 'conversations_select', initial_conversation: 'C0123456789' }),
      ['How?', '  [ C0123456789 ▾ ]'],
    ],
    ['a day', asking({ type: 'datepicker', placeholder: plain('Choose a day') }), ['How?', '  [ Choose a day ▾ ]']],
  ];
  it.each(cases)('%s', (_what, block, lines) => {
    expect(renderBlocks([block]).map(({ lead, text }) => `${lead}${text}`)).toEqual(lines);
  });
});

it('knows every block and element that wardwatch shows', () => {
  const unknown = SURFACES.flatMap(renderSurface).filter(({ lead, text }) =>
    /^\([a-z_]+\)$/.test(`${lead}${text}`.trim()),
  );
  expect(unknown).toEqual([]);
});

it('says of a message also what a screen reader speaks, and of a window what ends it', () => {
  const last = (name: string) => {
    const surface = SURFACES.find((one) => one.name === name);
    return surface && renderSurface(surface).at(-1);
  };
  expect(last('alert')).toEqual({ lead: 'Spoken: ', text: expect.stringMatching(/^P1, act now: .*Case C-1\.$/) });
  expect(last('snooze')).toEqual({ lead: '', text: '[ Cancel ]  [ Snooze ]' });
});
