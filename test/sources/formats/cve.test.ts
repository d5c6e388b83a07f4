import { describe, expect, it } from 'vitest';
import type { RawAdvisory } from '../../../src/domain/raw-advisory.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';
import { describeVersions } from '../../../src/versions/range.ts';

const ID = 'CVE-2099-0001';
const recordOf = (affected: readonly object[], cna: object = {}, rest: object = {}) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: ID, state: 'PUBLISHED', datePublished: '2024-02-19T10:00:00.000Z' },
  containers: { cna: { affected, ...cna }, ...rest },
});
const read = (record: object): Promise<RawAdvisory> =>
  readItem(
    { guid: ID, format: 'cve', bytes: new TextEncoder().encode(JSON.stringify(record)) },
    { pdfText: () => Promise.reject(new Error('no PDF here')) },
  );
/** The statements on a product "Pump" of "Example", as lines. */
const statements = async (entry: object): Promise<readonly string[]> => {
  const { facts } = await read(recordOf([{ vendor: 'Example', product: 'Pump', ...entry }]));
  return (facts?.affected ?? []).map(({ product, status, versions }) => {
    return `${product} ${status}: ${describeVersions(versions)}`;
  });
};
const affected = (version: object) => ({ status: 'affected', ...version });

describe('a CVE record', () => {
  it('says who, what, when, and in which words', async () => {
    const advisory = await read(
      recordOf(
        [
          {
            vendor: 'Example',
            product: 'Pump',
            defaultStatus: 'unaffected',
            versions: [affected({ version: '1.0', lessThan: '2.0' })],
          },
        ],
        {
          title: 'A flaw',
          descriptions: [
            { lang: 'en', value: 'A flaw in Example Pump\nlets anybody in.' },
            { lang: 'es', value: 'Un fallo' },
          ],
          problemTypes: [{ descriptions: [{ lang: 'en', cweId: 'CWE-79', description: 'CWE-79 Cross-site' }] }],
          solutions: [{ lang: 'en', value: 'Update to 2.0.' }],
          metrics: [{ cvssV3_1: { version: '3.1', baseScore: 9.8, vectorString: 'CVSS:3.1/AV:N' } }],
          references: [{ url: 'https://example.com/a' }, { url: 'no address' }],
        },
        { adp: [{ metrics: [{ other: { type: 'ssvc', content: { options: [{ Exploitation: 'active' }] } } }] }] },
      ),
    );
    const prose = 'CVE-2099-0001: A flaw\nA flaw in Example Pump\nlets anybody in.\nUpdate to 2.0.';
    expect(advisory).toMatchObject({
      publisherId: ID,
      title: 'CVE-2099-0001: A flaw',
      publishedAt: '2024-02-19T10:00:00.000Z',
      text: `${prose}\nAffected: Example | Pump: 1.0, less than 2.0`,
      proseEnd: prose.length,
      textKind: 'prose',
      links: ['https://example.com/a'],
    });
    expect(advisory.facts).toEqual({
      affected: [
        {
          vendor: 'Example',
          product: 'Pump',
          status: 'affected',
          versions: [
            {
              scheme: 'generic',
              intervals: [{ lower: { version: '1.0', inclusive: true }, upper: { version: '2.0', inclusive: false } }],
              quote: expect.objectContaining({ text: '1.0, less than 2.0' }),
            },
          ],
          cves: [ID],
          quote: expect.objectContaining({ text: 'Affected: Example | Pump: 1.0, less than 2.0' }),
        },
      ],
      aliases: [ID],
      weaknesses: ['CWE-79'],
      cvss: [{ version: '3.1', score: 9.8, vector: 'CVSS:3.1/AV:N', cve: ID, from: 'CNA' }],
      kev: [],
      mitigations: [
        { kind: 'patch', text: 'Update to 2.0.', quote: expect.objectContaining({ text: 'Update to 2.0.' }) },
      ],
      exploited: true,
      withdrawn: false,
      gaps: [],
    });
    for (const { quote, versions } of advisory.facts?.affected ?? []) {
      for (const each of [quote, ...(typeof versions === 'string' ? [] : versions.map((range) => range.quote))]) {
        expect(advisory.text.slice(each.start, each.end)).toBe(each.text);
      }
    }
  });

  it('that was rejected is withdrawn', async () => {
    const record = recordOf([], { rejectedReasons: [{ lang: 'en', value: 'Not a flaw.' }] });
    const advisory = await read({ ...record, cveMetadata: { ...record.cveMetadata, state: 'REJECTED' } });
    expect(advisory.facts).toMatchObject({ withdrawn: true, affected: [] });
  });

  it.each([
    ['one version', { version: '1.2' }, '1.2'],
    ['less than', { version: '0', lessThan: '1.2' }, 'before 1.2'],
    ['up to', { version: '0', lessThanOrEqual: '1.2' }, 'up to 1.2'],
    ['no version at the start', { version: 'n/a', lessThan: '1.2' }, 'before 1.2'],
    ['no end', { version: '1.2', lessThan: '*' }, '1.2 and later'],
    ['an expression', { version: '>= 1.2, < 1.5' }, '1.2 up to but not 1.5'],
    ['words', { version: '8.0.36 and prior' }, 'up to 8.0.36'],
    ['the name once more', { version: 'Pump < 1.2' }, 'before 1.2'],
    ['a sign in the bound', { version: '1.0', lessThan: '< 1.2' }, '1.0 up to but not 1.2'],
    ['a range that begins where it ends', { version: '128', lessThan: '128' }, 'before 128'],
    ['a date', { version: '20220630' }, '20220630'],
    [
      'a fix',
      { version: '1.0', lessThan: '*', changes: [{ at: '1.4', status: 'unaffected' }] },
      '1.0 up to but not 1.4',
    ],
    [
      'a fix above the last version',
      { version: '1.0', lessThanOrEqual: '1.3', changes: [{ at: '1.4', status: 'unaffected' }] },
      '1.0 up to but not 1.4',
    ],
    [
      'fixes of several branches: the wider reading',
      {
        version: '0',
        lessThanOrEqual: '1.9',
        changes: [
          { at: '1.4.1', status: 'unaffected' },
          { at: '1.5.1', status: 'unaffected' },
        ],
      },
      'before 1.5.1',
    ],
  ])('with %s', async (_, version, range) => {
    const [first] = await statements({ defaultStatus: 'unaffected', versions: [affected(version)] });
    expect(first).toBe(`Pump affected: ${range}`);
  });

  it('of an old converter gives one range for its two halves', async () => {
    const halves = [
      affected({ version: '6.14.0', lessThan: 'unspecified' }),
      affected({ version: 'unspecified', lessThan: '7.4.11' }),
    ];
    expect(await statements({ defaultStatus: 'unaffected', versions: halves })).toEqual([
      'Pump affected: 6.14.0 up to but not 7.4.11',
    ]);
  });

  it('without a default leaves what it does not list unknown', async () => {
    expect(await statements({ versions: [affected({ version: '1.2' })] })).toEqual([
      'Pump affected: 1.2',
      'Pump under-investigation: versions not stated',
    ]);
  });

  it.each([
    ['it has no default', [], {}, 'the record does not say whether this version is affected'],
    [
      'it lists affected versions and calls the rest affected',
      [],
      { defaultStatus: 'affected' },
      'the record lists affected versions and yet calls all others affected too',
    ],
    [
      'it lists versions as unknown',
      [{ status: 'unknown', version: '1.3' }],
      { defaultStatus: 'unaffected' },
      'the record lists versions of which it is not known whether they are affected',
    ],
  ])('says why a version is left open where %s', async (_name, more, entry, openBecause) => {
    const versions = [affected({ version: '1.2' }), ...more];
    const { facts } = await read(recordOf([{ vendor: 'Example', product: 'Pump', ...entry, versions }]));
    expect(facts?.affected.map((each) => [each.status, each.openBecause])).toEqual([
      ['affected', undefined],
      ['under-investigation', openBecause],
    ]);
  });

  it('that is affected by default excepts what it lists', async () => {
    const versions = [{ status: 'unaffected', version: '2.0', lessThan: '*' }];
    expect(await statements({ defaultStatus: 'affected', versions })).toEqual([
      'Pump affected: all versions',
      'Pump not-affected: 2.0 and later',
    ]);
  });

  it('that is affected by default, and yet lists what is affected, leaves the rest undecided and says so', async () => {
    const entry = {
      vendor: 'Example',
      product: 'Pump',
      defaultStatus: 'affected',
      versions: [affected({ version: '0', lessThan: '2.0' })],
    };
    expect(await statements(entry)).toEqual([
      'Pump affected: before 2.0',
      'Pump under-investigation: versions not stated',
    ]);
    expect((await read(recordOf([entry]))).facts?.gaps).toEqual([
      {
        about: 'versions',
        because:
          'The record lists affected versions of Pump and says that all others are affected too; those stay undecided.',
      },
    ]);
  });

  it('that lists nothing says what its default says', async () => {
    expect(await statements({ defaultStatus: 'affected' })).toEqual(['Pump affected: all versions']);
    expect(await statements({ defaultStatus: 'unaffected' })).toEqual(['Pump not-affected: all versions']);
    expect(await statements({})).toEqual(['Pump under-investigation: versions not stated']);
  });

  it.each([
    [
      'a commit',
      { version: '1f2e3d4c5b6a', lessThan: 'a1b2c3d4e5f6', versionType: 'git' },
      '1f2e3d4c5b6a, less than a1b2c3d4e5f6',
    ],
    ['a sign without a version', { version: '3.7', lessThan: '<' }, '3.7, less than <'],
    ['words', { version: 'various' }, 'various'],
  ])('with %s for a version keeps the product undecided, and says so', async (_, version, words) => {
    const entry = { vendor: 'Example', product: 'Pump', defaultStatus: 'unaffected', versions: [affected(version)] };
    expect(await statements(entry)).toEqual(['Pump affected: versions not stated']);
    expect((await read(recordOf([entry]))).facts?.gaps).toEqual([
      {
        about: 'versions',
        because: `The versions of Pump are given as "${words}", which could not be read as a range.`,
      },
    ]);
  });

  it("counts a distribution's builds for the package, and leaves the system undecided", async () => {
    const entry = {
      product: 'Example Linux 8',
      packageName: 'kernel',
      defaultStatus: 'affected',
      versions: [{ status: 'unaffected', version: '0:4.18.0-477.el8', lessThan: '*', versionType: 'rpm' }],
    };
    expect(await statements(entry)).toEqual([
      'Example Linux 8 affected: versions not stated',
      'kernel affected: all versions',
      'kernel not-affected: 0:4.18.0-477.el8 and later',
    ]);
  });

  it('names no vendor and no product where it says "n/a"; what others added stands in', async () => {
    const unnamed = [{ vendor: 'n/a', product: 'n/a', versions: [affected({ version: 'n/a' })] }];
    expect((await read(recordOf(unnamed))).facts).toMatchObject({
      affected: [],
      gaps: [{ about: 'products', because: 'The record names no product in its structure.' }],
    });
    const added = {
      affected: [
        { vendor: 'example', product: 'pump', defaultStatus: 'unaffected', versions: [affected({ version: '1.2' })] },
      ],
    };
    expect((await read(recordOf(unnamed, {}, { adp: [added] }))).facts).toMatchObject({
      affected: [{ vendor: 'example', product: 'pump', status: 'affected' }],
      gaps: [],
    });
  });

  it('of another version is refused in words', async () => {
    await expect(read({ dataType: 'CVE', data_version: '4.0' })).rejects.toThrow(
      'CVE-2099-0001 is JSON, but not a CVE record of version 5.',
    );
  });
});
