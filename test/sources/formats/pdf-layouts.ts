import { join } from 'node:path';
import type { Draw } from '../../helpers/a-pdf.ts';

/** A document as publishers lay them out, and what a person reads in it. */
export interface Layout {
  readonly what: string;
  readonly draw: Draw;
  /** Line by line, cells apart by " | ". */
  readonly text: readonly string[];
  readonly products?: readonly string[];
  readonly indicators?: readonly string[];
  readonly tlp?: string;
}

type Page = PDFKit.PDFDocument;
type Cell = readonly string[];

const HASHES = ['0011223344556677', '8899aabbccddee01', '8899aabbccddee02'].map((half) => half.repeat(2));
const HASH = HASHES.slice(0, 2).join('');
const OTHER_HASH = `${HASHES[0]}${HASHES[2]}`;
const LINE = 14;
const FONT = join(import.meta.dirname, '../../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf');

/** Lines at a place, one below the other. */
function lines(page: Page, x: number, y: number, words: Cell): void {
  for (const [at, line] of words.entries()) page.text(line, x, y + at * LINE, { lineBreak: false });
}

/** Rows written cell by cell, as word processors do; returns where the next one begins. */
function table(page: Page, y: number, xs: readonly number[], rows: readonly (readonly Cell[])[]): number {
  let top = y;
  for (const row of rows) {
    for (const [at, cell] of row.entries()) lines(page, xs[at] ?? 72, top, cell);
    top += Math.max(...row.map((cell) => cell.length)) * LINE + 6;
  }
  return top;
}

const LEFT = [
  'Attackers reached the servers of a',
  'supplier and from there the clinics',
  'that it served. They stayed for three',
  'weeks before anybody noticed what',
  'was going on. Backups were deleted',
  'and the servers encrypted at night.',
];
const RIGHT = [
  'The clinics went back to paper for',
  'nine days. Nobody paid, and the data',
  'of patients was not published. What',
  'helped was a list of every machine,',
  'kept by hand, and a spare line to',
  'the laboratory of the next town.',
];

/** Ten documents: what each is an example of stands in `what`. */
export const LAYOUTS: readonly Layout[] = [
  {
    what: 'two columns, written one after the other below a heading over both',
    draw: (page) => {
      page.fontSize(18).text('A quiet month', 72, 72, { lineBreak: false }).fontSize(10);
      lines(page, 72, 110, LEFT);
      lines(page, 320, 110, RIGHT);
    },
    text: ['A quiet month', ...LEFT, ...RIGHT],
  },
  {
    what: 'two columns, written line by line across the page',
    draw: (page) => {
      page.fontSize(10);
      for (const [at, left] of LEFT.entries()) {
        lines(page, 72, 110 + at * LINE, [left]);
        lines(page, 320, 110 + at * LINE, [RIGHT[at] ?? '']);
      }
    },
    text: [...LEFT, ...RIGHT],
  },
  {
    what: 'running heads, feet and page numbers around a sentence over two pages',
    draw: (page) => {
      const bodies = [
        ['The flaw was found in March and', 'first told to the'],
        ['vendor in April. Servers were updated', 'in May.'],
        ['Customers update Example Gateway to 4.2.1.'],
      ];
      for (const [at, body] of bodies.entries()) {
        if (at > 0) page.addPage();
        page.fontSize(10);
        lines(page, 72, 40, ['Example CERT | Sector Alert']);
        lines(page, 72, 110, body);
        lines(page, 72, 690, ['Example CERT, Room 7']);
        lines(page, 500, 704, [`Page ${at + 1} of 3`]);
      }
    },
    text: [
      'Example CERT | Sector Alert',
      'The flaw was found in March and',
      'first told to the',
      'vendor in April. Servers were updated',
      'in May.',
      'Customers update Example Gateway to 4.2.1.',
      'Example CERT, Room 7',
    ],
    products: ['Example Gateway: before 4.2.1'],
  },
  {
    what: 'a table of indicators with cells of several lines',
    draw: (page) => {
      page.fontSize(10).text('Indicators of compromise', 72, 72, { lineBreak: false });
      table(
        page,
        100,
        [72, 160, 400],
        [
          [['Type'], ['Indicator'], ['Note']],
          [['SHA-256'], [HASH.slice(0, 34), HASH.slice(34)], ['loader']],
          [
            ['SHA-256', '(second)'],
            [OTHER_HASH.slice(0, 34), OTHER_HASH.slice(34)],
            ['seen at two', 'clinics'],
          ],
          [['Domain'], ['update.evil[.]test'], ['command and', 'control']],
          [['IPv4'], ['203.0.113[.]10'], ['']],
        ],
      );
    },
    text: [
      'Indicators of compromise',
      'Type | Indicator | Note',
      `SHA-256 | ${HASH} | loader`,
      `SHA-256 (second) | ${OTHER_HASH} | seen at two clinics`,
      'Domain | update.evil[.]test | command and control',
      'IPv4 | 203.0.113[.]10',
    ],
    indicators: [`sha256 ${HASH}`, `sha256 ${OTHER_HASH}`, 'domain update.evil.test', 'ipv4 203.0.113.10'],
  },
  {
    what: 'words that the ends of lines break, and compounds that they do not',
    draw: (page) => {
      page.fontSize(10);
      lines(page, 72, 100, [
        'The vulner-',
        'ability CVE-2099-',
        '10101 lets a third-',
        'party supplier in. Multi-',
        'factor login helps; see hxxps://files-',
        'store.evil[.]test/a, which the malware',
        'called, and the vulnerability note.',
      ]);
    },
    text: [
      'The vulnerability',
      'CVE-2099-10101',
      'lets a third-party',
      'supplier in. Multi-factor',
      'login helps; see hxxps://files-store.evil[.]test/a,',
      'which the malware',
      'called, and the vulnerability note.',
    ],
    indicators: ['url https://files-store.evil.test/a'],
  },
  {
    what: 'ligatures in a font of its own',
    draw: (page) => {
      page.font(FONT).fontSize(11);
      lines(page, 72, 100, ['The ﬁrst ﬁle was ﬂagged at an office:', 'conﬁg.evil[.]test served the malware.']);
    },
    text: ['The first file was flagged at an office:', 'config.evil[.]test served the malware.'],
    indicators: ['domain config.evil.test'],
  },
  {
    what: 'footnotes whose numbers stand raised behind versions',
    draw: (page) => {
      const words = 'Example Gateway 8.0.0 through 8.4.2';
      page.fontSize(11).text(words, 72, 100, { lineBreak: false });
      const end = 73 + page.widthOfString(words);
      page.fontSize(6).text('1', end, 99, { lineBreak: false });
      page.fontSize(11).text('is affected. Update to 8.4.3.', 72, 116, { lineBreak: false });
      page.fontSize(6).text('1', 72, 658, { lineBreak: false });
      page.fontSize(8).text('Hosted servers are updated.', 78, 660, { lineBreak: false });
    },
    text: ['Example Gateway 8.0.0 through 8.4.2 1', 'is affected. Update to 8.4.3.', '1 Hosted servers are updated.'],
    products: ['Example Gateway: 8.0.0 to 8.4.2'],
  },
  {
    what: 'a watermark aslant over the words',
    draw: (page) => {
      page.fontSize(10);
      lines(page, 72, 300, ['The clinic was reached through a']);
      page
        .save()
        .rotate(-45, { origin: [300, 400] })
        .fontSize(60)
        .opacity(0.2);
      page.text('DO NOT SHARE', 120, 380, { lineBreak: false }).restore();
      page.opacity(1).fontSize(10);
      lines(page, 72, 300 + LINE, ['server of its supplier.']);
    },
    text: ['The clinic was reached through a', 'server of its supplier.'],
  },
  {
    what: 'a table over two pages, its head on each',
    draw: (page) => {
      const head: readonly Cell[] = [['Product'], ['Affected versions'], ['Fixed version']];
      const xs = [72, 220, 400];
      page.fontSize(10);
      table(page, 600, xs, [head, [['Example Gateway'], ['8.0.0 to 8.4.2'], ['8.4.3']]]);
      page.addPage();
      table(page, 72, xs, [
        head,
        [['Example Remote', 'Console'], ['7.1.0'], ['7.2.1']],
        [['Example Patient', 'Portal'], ['before 3.3'], ['3.3']],
      ]);
    },
    text: [
      'Product | Affected versions | Fixed version',
      'Example Gateway | 8.0.0 to 8.4.2 | 8.4.3',
      'Example Remote Console | 7.1.0 | 7.2.1',
      'Example Patient Portal | before 3.3 | 3.3',
    ],
    products: [
      'Example Gateway: 8.0.0 to 8.4.2',
      'Example Remote Console: 7.1.0',
      'Example Patient Portal: before 3.3',
    ],
  },
  {
    what: 'a cover page with its TLP label, then a list of what to do',
    draw: (page) => {
      page.fontSize(12).text('TLP:AMBER+STRICT', 400, 40, { lineBreak: false });
      page
        .fontSize(28)
        .text('Remote support', 72, 300, { lineBreak: false })
        .text('under attack', 72, 334, { lineBreak: false });
      page.fontSize(12).text('3 September 2099', 72, 400, { lineBreak: false }).addPage().fontSize(10);
      lines(page, 72, 100, ['First actions']);
      const items: readonly Cell[] = [
        ['Isolate the servers that the', 'supplier managed.'],
        ['Review the logs of remote sessions.'],
        ['Reset the passwords of administrators.'],
      ];
      table(
        page,
        120,
        [72, 90],
        items.map((item) => [['•'], item]),
      );
    },
    text: [
      'TLP:AMBER+STRICT',
      'Remote support',
      'under attack',
      '3 September 2099',
      'First actions',
      '• Isolate the servers that the supplier managed.',
      '• Review the logs of remote sessions.',
      '• Reset the passwords of administrators.',
    ],
    tlp: 'AMBER+STRICT',
  },
];
