import { describe, expect, it } from 'vitest';
import { WardwatchError } from '../../../src/errors.ts';
import { pdfText } from '../../../src/sources/formats/pdf-text.ts';
import { aPdf } from '../../helpers/a-pdf.ts';

const HASH = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

const faultOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'was read',
    (error: unknown) => (error instanceof WardwatchError ? `${error.code}: ${error.message}` : String(error)),
  );

describe('the words of a PDF', () => {
  it('come in lines, with headings, the title and the addresses that it links to', async () => {
    const bytes = await aPdf(
      (document) => {
        document.fontSize(20).text('Sector Alert');
        document.fontSize(11).text('Attackers came through the remote access software of a supplier.');
        document.text('Read more', { link: 'https://example.com/more' });
      },
      { info: { Title: 'Sector alert on remote access', CreationDate: new Date(0) } },
    );
    expect(await pdfText(bytes)).toEqual({
      text: 'Sector Alert\nAttackers came through the remote access software of a supplier.\nRead more',
      title: 'Sector alert on remote access',
      links: ['https://example.com/more'],
      pages: 1,
      pagesWithoutText: [],
    });
  });

  it('keep the cells of a table apart by a tab', async () => {
    const bytes = await aPdf((document) => {
      for (const [row, [left, right]] of [
        ['Product', 'Fixed in'],
        ['Example Gateway', '23.9.8'],
      ].entries()) {
        document.text(left ?? '', 72, 100 + row * 20, { lineBreak: false });
        document.text(right ?? '', 300, 100 + row * 20, { lineBreak: false });
      }
    });
    expect((await pdfText(bytes)).text).toBe('Product\tFixed in\nExample Gateway\t23.9.8');
  });

  it('keep a hash whole that is broken inside its cell', async () => {
    const bytes = await aPdf((document) => {
      document.fontSize(10).text('SHA-256', 72, 100, { lineBreak: false });
      document.text(HASH.slice(0, 34), 200, 100, { lineBreak: false });
      document.text(HASH.slice(34), 200, 112, { lineBreak: false });
    });
    expect((await pdfText(bytes)).text).toBe(`SHA-256\t${HASH}`);
  });

  it('read one column after the other', async () => {
    const bytes = await aPdf((document) => {
      document.text('Left one.\nLeft two.', 72, 100, { width: 200 });
      document.text('Right one.\nRight two.', 320, 100, { width: 200 });
    });
    expect((await pdfText(bytes)).text).toBe('Left one.\nLeft two.\nRight one.\nRight two.');
  });

  it('say what stands at the head of every page once, and no page numbers', async () => {
    const bytes = await aPdf((document) => {
      for (const page of [1, 2, 3, 4]) {
        if (page > 1) document.addPage();
        document
          .text('TLP:CLEAR', 72, 72)
          .text(`The words of page number ${'one two three four'.split(' ')[page - 1]}.`)
          .text(`Page ${page} of 4`);
      }
    });
    expect((await pdfText(bytes)).text.split('\n').filter((line) => line !== '')).toEqual([
      'TLP:CLEAR',
      'The words of page number one.',
      'The words of page number two.',
      'The words of page number three.',
      'The words of page number four.',
    ]);
  });
});

describe('a PDF needs a person', () => {
  const draw = (document: PDFKit.PDFDocument) => document.text('Secret words');

  it('when it holds pictures only', async () => {
    const bytes = await aPdf((document) => document.image(ONE_PIXEL, 72, 72, { width: 400 }));
    expect(await faultOf(pdfText(bytes))).toBe(
      'PDF_UNREADABLE: The PDF holds pictures and no words (a scan): it needs a person.',
    );
  });

  it('for the pages that hold pictures only', async () => {
    const bytes = await aPdf((document) => draw(document).addPage().image(ONE_PIXEL, 72, 72, { width: 400 }));
    expect((await pdfText(bytes)).pagesWithoutText).toEqual([2]);
  });

  it('when a password locks it', async () => {
    const bytes = await aPdf(draw, { userPassword: 'known to nobody', ownerPassword: 'nor this' });
    expect(await faultOf(pdfText(bytes))).toBe('PDF_UNREADABLE: The PDF is locked by a password: it needs a person.');
  });

  it('when it is cut off or no PDF at all', async () => {
    const bytes = await aPdf(draw);
    expect(await faultOf(pdfText(bytes.subarray(0, 200)))).toBe('PDF_UNREADABLE: The PDF is broken or cut off.');
    expect(await faultOf(pdfText(new TextEncoder().encode('%PDF-1.7 nothing')))).toBe(
      'PDF_UNREADABLE: The PDF is broken or cut off.',
    );
  });

  it('when it takes too long or too much memory', async () => {
    const bytes = await aPdf(draw);
    expect(await faultOf(pdfText(bytes, { timeoutMs: 1, heapMb: 256, memoryMb: 700 }))).toMatch(
      /took longer than 0.001 s to read/,
    );
    expect(await faultOf(pdfText(bytes, { timeoutMs: 30_000, heapMb: 10, memoryMb: 700 }))).toMatch(
      /needs more than 10 MB to read/,
    );
  });
});

const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
