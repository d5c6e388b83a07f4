import { describe, expect, it } from 'vitest';
import { htmlText } from '../../../src/sources/formats/html-text.ts';

const LONG = 'Words of the document that nobody may lose. '.repeat(6).trim();

const CASES: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
  [
    'headings and paragraphs, one a line',
    '<h1>Alert</h1><p>First\n  words.</p><p>Second.</p>',
    ['Alert', 'First words.', 'Second.'],
  ],
  ['lists', '<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>', ['- One', '- Two', '- Three']],
  [
    'tables, a row a line and cells apart by a tab',
    '<table><tr><th>Product</th><th>Version</th></tr><tr><td>A</td><td> 1.0 </td></tr></table>',
    ['Product\tVersion', 'A\t1.0'],
  ],
  ['an empty cell, so that columns stay in place', '<table><tr><td>A</td><td></td><td>C</td></tr></table>', ['A\t\tC']],
  [
    'a cell of several lines in one',
    '<table><tr><td><p>1.0</p><p>2.0</p></td><td>x<br>y</td></tr></table>',
    ['1.0 2.0\tx y'],
  ],
  ['a table without row ends', '<table><tr><td>A<td>B<tr><td>C<td>D</table>', ['A\tB', 'C\tD']],
  ['line breaks', 'One<br>Two<br/>Three', ['One', 'Two', 'Three']],
  ['preformatted lines', '<pre>a\n  b</pre>', ['a', 'b']],
  [
    'a hash split by an invisible break',
    '<p>0123456789ab<wbr>cdef\u200b0123&shy;4567</p>',
    ['0123456789abcdef01234567'],
  ],
  ['no-break spaces', '<p>before&nbsp;23.9.8</p>', ['before 23.9.8']],
  ['entities once only', '<p>&lt; 2.0 &amp;lt; x</p>', ['< 2.0 &lt; x']],
  [
    'not scripts, styles, menus, page feet or hidden parts',
    `<nav>Menu</nav><script>x()</script><style>p{}</style><p>Words</p><footer>Contact</footer><div hidden>Not</div><p style="display: none">Nor</p>`,
    ['Words'],
  ],
  ['not cookie banners', '<div class="cookie-banner"><p>We use cookies</p></div><p>Words</p>', ['Words']],
  [
    'not controls, but a button that shows an id',
    '<button>Copy</button><button>CVE-2099-0001</button>',
    ['CVE-2099-0001'],
  ],
  ['only the main part where there is one', `<div>Menu</div><main><p>${LONG}</p></main><div>Related</div>`, [LONG]],
  ['only the article where there is one', `<div>Menu</div><article><p>${LONG}</p></article>`, [LONG]],
  ['the whole page where the main part is an empty frame', `<main></main><div><p>Words</p></div>`, ['Words']],
  [
    'every article where there are several',
    '<article><p>One</p></article><article><p>Two</p></article>',
    ['One', 'Two'],
  ],
  [
    'what a merged cell says in each of its rows, and columns in place beside one',
    '<table><tr><td rowspan="2">IPv4</td><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr><tr><td colspan="2">x</td><td>3</td></tr></table>',
    ['IPv4\ta\t1', 'IPv4\tb\t2', 'x\t\t3'],
  ],
  [
    'the items of a list in a cell apart',
    '<table><tr><td><ul><li>1.0</li><li>2.0</li></ul></td></tr></table>',
    ['1.0, 2.0'],
  ],
  [
    'tables that only place parts as those parts',
    '<table><tr><td><h2>A</h2><p>One</p></td><td><p>Two</p></td></tr></table>',
    ['A', 'One', 'Two'],
  ],
  ['lines of code', '<pre><code>a\n<span>b</span> c</code></pre>', ['a', 'b c']],
  ['the number of a note apart from a version', '<p>2.3.1<sup>1</sup></p>', ['2.3.1 1']],
  [
    'a side bar with facts, not one with links',
    '<div class="sidebar"><table><tr><td>Number</td><td>7</td></tr></table></div><div class="sidebar"><a href="/">Home</a></div><p>Words that are many more than those of the bar</p>',
    ['Number\t7', 'Words that are many more than those of the bar'],
  ],
  [
    'a note beside the text',
    '<aside>Related</aside><aside class="warning">Update now</aside><p>Words</p>',
    ['Update now', 'Words'],
  ],
  ['unclosed and crossing tags', '<p>One<b>Two<p>Three</b>Four', ['OneTwo', 'Three', 'Four']],
  ['nothing', '', []],
];

describe('the words of a page keep', () => {
  it.each(CASES)('%s', (_what, html, lines) => {
    expect(htmlText(html).text.split('\n')).toEqual(lines.length === 0 ? [''] : lines);
  });
});

describe('of a page are known', () => {
  it('its title, without the name of the site where its heading says it', () => {
    expect(htmlText('<title>Flaw in Example Pump | Example Site</title><h1>Flaw in Example Pump</h1>').title).toBe(
      'Flaw in Example Pump',
    );
    expect(htmlText('<title>Bulletin 7 of Example</title><h1>News</h1>').title).toBe('Bulletin 7 of Example');
  });

  it('the addresses that its words link to, completed, each once, and no others', () => {
    const html =
      '<nav><a href="/menu">Menu</a></nav><p><a href="/a#b">A</a> <a href="/a#b">A</a> <a href="mailto:x@example.com">mail</a> <a href="javascript:x()">x</a> <a href="#top">up</a></p>';
    expect(htmlText(html, 'https://vendor.example.com/news/').links).toEqual(['https://vendor.example.com/a#b']);
  });
});

describe('a hostile page', () => {
  it.each([
    ['nested deeply', '<b>'.repeat(20_000)],
    ['with crossing tags', '<p><b>'.repeat(20_000)],
    ['of open tables', '<table><tr><td>'.repeat(2_000)],
    ['of very many parts side by side', '<p>x</p>'.repeat(100_000)],
    ['that closes what it never opened', '</div></x-page>'.repeat(50_000)],
  ])('%s is read or refused, and does not stop the program', (_what, html) => {
    expect(() => {
      try {
        htmlText(`${html}words`);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }).not.toThrow();
  });
});
