import { describe, expect, it } from 'vitest';
import { openHtml, openXml } from '../../../src/sources/formats/open-markup.ts';

describe('markup is refused before it costs more than it is worth:', () => {
  it.each([
    [
      'elements in one another, deeper than any page',
      openHtml,
      '<b>'.repeat(2_000),
      'more than 1000 elements stand in one another',
    ],
    ['the same in XML', openXml, '<a>'.repeat(2_000), 'more than 1000 elements stand in one another'],
    [
      'open elements without end',
      openHtml,
      '<b>'.repeat(30_000),
      'more than 20000 elements are opened or ended without their other half',
    ],
    [
      'stray ends',
      openHtml,
      '</i>'.repeat(30_000),
      'more than 20000 elements are opened or ended without their other half',
    ],
  ])('%s', (_what, open, markup, message) => {
    expect(() => open(markup)).toThrow(new RangeError(message));
  });
});

describe('markup is opened however long it is:', () => {
  it.each([
    ['paragraphs that nobody closes', openHtml, '<p>x'.repeat(30_000), 'p'],
    ['line breaks', openHtml, '<br>'.repeat(30_000), 'br'],
    ['many parts side by side', openHtml, '<i>x</i>'.repeat(30_000), 'i'],
    ['empty elements of XML', openXml, `<r>${'<a/>'.repeat(30_000)}</r>`, 'a'],
  ])('%s', (_what, open, markup, name) => {
    expect(open(markup)(name).length).toBe(30_000);
  });
});
