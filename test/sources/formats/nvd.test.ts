import { describe, expect, it } from 'vitest';
import { readAs, statementsOf } from './records.ts';

const CPE = 'cpe:2.3:a:example:pump_manager';
const recordOf = (matches: readonly object[], more: object = {}) => ({
  id: 'CVE-2099-0001',
  vulnStatus: 'Analyzed',
  published: '2024-02-19T10:00:00.000',
  descriptions: [
    { lang: 'en', value: 'A flaw in Example Pump Manager.' },
    { lang: 'es', value: 'Un fallo.' },
  ],
  configurations: [{ nodes: [{ operator: 'OR', negate: false, cpeMatch: matches }] }],
  ...more,
});
const match = (criteria: string, bounds: object = {}) => ({ vulnerable: true, criteria, ...bounds });

describe('a record of the NVD', () => {
  it('says who, what, when, and in which words', async () => {
    const advisory = await readAs(
      'nvd',
      recordOf([match(`${CPE}:*:*:*:*:*:*:*:*`, { versionStartIncluding: '2.0', versionEndExcluding: '2.4' })], {
        cisaExploitAdd: '2024-03-01',
        metrics: { cvssMetricV31: [{ cvssData: { version: '3.1', baseScore: 9.8, vectorString: 'CVSS:3.1/AV:N' } }] },
        references: [{ url: 'https://example.com/a' }],
        weaknesses: [{ description: [{ lang: 'en', value: 'CWE-288' }, { value: 'NVD-CWE-noinfo' }] }],
      }),
    );
    expect(advisory).toMatchObject({
      publisherId: 'CVE-2099-0001',
      publishedAt: '2024-02-19T10:00:00.000Z',
      text: [
        'CVE-2099-0001',
        'A flaw in Example Pump Manager.',
        'Affected: example | pump manager: versionStartIncluding 2.0, versionEndExcluding 2.4',
      ].join('\n'),
      links: ['https://example.com/a'],
      facts: {
        aliases: ['CVE-2099-0001'],
        weaknesses: ['CWE-288'],
        cvss: [{ version: '3.1', score: 9.8, vector: 'CVSS:3.1/AV:N', cve: 'CVE-2099-0001' }],
        exploited: true,
        withdrawn: false,
        gaps: [],
      },
    });
    expect(statementsOf(advisory)).toEqual(['example / pump manager affected: 2.0 up to but not 2.4']);
  });

  it.each([
    ['every version', match(`${CPE}:*:*:*:*:*:*:*:*`), 'all versions'],
    ['one version', match(`${CPE}:6.1:*:*:*:*:*:*:*`), '6.1'],
    ['one version with its update', match(`${CPE}:6:sp1:*:*:*:*:*:*`), '6 sp1'],
    ['no version', match(`${CPE}:-:*:*:*:*:*:*:*`), 'versions not stated'],
    ['an upper bound', match(`${CPE}:*:*:*:*:*:*:*:*`, { versionEndIncluding: '3.1' }), 'up to 3.1'],
    ['a lower bound', match(`${CPE}:*:*:*:*:*:*:*:*`, { versionStartExcluding: '3.1' }), 'after 3.1'],
  ])('with %s', async (_, one, range) => {
    expect(statementsOf(await readAs('nvd', recordOf([one])))).toEqual([`example / pump manager affected: ${range}`]);
  });

  it('names each product once, with all its ranges, and leaves out where it only runs', async () => {
    const matches = [
      match(`${CPE}:*:*:*:*:*:*:*:*`, { versionEndExcluding: '1.4' }),
      match(`${CPE}:2.0:*:*:*:*:*:*:*`),
      { vulnerable: false, criteria: 'cpe:2.3:h:example:pump:-:*:*:*:*:*:*:*' },
      match('cpe:2.3:a:example\\:co:a\\&b:1.0:*:*:*:*:*:*:*'),
    ];
    expect(statementsOf(await readAs('nvd', recordOf(matches)))).toEqual([
      'example / pump manager affected: before 1.4; 2.0',
      'example:co / a&b affected: 1.0',
    ]);
  });

  it('without configurations says that no product is named yet; a rejected one is withdrawn', async () => {
    const waiting = await readAs('nvd', recordOf([], { vulnStatus: 'Awaiting Analysis', configurations: [] }));
    expect(waiting.facts?.gaps).toEqual([
      { about: 'products', because: 'The NVD names no product for this flaw yet.' },
    ]);
    const rejected = await readAs('nvd', recordOf([], { vulnStatus: 'Rejected', configurations: [] }));
    expect(rejected.facts).toMatchObject({ withdrawn: true, gaps: [] });
  });
});

describe('a record that the NVD has not worked on yet', () => {
  const affected = [
    {
      source: 'psirt@example.com',
      affectedData: [
        {
          vendor: 'Example',
          product: 'Pump',
          defaultStatus: 'unaffected',
          versions: [{ status: 'affected', version: '1.0', lessThan: '1.4' }],
        },
      ],
    },
  ];

  it('is read by what the assigner says', async () => {
    expect(statementsOf(await readAs('nvd', recordOf([], { affected })))).toEqual([
      'Example / Pump affected: 1.0 up to but not 1.4',
    ]);
  });

  it('and no more once it has', async () => {
    const analyzed = recordOf([match(`${CPE}:6.1:*:*:*:*:*:*:*`)], { affected });
    expect(statementsOf(await readAs('nvd', analyzed))).toEqual(['example / pump manager affected: 6.1']);
  });
});
