import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../src/sources/formats/misp-types.ts';
import { readAs } from './records.ts';

const attribute = (type: string, value: string, more: object = {}) => ({ type, value, to_ids: true, ...more });
const eventOf = (attributes: readonly object[], more: object = {}) => ({
  Event: {
    ...{ uuid: '00000000-0000-4000-8000-000000000001', info: 'Attacks on wards', date: '2029-12-31' },
    ...{ Orgc: { name: 'Example CERT' }, Attribute: attributes, ...more },
  },
});

describe('an event of MISP', () => {
  it('says what it is about, whom and what it names, and its indicators, made safe to show', async () => {
    const advisory = await readAs(
      'misp',
      eventOf(
        [
          attribute('comment', 'Attackers came in by mail.', { to_ids: false }),
          attribute('ip-dst', '198.51.100.7', { comment: 'Command and control' }),
          attribute('link', 'https://example.com/report', { to_ids: false }),
          attribute('vulnerability', 'CVE-2099-0001', { to_ids: false }),
        ],
        {
          Tag: [
            { name: 'tlp:amber' },
            { name: 'misp-galaxy:threat-actor="EXAMPLE BEAR"' },
            { name: 'misp-galaxy:mitre-attack-pattern="Phishing - T1566"' },
          ],
          Object: [{ name: 'file', Attribute: [attribute('filename', 'example.exe')] }],
        },
      ),
    );
    expect(advisory).toMatchObject({
      title: 'Attacks on wards',
      publisherName: 'Example CERT',
      publishedAt: '2029-12-31T00:00:00.000Z',
      links: ['https://example.com/report'],
      text: [
        'Attacks on wards',
        'Attackers came in by mail.',
        'Actors: EXAMPLE BEAR',
        'Techniques: T1566',
        'Flaws: CVE-2099-0001',
        'Indicator: ipv4: 198[.]51[.]100[.]7 (Command and control)',
        'Indicator: filename: example.exe',
      ].join('\n'),
      facts: { aliases: ['CVE-2099-0001'], tlp: 'AMBER', setAside: [], gaps: [] },
    });
    expect(advisory.facts?.indicators?.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'ipv4 198.51.100.7',
      'filename example.exe',
    ]);
  });

  it('sets aside what is not meant for detection, unless it stands there again for it', async () => {
    const { facts } = await readAs(
      'misp',
      eventOf([
        attribute('domain', 'portal.example.org', { to_ids: false }),
        attribute('domain', 'c2.example.org', { to_ids: false }),
        attribute('hostname', 'c2.example.org'),
      ]),
    );
    expect(facts?.indicators?.map(({ value }) => value)).toEqual(['c2.example.org']);
    expect(facts?.setAside?.map(({ value, because }) => [value, because])).toEqual([
      ['portal.example.org', 'The author lists it, but does not mean it for detection (to_ids is off).'],
    ]);
  });

  it.each([
    [[{ name: 'tlp:white' }], 'CLEAR'],
    [[{ name: 'tlp:green' }, { name: 'tlp:amber+strict' }], 'AMBER+STRICT'],
    [[{ name: 'type:OSINT' }], undefined],
  ])('with the tags %j has the label %s', async (Tag, tlp) => {
    expect((await readAs('misp', eventOf([], { Tag }))).facts?.tlp).toBe(tlp);
  });

  it('says how much of it could not be read, and leaves out what was deleted', async () => {
    const { facts } = await readAs(
      'misp',
      eventOf([
        attribute('yara', 'rule a { condition: true }'),
        attribute('ip-dst', 'somewhere'),
        attribute('ip-dst', '198.51.100.7', { deleted: true }),
      ]),
    );
    expect(facts).toMatchObject({
      indicators: [],
      gaps: [{ about: 'indicators', because: '2 of its attributes for detection are of a kind that was not read.' }],
    });
  });

  it('of something else is refused in words', async () => {
    await expect(readAs('misp', { Event: {} })).rejects.toThrow('the-file is JSON, but not an event of MISP.');
  });
});

describe('an attribute of MISP', () => {
  it.each([
    ['ip-src', '2001:db8::1', ['ipv6 2001:db8::1']],
    ['ip-dst', '198.51.100.0/24', ['cidr 198.51.100.0/24']],
    ['ip-dst|port', '198.51.100.7|443', ['ipv4 198.51.100.7']],
    ['domain|ip', 'example.org|198.51.100.7', ['domain example.org', 'ipv4 198.51.100.7']],
    ['filename|md5', 'a.exe|x', ['filename a.exe', 'md5 x']],
    ['url', 'https://example.org/a|b', ['url https://example.org/a|b']],
    ['AS', '64500', ['asn AS64500']],
    ['port', '443', []],
  ])('%s %s', (type, value, values) => {
    expect(valuesOf(type, value).map((each) => `${each.type} ${each.value}`)).toEqual(values);
  });
});
