import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/domain/indicator.ts';
import type { StructuredFacts } from '../../src/domain/raw-advisory.ts';
import { aDocument, read } from './builders.ts';

const TEXT =
  'Attacks\nThe attackers used 198[.]51[.]100[.]7 and c2.example[.]org.\nIndicator: ipv4: 198[.]51[.]100[.]8';
const listed = (value: string): Indicator => ({
  type: 'ipv4',
  value,
  because: 'The publisher lists it.',
  quote: { documentId: 'doc-1', start: 0, end: 7, text: 'Attacks' },
});
const facts: StructuredFacts = {
  ...{ affected: [], aliases: [], cvss: [], kev: [], mitigations: [], exploited: false, withdrawn: false, gaps: [] },
  indicators: [listed('198.51.100.8')],
  setAside: [listed('198.51.100.7')],
};

describe('what a structure lists as indicators', () => {
  const advisory = read(aDocument(TEXT, { facts, proseEnd: TEXT.lastIndexOf('\n') }));

  it('comes before what the prose names beside it', () => {
    expect(advisory.indicators.map(({ value }) => value)).toEqual(['198.51.100.8', 'c2.example.org']);
  });

  it('and sets aside, counts for the prose too', () => {
    expect(advisory.setAside.map(({ value, because }) => [value, because])).toEqual([
      ['198.51.100.7', 'The publisher lists it.'],
    ]);
  });
});
