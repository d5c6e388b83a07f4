import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageText, plainMrkdwn } from '../../src/slack/message-text.ts';

describe('what was typed in Slack', () => {
  const cases: readonly [what: string, typed: string, plain: string][] = [
    ['entities', 'before &lt; 23.9.8 &amp; later', 'before < 23.9.8 & later'],
    ['an address', '<https://a.example.com/x>', 'https://a.example.com/x'],
    ['an address that Slack made', 'see <http://a.example.com|a.example.com>.', 'see http://a.example.com.'],
    ['a link under other words', '<https://a.example.com/x|the advisory>', 'the advisory (https://a.example.com/x)'],
    ['a mail address', '<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['mentions', '<@U0DANA001|dana> in <#C0WARD001|ward>', '@dana in #ward'],
    ['a group and a date', '<!subteam^S0EXAMPLE1|@team> on <!date^1700000000^{date}|Nov 14>', '@team on Nov 14'],
    ['bold, code and quotes', '&gt; *Affected:* `1.0`', 'Affected: 1.0'],
    ['stars that are part of a version', 'versions 1.* and 2.* are affected', 'versions 1.* and 2.* are affected'],
  ];
  it.each(cases)('%s', (_, typed, plain) => {
    expect(plainMrkdwn(typed)).toBe(plain);
  });
});

describe('the words of a message', () => {
  const section = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });

  it('are read once where Slack gives them twice', () => {
    const blocks = [{ type: 'rich_text', elements: [section('Example Gateway before 2.0 is affected.')] }];
    expect(messageText({ text: 'Example Gateway before 2.0 is affected.', blocks })).toBe(
      'Example Gateway before 2.0 is affected.',
    );
  });

  it('include what an app drew, line by line', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'An advisory' } },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Product*\nGateway &lt; 2' }] },
      { type: 'rich_text', elements: [{ type: 'rich_text_list', elements: [section('one'), section('two')] }] },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Press' } }] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'the end' }] },
    ];
    expect(messageText({ text: 'Fallback', blocks })).toBe(
      'An advisory\nProduct\nGateway < 2\none\ntwo\na\tb\nthe end',
    );
  });

  it('include attachments and the titles of files', () => {
    const attachments = [{ title: 'Linked', text: 'its words', fields: [{ title: 'Fixed', value: '2.0' }] }];
    const files = [{ title: 'report.pdf' }, { name: 'notes.txt', preview: 'first lines' }];
    expect(messageText({ text: 'See:', attachments, files })).toBe(
      'See:\n\nLinked\n\nits words\n\nFixed: 2.0\n\nreport.pdf\n\nnotes.txt\n\nfirst lines',
    );
  });

  it('are empty where there are none', () => {
    expect(messageText({ text: '', blocks: [{ type: 'image', image_url: 'https://a.example.com/x' }] })).toBe('');
  });

  it('are read from anything at all', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('text', 'blocks', 'type', 'elements', 'attachments') }),
        (message) => {
          expect(typeof messageText(message)).toBe('string');
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
