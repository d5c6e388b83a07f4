import { expect, it } from 'vitest';
import { tryExtract } from '../../src/extract/try-extract.ts';
import { lexicon } from './lexicon.ts';

it('answers in the shape of the contract', () => {
  const text =
    'CVE-2024-0001 is exploited in the wild. FortiOS 7.4.0 before 7.4.4 is affected (T1190, CWE-121). It called evil[.]example[.]com, as github.com reports.';
  expect(tryExtract({ id: 'x', text }, lexicon)).toEqual({
    id: 'x',
    found: { domain: ['evil.example.com'], cve: ['CVE-2024-0001'], attack: ['T1190'] },
    setAside: [{ type: 'domain', value: 'github.com', because: expect.any(String) }],
    products: [
      {
        vendor: 'Fortinet',
        product: 'FortiOS',
        status: 'affected',
        ranges: [{ introduced: '7.4.0', fixed: '7.4.4' }],
        quote: 'FortiOS 7.4.0 before 7.4.4 is affected (T1190, CWE-121).',
      },
    ],
    techniques: ['T1190'],
    weaknesses: ['CWE-121'],
    suppliers: [],
    exploitation: 'active',
    gaps: [],
  });
});

it.each([
  ['FortiOS 7.4.0 through 7.4.3 is affected.', [{ introduced: '7.4.0', last_affected: '7.4.3' }]],
  ['FortiOS version 7.4.0 is affected.', [{ exact: '7.4.0' }]],
  ['All versions of FortiOS are affected.', [{ all: true }]],
  ['FortiOS has a vulnerability.', []],
])('%s', (text, ranges) => {
  expect(tryExtract({ id: 'x', text }, lexicon).products.map((each) => each.ranges)).toEqual([ranges]);
});

it('says nothing of exploitation where the text says nothing', () => {
  expect(tryExtract({ id: 'x', text: 'A text.' }, lexicon).exploitation).toBeNull();
});
