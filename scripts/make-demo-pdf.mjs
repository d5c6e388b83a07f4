// Makes config/demo/hc3-sector-alert.pdf: a retelling of a public sector alert in our own words, as a real PDF.
// The same words make the same bytes, so that a change of the file is a change of the story.
//
//   node scripts/make-demo-pdf.mjs

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

/**
 * The bytes of the demo's sector alert.
 *
 * @returns {Promise<Buffer>}
 */
export async function makeDemoPdf() {
  const issued = new Date('2024-01-22T12:00:00Z');
  const document = new PDFDocument({
    size: 'LETTER',
    margins: { top: 90, bottom: 72, left: 64, right: 64 },
    bufferPages: true,
    // Streams stay plain: how zlib packs them may differ from one Node to the next.
    compress: false,
    info: { Title: TITLE, Author: 'Retold for the wardwatch demo', CreationDate: issued, ModDate: issued },
  });
  /** @type {Buffer[]} */
  const parts = [];
  document.on('data', (part) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  writeFirstPage(document);
  document.addPage();
  writeSecondPage(document);
  frameEveryPage(document);
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** @typedef {InstanceType<typeof PDFDocument>} Pdf */

const TITLE = 'Remote access server of a pharmacy software supplier abused against healthcare';

/** @param {Pdf} document */
function writeFirstPage(document) {
  document.font('Helvetica-Bold').fontSize(18).text(TITLE);
  document.moveDown(0.4).font('Helvetica').fontSize(10);
  document.text('January 22, 2024    TLP:CLEAR    Report: 202401221200-RETOLD');
  heading(document, 'Executive Summary');
  paragraph(
    document,
    'Between October 28 and November 8, 2023, an unknown threat actor gained access to two healthcare organizations, a ' +
      'pharmaceutical firm and a healthcare provider, through a locally hosted ConnectWise ScreenConnect server operated by ' +
      'Transaction Data Systems (now Outcomes), a pharmacy software supplier. Organizations in the healthcare and public health ' +
      'sector should examine their systems and networks at once.',
  );
  heading(document, 'Impact to the Health Sector');
  paragraph(
    document,
    'The impact could be substantial. Transaction Data Systems is present in all 50 states with its pharmacy software Rx30 and ' +
      'ComputerRx, and Outcomes serves more than 48,000 pharmacies.',
  );
  heading(document, 'Report');
  paragraph(
    document,
    'Researchers published the attacks in November 2023. On November 14, 2023, ConnectWise confirmed that the access came ' +
      'through an unmanaged on-premises ScreenConnect instance that had not been updated since 2019. The hosts that were entered ' +
      'run Windows Server 2019.',
  );
  paragraph(
    document,
    'To stay, the attackers installed additional ScreenConnect instances and AnyDesk, and tried to create a new user account. ' +
      'Their payload text.xml is a C# project that msbuild.exe compiles and runs (T1127.001); it loads Meterpreter into memory ' +
      'without PowerShell. The Print Spooler process was abused as well.',
  );
}

/** @param {Pdf} document */
function writeSecondPage(document) {
  heading(document, 'Indicators of Compromise');
  table(
    document,
    ['Type', 'Indicator', 'Note'],
    [
      [
        'Domain',
        'rs.tdsclinical[.]com',
        'Legitimate but compromised host of the supplier; ask the supplier before blocking it',
      ],
      ['File name', 'text.xml', 'C# project run by msbuild.exe'],
    ],
  );
  heading(document, 'Techniques');
  table(
    document,
    ['ATT&CK', 'Technique', 'Seen as'],
    [['T1127.001', 'Trusted Developer Utilities Proxy Execution: MSBuild', 'msbuild.exe runs text.xml']],
  );
  heading(document, 'Mitigations');
  for (const step of [
    'Find every ScreenConnect server and client, including those that a supplier installed or runs for you.',
    'Update on-premises ScreenConnect servers to a supported version, or take them off the network.',
    'Look for ScreenConnect instances and AnyDesk that nobody in your organization installed.',
    'Look for msbuild.exe running from unusual folders and for new user accounts.',
    'Ask your pharmacy software supplier which remote access it has to your systems.',
  ]) {
    document.font('Helvetica').fontSize(11).text(`\u2022 ${step}`, { paragraphGap: 4 });
  }
}

/**
 * @param {Pdf} document
 * @param {string} words
 */
function heading(document, words) {
  document.moveDown(0.8).font('Helvetica-Bold').fontSize(13).text(words);
  document.moveDown(0.2);
}

/**
 * @param {Pdf} document
 * @param {string} words
 */
function paragraph(document, words) {
  document.font('Helvetica').fontSize(11).text(words, { paragraphGap: 6, lineGap: 1 });
}

const COLUMN_WIDTHS = [80, 170, 234];

/**
 * @param {Pdf} document
 * @param {readonly string[]} headings
 * @param {readonly (readonly string[])[]} rows
 */
function table(document, headings, rows) {
  document.font('Helvetica-Bold').fontSize(10);
  tableRow(document, headings);
  document.font('Helvetica').fontSize(10);
  for (const row of rows) tableRow(document, row);
}

/**
 * @param {Pdf} document
 * @param {readonly string[]} cells
 */
function tableRow(document, cells) {
  const top = document.y;
  const left = document.page.margins.left;
  const height = Math.max(...cells.map((cell, at) => document.heightOfString(cell, { width: widthOf(at) - 12 })));
  let x = left;
  cells.forEach((cell, at) => {
    document.rect(x, top, widthOf(at), height + 8).stroke();
    document.text(cell, x + 6, top + 4, { width: widthOf(at) - 12 });
    x += widthOf(at);
  });
  document.x = left;
  document.y = top + height + 8;
}

/** @param {number} column */
function widthOf(column) {
  return COLUMN_WIDTHS[column] ?? 0;
}

/**
 * Running head and foot, outside the margins, as such papers have them.
 *
 * @param {Pdf} document
 */
function frameEveryPage(document) {
  const { count } = document.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(at);
    const { margins, height } = document.page;
    document.page.margins = { ...margins, top: 0, bottom: 0 };
    document
      .font('Helvetica-Bold')
      .fontSize(10)
      .text('HC3: Sector Alert (retold for the wardwatch demo)', margins.left, 40, { lineBreak: false });
    document
      .font('Helvetica')
      .fontSize(9)
      .text(`[TLP:CLEAR, Page ${at + 1} of ${count}]`, margins.left, height - 46, { lineBreak: false });
    document.page.margins = margins;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL('../config/demo/hc3-sector-alert.pdf', import.meta.url));
  await writeFile(target, await makeDemoPdf());
  console.log(`Wrote ${target}`);
}
