import { describe, expect, it } from 'vitest';
import type { RawItem, SourceConfig } from '../../../src/ports/source.ts';
import { itemsOfMail } from '../../../src/sources/mailbox/mail-items.ts';
import { aSource } from '../../conformance/source.ts';
import { aFile, aMail, type MailWords } from '../../helpers/a-mail.ts';
import { type ExpectedExchange, httpDouble } from '../../helpers/http-double.ts';

const COLLEAGUES = { from: '@hospital.test', publisher: { name: 'Colleagues', kind: 'other' as const }, trusted: true };
const SOURCE = aSource({
  kind: 'mailbox',
  publisher: { name: 'Example Alerts', kind: 'health-body' },
  senders: [
    { from: '@example.com', trusted: true },
    { from: '@vendor.test', publisher: { name: 'Vendor', kind: 'vendor' }, trusted: false },
    COLLEAGUES,
  ],
});
const PDF = '%PDF-1.4\nnothing more\n';

/** What is read from a mail of the first sender, or another. */
async function read(
  mail: MailWords | string,
  { from = '@example.com', more = {}, expected = [] as readonly ExpectedExchange[] } = {},
) {
  const source: SourceConfig = { ...SOURCE, ...more };
  const sender = SOURCE.senders?.find((each) => each.from === from);
  if (sender === undefined) throw new Error(`${from} is not listed`);
  const http = httpDouble(...expected);
  const bytes = Buffer.from(typeof mail === 'string' ? mail : aMail(mail), 'latin1');
  const found = await itemsOfMail(
    { source, cursor: undefined, http, now: '2024-01-23T00:00:00.000Z', pause: async () => {} },
    { bytes, sender },
  );
  http.assertAllUsed();
  return { ...found, told: found.items.map(told) };
}
const told = ({ bytes, format, title }: RawItem) =>
  `${format}: ${title ?? 'no title'}: ${new TextDecoder().decode(bytes).replaceAll('\n', ' / ')}`;

const WORDS = 'Example Pump before 3.2 can be stopped from afar.';
const COVER = 'Please see the attached document.';

describe('the body of a mail', () => {
  it('is a document, with the subject as its title, the mail’s date and the sender’s publisher', async () => {
    const { items, refused } = await read({ subject: 'Pump alert', text: WORDS, id: 'a1@example.com' });
    expect([items.map(({ bytes, ...item }) => item), refused]).toEqual([
      [
        {
          guid: 'mail-9a62ad889340',
          title: 'Pump alert',
          publisherName: 'Example Alerts',
          publishedAt: '2024-01-22T10:00:00.000Z',
          format: 'text',
        },
      ],
      [],
    ]);
  });

  it('is read from its HTML, with tables as facts in columns and tables as frames as paragraphs', async () => {
    const html =
      '<table role="presentation"><tr><td><p>Two flaws.</p><table><tr><th>Product</th><th>Fixed</th></tr>' +
      '<tr><td>Example Pump</td><td>3.2</td></tr></table><p>Update.</p></td></tr></table>' +
      '<img src="https://track.example.com/open.gif?who=1" width="1" height="1">';
    expect((await read({ text: 'Read it in HTML.', html })).told).toEqual([
      'text: Alert: Two flaws. / Product\tFixed / Example Pump\t3.2 / Update.',
    ]);
  });

  it('is read without what lists and gateways put around every mail', async () => {
    const text = [
      '[EXTERNAL]',
      'CAUTION: This email originated from outside of the organization. Do not click links.',
      WORDS,
      'View this email in your browser',
      'You are receiving this email because you subscribed. Unsubscribe | Manage your preferences',
    ].join('\n');
    expect((await read({ text })).told).toEqual([`text: Alert: ${WORDS}`]);
  });

  it.each([
    [
      'quoted-printable in windows-1252',
      'text/plain; charset=windows-1252',
      'quoted-printable',
      'Pumpe f=FCr 5 =80',
      'Pumpe für 5 €',
    ],
    ['base64 in iso-8859-1', 'text/plain; charset=iso-8859-1', 'base64', 'UHVtcGUgZvxy', 'Pumpe für'],
    ['8bit in utf-8', 'text/plain; charset=utf-8', '8bit', 'Pumpe f\u00c3\u00bcr', 'Pumpe für'],
    ['a charset that nobody knows', 'text/plain; charset=x-none', '7bit', 'Pump alert', 'Pump alert'],
  ])('is read whole: %s', async (_what, type, encoding, content, words) => {
    const head = [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`];
    expect((await read({ parts: [{ head, content }] })).told).toEqual([`text: Alert: ${words}`]);
  });

  it.each([
    ['=?utf-8?B?UHVtcGUgZsO8cg==?=', 'Pumpe für'],
    ['=?iso-8859-1?Q?Pumpe_f=FCr?= =?iso-8859-1?Q?_alle?=', 'Pumpe für alle'],
    ['[EXT] Re: FW: Pump alert', 'Pump alert'],
    ['', 'A mail without a subject'],
  ])('takes its title from the subject "%s"', async (subject, title) => {
    expect((await read({ subject, text: WORDS })).items.map((item) => item.title)).toEqual([title]);
  });

  it('is dated by its own date only, never by now', async () => {
    expect((await read({ date: 'yesterday', text: WORDS })).items.map((item) => item.publishedAt)).toEqual([undefined]);
  });
});

describe('the attachments of a mail', () => {
  it('are the document where the body only says that there is one', async () => {
    const { items } = await read({
      text: COVER,
      parts: [aFile('alert.pdf', 'application/pdf', PDF)],
      id: 'a1@example.com',
    });
    expect(items.map(({ guid, title, format }) => [guid, title, format])).toEqual([
      ['mail-9a62ad889340/alert.pdf', 'Alert', 'pdf'],
    ]);
  });

  it('stand beside a body that names a flaw, or is long', async () => {
    const parts = [aFile('faq.pdf', 'application/pdf', PDF)];
    const formats = async (text: string) => (await read({ text, parts })).items.map(({ format }) => format);
    expect(await formats('CVE-2099-0001 is mended by Example Pump 3.2.')).toEqual(['pdf', 'text']);
    expect(await formats(WORDS.repeat(40))).toEqual(['pdf', 'text']);
  });

  it('keep their own titles where there are several', async () => {
    const parts = [1, 2].map((at) => aFile(`flaw-${at}.html`, 'text/html', `<h1>Flaw ${at}</h1><p>${WORDS}</p>`));
    expect((await read({ subject: 'Weekly alerts', text: COVER, parts })).items.map(({ title }) => title)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('are all read, thirty of them', async () => {
    const parts = Array.from({ length: 30 }, () => aFile('alert.pdf', 'application/pdf', PDF));
    const { items, refused } = await read({ text: COVER, parts });
    expect([new Set(items.map(({ guid }) => guid)).size, refused]).toEqual([30, []]);
  });

  it('are known by the id that they carry themselves', async () => {
    const csaf = JSON.stringify({ document: { csaf_version: '2.0', title: 'Pump', tracking: { id: 'EX-1' } } });
    const { items } = await read({ text: COVER, parts: [aFile('ex-1.json', 'application/json', csaf)] });
    expect(items.map(({ guid, format }) => [guid, format])).toEqual([['EX-1', 'csaf']]);
  });

  it.each([
    ["filename*=UTF-8''Pumpe%20f%C3%BCr%20alle.pdf", 'Pumpe für alle.pdf'],
    ["filename*0*=iso-8859-1''Pumpe%20f%FC; filename*1=r.pdf", 'Pumpe für.pdf'],
    ['filename="=?utf-8?Q?Pumpe_f=C3=BCr.pdf?="', 'Pumpe für.pdf'],
    ['filename="..\\\\..\\\\etc\\\\alert.pdf"', 'alert.pdf'],
    ['', 'attachment.pdf'],
  ])('are called as their head says: %s', async (name, called) => {
    const head = ['Content-Type: application/pdf', `Content-Disposition: attachment; ${name}`];
    const { items } = await read({ parts: [{ head, content: PDF }] });
    expect(items.map(({ guid }) => guid.replace(/^mail-[0-9a-f]{12}\//, ''))).toEqual([called]);
  });

  it.each([
    [
      'winmail.dat',
      'application/ms-tnef',
      'Outlook packed it in its own way (winmail.dat); ask the sender for mails in HTML or plain text.',
    ],
    [
      'alert.docx',
      'application/octet-stream',
      'An Office document; PDF, HTML, CSAF, CSV and plain text are read. Save it as PDF and forward that.',
    ],
    [
      'iocs.xlsx',
      'application/octet-stream',
      'An Excel workbook. Save it as CSV (UTF-8) and give that: forward it, or put it into a watched folder.',
    ],
    [
      'smime.p7m',
      'application/pkcs7-mime',
      'It is encrypted; forward it decrypted, or ask the sender for an open one.',
    ],
    ['photo.png', 'image/png', 'A picture or recording; a person has to look.'],
    ['all.zip', 'application/zip', 'A zip archive or Office document; unpack it and give the files inside.'],
  ])(
    'that cannot be read are refused with what to do, and the body stands for them: %s',
    async (name, type, because) => {
      const { told, refused } = await read({ text: COVER, parts: [aFile(name, type, 'PK\u0003\u0004')] });
      expect([told, refused]).toEqual([[`text: Alert: ${COVER}`], [{ what: `Alert: ${name}`, because }]]);
    },
  );

  it('that are tables stand beside the words that tell their story', async () => {
    const parts = [aFile('iocs.csv', 'application/vnd.ms-excel', 'type,ioc\nip,203.0.113.7\n')];
    const table = 'csv: Alert: type,ioc / ip,203.0.113.7 / ';
    const story = `${WORDS} `.repeat(8).trim();
    expect((await read({ text: COVER, parts })).told).toEqual([table]);
    expect((await read({ text: story, parts })).told).toEqual([table, `text: Alert: ${story}`]);
  });

  it('that are no documents are passed over', async () => {
    const logo = { head: ['Content-Type: image/png', 'Content-Disposition: inline', 'Content-ID: <l>'], content: 'x' };
    const parts = [
      logo,
      aFile('meeting.ics', 'text/calendar', 'BEGIN:VCALENDAR'),
      aFile('smime.p7s', 'application/pkcs7-signature', 'x'),
      aFile('dana.vcf', 'text/vcard', 'BEGIN:VCARD'),
    ];
    expect(await read({ text: WORDS, parts })).toMatchObject({ told: [`text: Alert: ${WORDS}`], refused: [] });
  });

  it('larger than 15 MB are refused', async () => {
    const { items, refused } = await read({
      text: COVER,
      parts: [aFile('a.pdf', 'application/pdf', Buffer.alloc(15_000_001))],
    });
    expect([items.length, refused]).toEqual([1, [{ what: 'Alert: a.pdf', because: 'It is larger than 15 MB.' }]]);
  });

  it('a mail that holds nothing is told', async () => {
    expect((await read({ text: '' })).refused).toEqual([
      { what: 'Alert', because: 'The mail holds neither words nor a document that can be read.' },
    ]);
  });
});

describe('a mail that a colleague sent on', () => {
  const forwarded = (head: string) => `Can somebody look at this?\n\n${head}\n\n${WORDS}`;
  const HEADS = [
    [
      'Gmail',
      '---------- Forwarded message ---------\nFrom: Vendor <psirt@vendor.test>\nDate: Sun, Jan 21, 2024 at 9:00 AM\nSubject: Pump\nTo: <dana@hospital.test>',
      '2024-01-21T09:00:00.000Z',
    ],
    [
      'Outlook',
      'From: Vendor <psirt@vendor.test>\nSent: Sunday, January 21, 2024\nTo: Dana <dana@hospital.test>\nSubject: Pump',
      '2024-01-21T00:00:00.000Z',
    ],
    [
      'Outlook in German',
      'Von: Vendor <psirt@vendor.test>\nGesendet: 21 January 2024\nAn: Dana <dana@hospital.test>\nBetreff: Pump',
      '2024-01-21T00:00:00.000Z',
    ],
    [
      'Apple',
      'Begin forwarded message:\n\n> From: Vendor <psirt@vendor.test>\n> Subject: Pump\n> Date: 21 January 2024\n> To: Dana',
      '2024-01-21T00:00:00.000Z',
    ],
  ] as const;

  it.each(HEADS)('speaks for its first sender: %s', async (_program, head, publishedAt) => {
    const { items, told } = await read({ subject: 'Fwd: Pump', text: forwarded(head) }, { from: '@hospital.test' });
    expect([told, items.map(({ publisherName, publishedAt }) => [publisherName, publishedAt])]).toEqual([
      [`text: Pump: ${WORDS}`],
      [['Vendor', publishedAt]],
    ]);
  });

  it('in HTML too', async () => {
    const html = `<p>Look!</p><div><b>From:</b> Vendor &lt;psirt@vendor.test&gt;<br><b>Sent:</b> 21 January 2024<br><b>Subject:</b> Pump</div><p>${WORDS}</p>`;
    const { items, told } = await read({ subject: 'FW: Pump', html }, { from: '@hospital.test' });
    expect([told, items.map(({ publisherName }) => publisherName)]).toEqual([[`text: Pump: ${WORDS}`], ['Vendor']]);
  });

  it('as an attachment too', async () => {
    const inner = aMail({ from: 'psirt@vendor.test', subject: 'Pump', text: WORDS, id: 'inner@vendor.test' });
    const part = { head: ['Content-Type: message/rfc822', 'Content-Disposition: attachment'], content: inner };
    const { items, told } = await read(
      { subject: 'FW: Pump', text: 'Look!', parts: [part] },
      { from: '@hospital.test' },
    );
    expect([told, items.map(({ publisherName }) => publisherName)]).toEqual([[`text: Pump: ${WORDS}`], ['Vendor']]);
  });

  it.each([
    [
      'its first sender is not listed',
      'From: x@elsewhere.test\nSent: 21 January 2024\nSubject: Pump',
      true,
      'Colleagues',
    ],
    [
      'the one who sent it on is not trusted',
      'From: psirt@vendor.test\nSent: 21 January 2024\nSubject: Pump',
      false,
      'Colleagues',
    ],
  ])('speaks for the one who sent it on where %s', async (_why, head, trusted, name) => {
    const sender = { ...COLLEAGUES, trusted };
    const { items } = await itemsOfMail(
      { source: SOURCE, cursor: undefined, http: httpDouble(), now: '2024-01-23T00:00:00.000Z', pause: async () => {} },
      { bytes: Buffer.from(aMail({ subject: 'Fwd: Pump', text: forwarded(head) })), sender },
    );
    expect(items.map(({ publisherName }) => publisherName)).toEqual([name]);
  });
});

describe('how far a mail may go', () => {
  const pdf = aFile('alert.pdf', 'application/pdf', PDF);
  it.each([
    ['the subject', { subject: '[TLP:GREEN] Pump', text: WORDS }, ['Pump (TLP:GREEN)']],
    ['the body', { subject: 'Pump', text: `TLP:AMBER\n${WORDS}` }, ['Pump (TLP:AMBER)']],
    [
      'the narrower of both',
      { subject: 'TLP:CLEAR - Pump', text: `TLP:AMBER+STRICT\n${WORDS}` },
      ['Pump (TLP:AMBER+STRICT)'],
    ],
    [
      'the subject, for a document that says wider',
      { subject: 'Pump TLP:RED', text: COVER, parts: [pdf] },
      ['Pump (TLP:RED)'],
    ],
    ['the document, where the mail says wider', { subject: 'TLP:CLEAR Pump', text: COVER, parts: [pdf] }, ['Pump']],
    [
      'the body, for each of several documents',
      { subject: 'Pump', text: `TLP:RED\n${COVER}`, parts: [pdf, pdf] },
      ['alert.pdf (TLP:RED)', 'alert.pdf#2 (TLP:RED)'],
    ],
  ])('is said by %s', async (_where, mail, titles) => {
    expect((await read(mail)).items.map(({ title }) => title)).toEqual(titles);
  });
});

describe('the links of a mail', () => {
  const more = { followLinks: true, linkHosts: ['www.example.com'] };
  const mail = {
    text: `See https://www.example.com/alert.pdf or https://elsewhere.test/b.pdf or https://www.example.com/`,
  };
  const headers = { 'content-type': 'application/pdf' };

  it('are left alone unless the source follows them', async () => {
    expect((await read(mail)).items.map(({ format }) => format)).toEqual(['text']);
  });

  it('are followed to documents on the hosts that are allowed, and the document stands for the mail', async () => {
    const expected = [{ url: 'https://www.example.com/alert.pdf', headers, body: PDF }];
    const { items, refused } = await read(mail, { more, expected });
    expect([items.map(({ guid, link, format }) => [guid, link, format]), refused]).toEqual([
      [['https://www.example.com/alert.pdf', 'https://www.example.com/alert.pdf', 'pdf']],
      [],
    ]);
  });

  it('that cannot be read are told, without what names the reader, and the body stands for them', async () => {
    const link = 'https://www.example.com/alert.pdf?reader=dana';
    const expected = [{ url: link, status: 403 }];
    const { items, refused } = await read({ text: `See ${link}` }, { more, expected });
    expect([items.map(({ format }) => format), refused]).toEqual([
      ['text'],
      [
        {
          what: 'Alert: https://www.example.com/alert.pdf',
          because:
            'The server answered 403: it refuses automated clients, or this one. Mail or the drop folder may be the way.',
        },
      ],
    ]);
  });

  it('are followed five a mail', async () => {
    const links = Array.from({ length: 9 }, (_, at) => `https://www.example.com/${at}.pdf`);
    const expected = links.slice(0, 5).map((url) => ({ url, headers, body: PDF }));
    expect((await read({ text: links.join('\n') }, { more, expected })).items.length).toBe(5);
  });
});
