import { describe, expect, it } from 'vitest';
import { advisoryCsv } from '../../src/exports/csv.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aRangeBefore,
  DANA,
} from '../helpers/builders.ts';
import { fileOf } from './export-case.ts';

const ADVISORY = anAdvisory({
  id: 'example:1',
  tlp: 'AMBER',
  affected: [anAffectedProduct({ versions: [aRangeBefore('2.0')], fixedVersion: '2.0' })],
  indicators: [anIndicator({ value: 'relay.example.com', because: 'It stands beside relay.example.com.' })],
});
const PRODUCT =
  'product,,Example Gateway,Example Vendor,affected,before 2.0,Example Gateway is affected.,fixed in 2.0,example:1';
const INDICATOR = 'indicator,,relay[.]example[.]com,domain,,,It stands beside relay[.]example[.]com.,,example:1';

describe('as a table', () => {
  it('a case has its assets, with what was declared of them, its products, and its indicators, defanged', () => {
    const one = aCase({
      members: [aCaseMember(ADVISORY)],
      assets: [aCaseAsset({ asset: anAsset({ hostname: '=gw' }), matches: [] })],
      handling: {
        version: 1,
        statements: [
          {
            about: { kind: 'asset', assetId: 'gw-01' },
            justification: 'component_not_present',
            cves: [],
            by: DANA,
            at: '2024-01-11T00:00:00.000Z',
          },
        ],
      },
    });
    const { content, ...file } = fileOf(one, 'csv');
    expect(file).toEqual({ caseId: 'C-1', name: 'C-1.csv', title: 'C-1 as a table', tlp: 'AMBER' });
    expect(content.split('\r\n')).toEqual([
      'record,id,name,type,verdict,version,because,note,source',
      'asset,gw-01,\'=gw,Example Gateway,undecided,,No advisory that stands says anything about it.,"Declared not affected by dana.fox: gw-01, component not present",',
      PRODUCT,
      INDICATOR,
      '',
    ]);
  });

  it('an advisory has the same, under a name that every system takes', () => {
    const verdict = { kind: 'affected', because: 'version 1.0 lies before 2.0' } as const;
    const { content, ...file } = advisoryCsv(
      { ...ADVISORY, id: 'drop:../é 1' },
      [{ asset: anAsset(), verdict }],
      'C-7',
    );
    expect(file).toEqual({ caseId: 'C-7', name: 'drop-..-1.csv', title: 'drop-..-1 as a table', tlp: 'AMBER' });
    expect(content.split('\r\n')[1]).toBe('asset,gw-01,,Example Gateway,affected,,version 1.0 lies before 2.0,,');
  });
});
