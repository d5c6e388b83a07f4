import { describe, expect, it } from 'vitest';
import { readAs, statementsOf } from './records.ts';

const documentOf = (affected: readonly object[], more: object = {}) => ({
  schema_version: '1.6.0',
  id: 'EX-2099-1',
  modified: '2024-02-20T10:00:00Z',
  published: '2024-02-19T10:00:00Z',
  aliases: ['CVE-2099-0001'],
  summary: 'A flaw in pumplib',
  details: 'Anybody can stop the pump.',
  affected,
  ...more,
});
const PUMPLIB = { ecosystem: 'PyPI', name: 'pumplib', purl: 'pkg:pypi/pumplib' };
const ranged = (...events: object[]) => ({ package: PUMPLIB, ranges: [{ type: 'ECOSYSTEM', events }] });

describe('an OSV document', () => {
  it('says who, what, when, and in which words', async () => {
    const advisory = await readAs(
      'osv',
      documentOf([ranged({ introduced: '1.0' }, { fixed: '1.4' })], {
        database_specific: { cwe_ids: ['CWE-400', 'CWE-20'] },
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }],
        references: [{ type: 'WEB', url: 'https://example.com/a' }],
      }),
    );
    expect(advisory).toMatchObject({
      publisherId: 'EX-2099-1',
      title: 'EX-2099-1: A flaw in pumplib',
      publishedAt: '2024-02-19T10:00:00.000Z',
      text: [
        'EX-2099-1: A flaw in pumplib',
        'Anybody can stop the pump.',
        'Affected: pumplib: introduced 1.0, fixed 1.4',
      ].join('\n'),
      links: ['https://example.com/a'],
      facts: {
        affected: [
          { product: 'pumplib', purl: 'pkg:pypi/pumplib', versions: [{ scheme: 'pypi' }], cves: ['CVE-2099-0001'] },
        ],
        aliases: ['EX-2099-1', 'CVE-2099-0001'],
        weaknesses: ['CWE-400', 'CWE-20'],
        cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N', cve: 'CVE-2099-0001' }],
        withdrawn: false,
        gaps: [],
      },
    });
    expect(statementsOf(advisory)).toEqual(['pumplib affected: 1.0 up to but not 1.4']);
  });

  it.each([
    ['from the first version on', [{ introduced: '0' }, { fixed: '1.4' }], 'before 1.4'],
    ['a last affected version', [{ introduced: '1.0' }, { last_affected: '1.3' }], '1.0 to 1.3'],
    ['no end', [{ introduced: '1.0' }], '1.0 and later'],
    ['every version', [{ introduced: '0' }], 'all versions'],
    [
      'two branches',
      [{ introduced: '1.0' }, { fixed: '1.4' }, { introduced: '2.0' }, { fixed: '2.1' }],
      '1.0 up to but not 1.4; 2.0 up to but not 2.1',
    ],
  ])('with %s', async (_, events, range) => {
    expect(statementsOf(await readAs('osv', documentOf([ranged(...events)])))).toEqual([`pumplib affected: ${range}`]);
  });

  it('that only lists versions gives them one by one', async () => {
    const listed = { package: PUMPLIB, versions: ['1.0', '1.1'] };
    expect(statementsOf(await readAs('osv', documentOf([listed])))).toEqual(['pumplib affected: 1.0; 1.1']);
  });

  it('that only names commits keeps the package undecided, and says so', async () => {
    const commits = {
      package: PUMPLIB,
      ranges: [{ type: 'GIT', repo: 'https://example.com/pumplib', events: [{ introduced: '0' }] }],
    };
    const advisory = await readAs('osv', documentOf([commits]));
    expect(statementsOf(advisory)).toEqual(['pumplib affected: versions not stated']);
    expect(advisory.facts?.gaps).toEqual([
      {
        about: 'versions',
        because: 'The versions of pumplib are given only as commits of its source, which could not be read as a range.',
      },
    ]);
  });

  it('that was withdrawn is so', async () => {
    const advisory = await readAs('osv', documentOf([], { withdrawn: '2024-03-01T00:00:00Z' }));
    expect(advisory.facts).toMatchObject({ withdrawn: true });
  });
});
