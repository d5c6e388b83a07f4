import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { type SlackPayload, validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text });
const section = (text: string): types.KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const rich = (element: types.RichTextElement): types.KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [element] }],
});
const buttons = (...all: Partial<types.Button>[]): types.KnownBlock => ({
  type: 'actions',
  elements: all.map((one) => ({ type: 'button', text: plain('Press'), ...one })),
});
const table: types.KnownBlock = { type: 'table', rows: [[{ type: 'raw_text', text: 'cell' }]] };
const question = (element: types.InputBlock['element']): types.KnownBlock => ({
  type: 'input',
  label: plain('?'),
  element,
});
const option = (text: string, value = text): types.PlainTextOption => ({ text: plain(text), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`${index}`));
const good: SlackPayload = { text: 'A sentence.', blocks: [section('words')] };

describe('a payload that Slack would take', () => {
  const cases: readonly [what: string, payload: SlackPayload][] = [
    ['a section', good],
    ['50 blocks', { ...good, blocks: Array<types.KnownBlock>(50).fill({ type: 'divider' }) }],
    ['a header of 150 characters', { ...good, blocks: [{ type: 'header', text: plain('h'.repeat(150)) }] }],
    ['entities', { ...good, text: '1 &lt; 2 &amp; 3 &gt; 2' }],
    ['a web link', { ...good, blocks: [rich({ type: 'link', url: 'https://a.example.com/' })] }],
    ['a call for a group and a user', { ...good, blocks: [section('For <!subteam^S0123456> and <@U0123456>')] }],
    ['a value of 2,000 characters', { ...good, blocks: [buttons({ value: 'v'.repeat(2_000) })] }],
  ];
  it.each(cases)('%s', (_what, payload) => {
    expect(validateMessage(payload)).toEqual([]);
  });
});

describe('a payload that is held back', () => {
  const cases: readonly [what: string, payload: SlackPayload, violation: string][] = [
    ['no text for screen readers', { ...good, text: '' }, '/text: 0 characters, must be 1 to 4000'],
    [
      'text that chat.update refuses',
      { ...good, text: 't'.repeat(4_001) },
      '/text: 4001 characters, must be 1 to 4000',
    ],
    ['a broadcast in the text', { ...good, text: '<!channel> hi' }, '/text: unescaped < or >'],
    ['a bare ampersand', { ...good, text: 'a & b' }, '/text: unescaped &'],
    ['no blocks', { ...good, blocks: [] }, '/blocks: 0 members, must be 1 to 50'],
    [
      '51 blocks',
      { ...good, blocks: Array<types.KnownBlock>(51).fill({ type: 'divider' }) },
      '/blocks: 51 members, must be 1 to 50',
    ],
    [
      'a long header',
      { ...good, blocks: [{ type: 'header', text: plain('h'.repeat(151)) }] },
      '/blocks/0/text: 151 characters, must be 1 to 150',
    ],
    [
      'a long section',
      { ...good, blocks: [section('s'.repeat(3_001))] },
      '/blocks/0/text: 3001 characters, must be 1 to 3000',
    ],
    ['an empty section', { ...good, blocks: [{ type: 'section' }] }, '/blocks/0: a section needs text or fields'],
    [
      'eleven fields',
      { ...good, blocks: [{ type: 'section', fields: Array(11).fill(plain('f')) }] },
      '/blocks/0/fields: 11 members, must be 0 to 10',
    ],
    [
      'a forged link',
      { ...good, blocks: [section('<https://evil.example|cisa.gov>')] },
      '/blocks/0/text: unescaped < or >',
    ],
    [
      'an empty context',
      { ...good, blocks: [{ type: 'context', elements: [] }] },
      '/blocks/0/elements: 0 members, must be 1 to 10',
    ],
    ['empty rich text', { ...good, blocks: [{ type: 'rich_text', elements: [] }] }, '/blocks/0/elements: empty'],
    [
      'a broadcast element',
      { ...good, blocks: [rich({ type: 'broadcast', range: 'channel' })] },
      '/blocks/0/elements/0: "broadcast" is not an element that wardwatch shows',
    ],
    [
      'a script link',
      { ...good, blocks: [rich({ type: 'link', url: 'javascript:alert(1)' })] },
      '/blocks/0/elements/0: the link is not http or https',
    ],
    [
      'more words than Slack takes',
      { ...good, blocks: Array(5).fill(section('s'.repeat(2_500))) },
      '/blocks: 12500 characters, at most 12000',
    ],
    [
      'metadata that is no mere key',
      { ...good, metadata: { event_type: 'e', event_payload: { key: 'k'.repeat(1_000) } } },
      '/metadata: above 1000 characters',
    ],
    [
      'a block whose limits nobody looked up',
      { ...good, blocks: [{ type: 'markdown', text: 'x' }] },
      '/blocks/0: "markdown" is not a block that wardwatch shows',
    ],
    [
      'a call for a group where words of a feed may stand',
      { ...good, blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text: '<!subteam^S0123456>' }] }] },
      '/blocks/0/fields/0: unescaped < or >',
    ],
    [
      'a call for everybody beside one for a group',
      { ...good, blocks: [section('<!subteam^S0123456> <!here>')] },
      '/blocks/0/text: unescaped < or >',
    ],
    [
      '26 buttons',
      { ...good, blocks: [buttons(...Array(26).fill({}))] },
      '/blocks/0/elements: 26 members, must be 1 to 25',
    ],
    [
      'a long label',
      { ...good, blocks: [buttons({ text: plain('l'.repeat(76)) })] },
      '/blocks/0/elements/0/text: 76 characters, must be 1 to 75',
    ],
    [
      'a long value',
      { ...good, blocks: [buttons({ value: 'v'.repeat(2_001) })] },
      '/blocks/0/elements/0/value: 2001 characters, must be 1 to 2000',
    ],
    [
      'a button that opens an address',
      { ...good, blocks: [buttons({ url: 'https://a.example.com/' })] },
      "/blocks/0/elements/0: wardwatch's buttons open no address",
    ],
    [
      'two buttons of one name',
      { ...good, blocks: [buttons({ action_id: 'a' }, { action_id: 'a' })] },
      '/blocks: the same action_id twice',
    ],
    [
      'two blocks of one name',
      { ...good, blocks: Array<types.KnownBlock>(2).fill({ type: 'divider', block_id: 'b' }) },
      '/blocks: the same block_id twice',
    ],
    ['two tables', { ...good, blocks: [table, table] }, '/blocks: more than one table'],
    [
      'a table of 101 rows',
      { ...good, blocks: [{ type: 'table', rows: Array(101).fill([{ type: 'raw_text', text: 'cell' }]) }] },
      '/blocks/0/rows: 101 members, must be 1 to 100',
    ],
    [
      'a question',
      { ...good, blocks: [question({ type: 'plain_text_input' })] },
      '/blocks/0: wardwatch asks in modals only',
    ],
  ];
  it.each(cases)('%s', (_what, payload, violation) => {
    expect(validateMessage(payload)).toEqual([violation]);
  });
});

describe('a window that is held back', () => {
  const window = (changes: Partial<types.ModalView>): types.ModalView => ({
    type: 'modal',
    title: plain('Title'),
    submit: plain('Send'),
    blocks: [section('words')],
    ...changes,
  });
  const choice = (changes: Partial<types.StaticSelect>): types.ModalView =>
    window({ blocks: [question({ type: 'static_select', options: options(2), ...changes })] });
  const cases: readonly [what: string, view: types.ModalView, violation: string][] = [
    ['a title of 25 characters', window({ title: plain('t'.repeat(25)) }), '/title: 25 characters, must be 1 to 24'],
    ['101 blocks', window({ blocks: Array(101).fill({ type: 'divider' }) }), '/blocks: 101 members, must be 1 to 100'],
    [
      'much metadata',
      window({ private_metadata: 'm'.repeat(3_001) }),
      '/private_metadata: 3001 characters, must be 0 to 3000',
    ],
    ['a table', window({ blocks: [table] }), '/blocks/0: a table stands in messages only'],
    [
      'a question that cannot be sent',
      { type: 'modal', title: plain('Title'), blocks: [question({ type: 'plain_text_input' })] },
      '/submit: a modal that asks needs it',
    ],
    ['101 choices', choice({ options: options(101) }), '/blocks/0/element/options: 101 members, must be 1 to 100'],
    [
      'one choice twice',
      choice({ options: [option('a'), option('a')] }),
      '/blocks/0/element/options: the same value twice',
    ],
    [
      'a long choice',
      choice({ options: [option('o'.repeat(76), 'o')] }),
      '/blocks/0/element/options/0/text: 76 characters, must be 1 to 75',
    ],
    [
      'a long value of a choice',
      choice({ options: [option('o', 'o'.repeat(76))] }),
      '/blocks/0/element/options/0/value: 76 characters, must be 1 to 75',
    ],
    [
      'a choice at first that is none',
      choice({ initial_option: option('else') }),
      '/blocks/0/element: what is chosen at first is not among the options',
    ],
    [
      'eleven radio buttons',
      window({ blocks: [question({ type: 'radio_buttons', options: options(11) })] }),
      '/blocks/0/element/options: 11 members, must be 1 to 10',
    ],
    [
      'a day at first that is none',
      window({ blocks: [question({ type: 'datepicker', initial_date: 'today' })] }),
      '/blocks/0/element/initial_date: not YYYY-MM-DD',
    ],
    [
      'a long placeholder of a channel',
      window({ blocks: [question({ type: 'conversations_select', placeholder: plain('p'.repeat(151)) })] }),
      '/blocks/0/element/placeholder: 151 characters, must be 1 to 150',
    ],
    [
      'an element whose limits nobody looked up',
      window({ blocks: [question({ type: 'checkboxes', options: options(2) })] }),
      '/blocks/0/element: "checkboxes" is not an element that wardwatch shows',
    ],
    [
      'more than 250 kB',
      window({ blocks: Array(99).fill(section('w'.repeat(2_900))) }),
      '/: 292563 bytes, at most 250000',
    ],
  ];
  it.each(cases)('%s', (_what, view, violation) => {
    expect(validateView(view)).toEqual([violation]);
  });
});
