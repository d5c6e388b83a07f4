import { describe, expect, it } from 'vitest';
import { tryExtract } from '../../../src/extract/try-extract.ts';
import { isTableOfThreats } from '../../../src/sources/formats/csv.ts';
import { lexicon } from '../../extract/lexicon.ts';
import { readAs } from './records.ts';

const HASH = 'ab'.repeat(32);

/** What is found in a table, as in any document. */
async function foundIn(table: string) {
  const { text } = await readAs('csv', table);
  return tryExtract({ id: 'x', text }, lexicon);
}

describe('a table of comma-separated values', () => {
  it('is read row by row, cells apart by a tab, below its name', async () => {
    const { text, title, gaps } = await readAs('csv', 'Type,Value,Note\nsha256,ab12,"Loader, ""first""\nof two"\n\n');
    expect({ text, title, gaps }).toEqual({
      title: 'the file',
      text: 'the file\nType\tValue\tNote\nsha256\tab12\tLoader, "first" of two',
      gaps: [],
    });
  });

  it.each([
    ['semicolons', 'a;b;c,d\n1;2;3'],
    ['tabs', 'a\tb\tc,d\n1\t2\t3'],
    ['bars', 'a|b|c,d\n1|2|3'],
    ['a byte order mark and CRLF', '\ufeffa,b,"c,d"\r\n1,2,3\r\n'],
  ])('with %s', async (_, table) => {
    expect((await readAs('csv', table)).text).toBe('the file\na\tb\tc,d\n1\t2\t3');
  });

  it('links to what stands in a column of references, which is no indicator', async () => {
    const table = 'ioc,Reference\nevil[.]example[.]com,https://example.org/report\nbad[.]example[.]com,internal';
    const { text, links } = await readAs('csv', table);
    expect({ text, links }).toEqual({
      text: 'the file\nioc\tReference\nevil[.]example[.]com\nbad[.]example[.]com\tinternal',
      links: ['https://example.org/report'],
    });
  });

  it('names its indicators, defanged or not', async () => {
    const rows = [`sha256,${HASH}`, 'ip,203.0.113.7', 'domain,evil.example.com', 'url,hxxp://bad.example[.]com/a.exe'];
    const { found } = await foundIn(['type,indicator', ...rows].join('\n'));
    expect(found).toEqual({
      sha256: [HASH],
      ipv4: ['203.0.113.7'],
      domain: ['evil.example.com'],
      url: ['http://bad.example.com/a.exe'],
    });
  });

  it('names products with their versions where its head says what they are', async () => {
    const table = 'CVE,Product,Affected versions,Fixed version\nCVE-2099-0001,FortiOS,7.4.0 through 7.4.3,7.4.4';
    const { found, products } = await foundIn(table);
    expect(found.cve).toEqual(['CVE-2099-0001']);
    expect(products).toMatchObject([
      {
        vendor: 'Fortinet',
        product: 'FortiOS',
        status: 'affected',
        ranges: [{ introduced: '7.4.0', last_affected: '7.4.3' }],
      },
    ]);
  });

  it('says how much of it was read where it is too long', async () => {
    const { gaps, text } = await readAs('csv', 'indicator\n'.repeat(20_001));
    expect([gaps, text.split('\n').length]).toEqual([
      [{ about: 'document', because: 'The table has 20001 rows; the first 20000 are read.' }],
      20_001,
    ]);
  });

  it('is refused where a quotation mark never ends', async () => {
    await expect(readAs('csv', `ioc,note\na,"${'b\n'.repeat(60_000)}`)).rejects.toThrow(
      /^the-file is a table that cannot be read: .*Look for a quotation mark without its partner\.$/s,
    );
  });
});

describe('a table tells of threats', () => {
  it.each([
    ['by its head', 'Indicator_type,Data\nip,203.0.113.7'],
    ['by the flaws in its rows', 'Finding,Vendor\nCVE-2099-0001,Example\nCVE-2099-0002,Example'],
    ['by its hashes', `${HASH},loader\n${HASH},stealer`],
    ['by its defanged addresses', '203.0.113[.]7,443\nevil[.]example[.]com,80'],
  ])('%s', (_, table) => {
    expect(isTableOfThreats(table)).toBe(true);
  });

  it.each([
    ['an inventory', 'id,vendor,product,version\n1,Example,Pump,1.0'],
    ['an inventory with a column of flaws', 'Hostname,Vendor,Product,CVE\npump-1,Example,Pump,CVE-2099-0001'],
    ['a list of names', 'First,Last\nDana,Example\nRavi,Example'],
  ])('but not %s', (_, table) => {
    expect(isTableOfThreats(table)).toBe(false);
  });
});
