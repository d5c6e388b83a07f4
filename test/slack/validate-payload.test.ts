import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { type SlackPayload, validateMessage } from '../../src/slack/validate/validate-payload.ts';

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text });
const section = (text: string): types.KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const rich = (element: types.RichTextElement): types.KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [element] }],
});
const good: SlackPayload = { text: 'A sentence.', blocks: [section('words')] };

describe('a payload that Slack would take', () => {
  const cases: readonly [what: string, payload: SlackPayload][] = [
    ['a section', good],
    ['50 blocks', { ...good, blocks: Array<types.KnownBlock>(50).fill({ type: 'divider' }) }],
    ['a header of 150 characters', { ...good, blocks: [{ type: 'header', text: plain('h'.repeat(150)) }] }],
    ['entities', { ...good, text: '1 &lt; 2 &amp; 3 &gt; 2' }],
    ['a web link', { ...good, blocks: [rich({ type: 'link', url: 'https://a.example.com/' })] }],
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
      '/blocks/0/elements/0: "broadcast" is not an element that wardwatch posts',
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
      '/blocks/0: "markdown" is not a block that wardwatch posts',
    ],
  ];
  it.each(cases)('%s', (_what, payload, violation) => {
    expect(validateMessage(payload)).toEqual([violation]);
  });
});
