import { describe, expect, it } from 'vitest';
import { epssBlocks, scoreIn } from '../../src/domain/epss-block.ts';
import { cisaReading } from '../../src/sources/formats/cisa-reading.ts';
import { readEpssFile } from '../../src/sources/formats/epss-file.ts';
import { otherCatalogue } from '../../src/sources/formats/other-catalogues.ts';
import { releaseCyclesIn } from '../../src/sources/formats/release-cycles.ts';
import { aCisaRecord } from '../helpers/cisa-record.ts';

describe('a file of EPSS scores', () => {
  it.each([
    ['of April 2021', 'cve,epss\nCVE-2020-0001,0.65117\n', {}, { cve: 'CVE-2020-0001', score: '0.65117' }],
    [
      'of today',
      '#model_version:v2025.03.14,score_date:2026-11-02T00:00:00+0000\r\ncve,epss,percentile\r\nCVE-2020-0001,1.0,1.0\r\n',
      { model: 'v2025.03.14', day: '2026-11-02' },
      { cve: 'CVE-2020-0001', score: '1.0', percentile: '1.0' },
    ],
  ])('%s', (_, text, head, line) => {
    expect(readEpssFile(text)).toEqual({ ...head, lines: [line] });
  });

  it.each([
    ['cut off within a line', 'cve,epss\nCVE-2020-0001,0.65117\nCVE-2020-00', '"CVE-2020-00" is no score'],
    ['with a score above 1', 'cve,epss\nCVE-2020-0001,0.5\nCVE-2020-0002,65.1\n', '"CVE-2020-0002,65.1" is no score'],
    ['without a score', 'cve,epss\n', 'holds no score'],
    ['of something else', 'a,b\n1,2\n', 'the heads "cve,epss,percentile" were expected'],
  ])('%s is refused', (_, text, because) => {
    expect(readEpssFile(text)).toEqual({ because: expect.stringContaining(because) });
  });

  it('is kept in blocks of a thousand ids, from which each score comes back', () => {
    const blocks = epssBlocks([
      { cve: 'CVE-2024-1709', score: '0.94', percentile: '0.99' },
      { cve: 'CVE-2024-1070', score: '0.1' },
      { cve: 'CVE-2024-11709', score: '0.2' },
    ]);
    expect([...blocks.keys()]).toEqual(['CVE-2024-1', 'CVE-2024-11']);
    const score = (cve: string) => scoreIn(blocks.get(cve.slice(0, -3)) ?? '', cve);
    expect(['CVE-2024-1709', 'CVE-2024-1070', 'CVE-2024-11709', 'CVE-2024-1094'].map(score)).toEqual([
      { score: 0.94, percentile: 0.99 },
      { score: 0.1 },
      { score: 0.2 },
      undefined,
    ]);
  });
});

describe('what CISA adds to a CVE record', () => {
  it.each([
    ['poc', 'public poc'],
    ['PoC', 'public poc'],
    ['None', 'none'],
    ['active', 'active'],
    ['Active', 'active'],
  ])('spelt "%s" is %s', (written, exploitation) => {
    expect(cisaReading(aCisaRecord('CVE-2099-0001', written))).toEqual({
      cve: 'CVE-2099-0001',
      exploitation,
      automatable: 'no',
      technicalImpact: 'total',
      at: '2030-01-01T10:00:00.500Z',
      cvss: [],
    });
  });

  it('leaves out a value that nobody knows, and reads its score and its row of the catalogue', () => {
    const vectorString = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    const metrics = [
      { other: { type: 'kev', content: { dateAdded: '2024-02-22' } } },
      { cvssV3_1: { version: '3.1', baseScore: 9.8, vectorString } },
    ];
    const { exploitation, cvss, listed } = cisaReading(aCisaRecord('CVE-2099-0001', 'maybe', { metrics })) ?? {};
    expect({ exploitation, cvss, listed }).toEqual({
      exploitation: undefined,
      cvss: [{ version: '3.1', score: 9.8, vector: vectorString, cve: 'CVE-2099-0001', from: 'ADP' }],
      listed: {
        catalogue: 'CISA',
        cve: 'CVE-2099-0001',
        dateAdded: '2024-02-22',
        ransomware: false,
        forensicTriage: false,
      },
    });
  });

  it('is nothing where the document is no CVE record', () => {
    expect(cisaReading({ dataType: 'something' })).toBeUndefined();
  });
});

describe('a catalogue beside that of CISA', () => {
  const row = { ransomware: false, forensicTriage: false };

  it('of ENISA: days with two digits of the year, and "-" for what it does not know', () => {
    const listed = [
      { cveID: 'CVE-2024-0001', euvdID: 'EUVD-2024-1', dateReported: '17/01/25', notes: '-' },
      { cveID: 'CVE-2024-0002', euvdID: 'EUVD-2024-2', dateReported: '-', exploitationType: 'ransomware' },
      { cveID: '-', euvdID: 'EUVD-2024-3', dateReported: '17/01/25' },
    ];
    expect(otherCatalogue(listed)).toEqual({
      catalogue: 'ENISA',
      rows: [
        { catalogue: 'ENISA', cve: 'CVE-2024-0001', dateAdded: '2025-01-17', ...row },
        { catalogue: 'ENISA', cve: 'CVE-2024-0002', ...row, ransomware: true },
      ],
    });
  });

  it('of VulnCheck: a row may be about several flaws', () => {
    const data = [
      {
        cve: ['CVE-2024-0001', 'CVE-2024-0002'],
        date_added: '2024-02-22T00:00:00Z',
        knownRansomwareCampaignUse: 'Known',
      },
    ];
    const known = { catalogue: 'VulnCheck', dateAdded: '2024-02-22', ...row, ransomware: true };
    expect(otherCatalogue({ data })).toEqual({
      catalogue: 'VulnCheck',
      rows: [
        { ...known, cve: 'CVE-2024-0001' },
        { ...known, cve: 'CVE-2024-0002' },
      ],
    });
  });

  it('is nothing of another shape', () => {
    expect([otherCatalogue([{ id: 1 }]), otherCatalogue({ data: 'x' })]).toEqual([undefined, undefined]);
  });
});

describe('a list of release cycles', () => {
  const server = {
    name: 'ward-server',
    label: 'Example Ward Server',
    identifiers: [
      { type: 'cpe', id: 'cpe:2.3:o:example:ward_server' },
      { type: 'repology', id: 'ward-server' },
    ],
    releases: [
      {
        ...{ name: '2012-r2', label: "Ward Server 2012 R2 'Bright Lamp' (LTS)", latest: { name: '6.3.9600' } },
        ...{ isEol: true, eolFrom: '2023-10-10', isEoes: false, eoesFrom: '2026-10-13' },
      },
      { name: '2022', isEol: false, eolFrom: '2031-10-14', isEoes: null, eoesFrom: null },
      { name: '2000', label: '2000', isEol: true, eolFrom: null },
      { label: 'without a name', isEol: true },
    ],
  };

  it('has one entry a cycle, with the name that people use', () => {
    const product = {
      ...{ product: 'Example Ward Server', codes: ['cpe:2.3:o:example:ward_server'], toldBy: 'lifecycles.example' },
    };
    expect(releaseCyclesIn({ result: [server, { name: 'no-releases' }] }, 'lifecycles.example')).toEqual([
      {
        ...{ ...product, cycle: '2012-r2', label: '2012 R2', latest: '6.3.9600' },
        ...{ endsOn: '2023-10-10', hasEnded: true, extension: { until: '2026-10-13' } },
      },
      { ...product, cycle: '2022', label: '2022', endsOn: '2031-10-14', hasEnded: false },
      { ...product, cycle: '2000', label: '2000', hasEnded: true },
    ]);
  });

  it.each([
    ['of one product', { result: server }],
    ['of an older interface', [{ cycle: '2022', eol: '2031-10-14' }]],
    ['of something else', 'words'],
  ])('is nothing %s', (_, document) => {
    expect(releaseCyclesIn(document, 'lifecycles.example')).toBeUndefined();
  });
});
