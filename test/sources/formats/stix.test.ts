import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../src/sources/formats/stix-comparisons.ts';
import { stixItems } from '../../../src/sources/formats/stix-items.ts';
import { readAs } from './records.ts';

const HASH = `0123456789abcdef${'0123456789abcde1'.repeat(3)}`;
const report = (more: object = {}) => ({
  type: 'report',
  id: 'report--1',
  name: 'Attacks on wards',
  description: 'Attackers came in by CVE-2099-0001.',
  published: '2029-12-31T10:00:00Z',
  object_refs: ['indicator--1', 'vulnerability--1', 'intrusion-set--1', 'attack-pattern--1'],
  ...more,
});
const indicator = (id: number, pattern: string, more: object = {}) => ({
  ...{ type: 'indicator', id: `indicator--${id}`, name: 'Command and control', pattern_type: 'stix', pattern },
  ...{ created: '2029-12-30T10:00:00Z', ...more },
});
const flaw = (more: object = {}) => ({ type: 'vulnerability', id: 'vulnerability--1', name: 'CVE-2099-0002', ...more });
const OTHERS = [
  { type: 'intrusion-set', id: 'intrusion-set--1', name: 'EXAMPLE BEAR' },
  {
    ...{ type: 'attack-pattern', id: 'attack-pattern--1', name: 'Phishing' },
    external_references: [{ source_name: 'mitre-attack', external_id: 'T1566.001' }],
  },
];
const bundle = (...objects: readonly object[]) => ({ type: 'bundle', objects });
const IP = "[ipv4-addr:value = '198.51.100.7']";

describe('a STIX bundle', () => {
  it('says what its report says, whom and what it names, and its indicators, made safe to show', async () => {
    const advisory = await readAs('stix', bundle(report(), indicator(1, IP), flaw(), ...OTHERS));
    expect(advisory).toMatchObject({
      title: 'Attacks on wards',
      publishedAt: '2029-12-31T10:00:00.000Z',
      text: [
        'Attacks on wards',
        'Attackers came in by CVE-2099-0001.',
        'Actors: EXAMPLE BEAR',
        'Techniques: T1566.001',
        'Flaws: CVE-2099-0002',
        'Indicator: ipv4: 198[.]51[.]100[.]7 (Command and control)',
      ].join('\n'),
      facts: { aliases: ['CVE-2099-0002'], withdrawn: false, setAside: [], gaps: [] },
    });
    const [found] = advisory.facts?.indicators ?? [];
    expect([found?.type, found?.value, found?.because]).toEqual([
      'ipv4',
      '198.51.100.7',
      'The publisher lists it as an indicator.',
    ]);
    expect(advisory.text.slice(found?.quote.start, found?.quote.end)).toBe(found?.quote.text);
    expect(advisory.text.slice(0, advisory.proseEnd)).not.toContain('198.51');
  });

  it('sets aside what was revoked, and says until when the others are valid', async () => {
    const { facts } = await readAs(
      'stix',
      bundle(
        indicator(1, IP, { revoked: true }),
        indicator(2, "[domain-name:value = 'c2.example.org']", { valid_until: '2030-06-01T00:00:00Z' }),
      ),
    );
    expect(facts?.setAside?.map(({ value, because }) => [value, because])).toEqual([
      ['198.51.100.7', 'The publisher revoked it.'],
    ]);
    expect(facts?.indicators?.map(({ value, because }) => [value, because])).toEqual([
      ['c2.example.org', 'The publisher lists it as an indicator, valid until 2030-06-01.'],
    ]);
  });

  it('does not write a name out that is the indicator itself', async () => {
    const { text } = await readAs('stix', bundle(indicator(1, IP, { name: 'Traffic to 198.51.100.7' })));
    expect(text).toBe('An indicator that no report names\nIndicator: ipv4: 198[.]51[.]100[.]7');
  });

  it.each([
    ['revoked, is withdrawn', report({ revoked: true }), { withdrawn: true }],
    [
      'marked, has the narrowest label',
      report({
        object_marking_refs: [
          'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
          'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
        ],
      }),
      { tlp: 'AMBER+STRICT' },
    ],
    [
      'incomplete, says so',
      report(),
      { gaps: [{ about: 'indicators', because: 'It refers to 4 objects that did not come with it.' }] },
    ],
  ])('whose report is %s', async (_, one, facts) => {
    expect((await readAs('stix', bundle(one))).facts).toMatchObject(facts);
  });

  it('of rules in another language says that they were not read', async () => {
    const yara = { pattern: 'rule a { condition: true }', pattern_type: 'yara' };
    const { facts } = await readAs('stix', bundle(indicator(1, '', yara)));
    expect(facts).toMatchObject({
      indicators: [],
      gaps: [{ about: 'indicators', because: '1 of its patterns could not be read, or not wholly.' }],
    });
  });

  it('of something else is refused in words', async () => {
    await expect(readAs('stix', bundle({ type: 'identity', id: 'identity--1' }))).rejects.toThrow('not a STIX bundle');
  });
});

describe('a STIX pattern', () => {
  it.each([
    ["[ipv4-addr:value = '198.51.100.7']", ['ipv4 198.51.100.7']],
    ["[ipv4-addr:value ISSUBSET '198.51.100.0/24']", ['cidr 198.51.100.0/24']],
    ["[ipv6-addr:value = '2001:db8::1']", ['ipv6 2001:db8::1']],
    ["[url:value = 'https://example.org/a?b=it\\'s']", ["url https://example.org/a?b=it's"]],
    ["[email-message:from_ref.value = 'a@example.org']", ['email a@example.org']],
    [`[file:hashes.'SHA-256' = '${HASH}' OR file:hashes.MD5 = 'x']`, [`sha256 ${HASH}`, 'md5 x']],
    ["[file:name = 'a.exe'] OR [mutex:name = 'm']", ['filename a.exe', 'mutex m']],
    ['[autonomous-system:number = 64500]', ['asn AS64500']],
    ["[windows-registry-key:key = 'HKEY_USERS\\\\a']", ['registry HKEY_USERS\\a']],
  ])('%s', (pattern, values) => {
    expect(readPattern(pattern)).toEqual({
      values: values.map((each) => ({ type: each.split(' ', 1)[0], value: each.slice(each.indexOf(' ') + 1) })),
      isWhole: true,
    });
  });

  it.each([
    ['excludes', "[NOT ipv4-addr:value = '198.51.100.7']", 0],
    ['excludes', "[ipv4-addr:value != '198.51.100.7']", 0],
    ['matches by an expression', "[url:value MATCHES '^http' OR domain-name:value = 'example.org']", 1],
    ['looks elsewhere', "[network-traffic:dst_port = 443 AND ipv4-addr:value = '198.51.100.7']", 1],
    ['is none', 'hello', 0],
  ])('that %s is not read whole: %s', (_, pattern, count) => {
    const { values, isWhole } = readPattern(pattern);
    expect([values.length, isWhole]).toEqual([count, false]);
  });
});

describe('STIX objects are told', () => {
  const idsOf = (objects: readonly object[]) =>
    stixItems(objects.map((each) => ({ ...each }))).map(({ guid, bytes }) => [
      guid,
      JSON.parse(new TextDecoder().decode(bytes)).objects.map(({ id }: { id: string }) => id),
    ]);

  it('by report, then by flaw that no report names, and what is left together', () => {
    const other = flaw({ id: 'vulnerability--2', name: 'CVE-2099-0003' });
    const tie = { type: 'relationship', id: 'relationship--1', source_ref: 'indicator--2', target_ref: other.id };
    const objects = [
      ...[indicator(4, IP), indicator(3, IP), indicator(2, IP), indicator(1, IP)],
      ...[other, flaw(), report(), tie, ...OTHERS],
    ];
    expect(idsOf(objects)).toEqual([
      ['report--1', ['report--1', 'indicator--1', 'vulnerability--1', 'intrusion-set--1', 'attack-pattern--1']],
      ['vulnerability--2', ['vulnerability--2', 'indicator--2']],
      ['indicator--3', ['indicator--3', 'indicator--4']],
    ]);
  });

  it('in the version that was modified last, with who made them and how they are marked', () => {
    const who = { type: 'identity', id: 'identity--1', name: 'Example CERT' };
    const older = report({ name: 'Old', modified: '2029-12-31T10:00:00Z', object_refs: [], created_by_ref: who.id });
    const newer = { ...older, name: 'New', modified: '2029-12-31T11:00:00Z' };
    const [item] = stixItems([newer, older, who]);
    const { objects } = JSON.parse(new TextDecoder().decode(item?.bytes));
    expect(objects.map(({ name }: { name: string }) => name)).toEqual(['New', 'Example CERT']);
  });
});
