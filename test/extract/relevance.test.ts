import { describe, expect, it } from 'vitest';
import { aDocument, read } from './builders.ts';
import { lexicon } from './lexicon.ts';

const HASH = 'a1'.repeat(32);

const kept: readonly [string, string][] = [
  ['defanged', 'The loader called evil[.]example[.]com.'],
  ['in a list', 'Indicators of compromise\nevil.example.com\nworse.example.com'],
  ['in a table', 'Type\tValue\nDomain\tevil.example.com'],
  ['told as a trace', 'The malware sends stolen files to evil.example.com.'],
];
const aside: readonly [string, string][] = [
  ['publisher', 'Malware was found. Details stand on evil.example.com.'],
  ['well-known', 'The malware was uploaded to evil.example.com by researchers.'],
  ['references', 'Attackers came.\n\nReferences\n\nhttps://evil.example.com/report'],
  ['not of an attack', 'Our office is reached at www.evil.example.com in the morning.'],
  ['plain where the author defangs', 'It called c2[.]example[.]net. Malware news stands on evil.example.com today.'],
];

describe('relevance', () => {
  it.each(kept)('keeps what is %s', (_why, text) => {
    const { indicators } = read(text);
    expect(indicators.map((each) => each.value)).toContain('evil.example.com');
    expect(indicators.every((each) => each.because.length > 10)).toBe(true);
  });

  it.each(aside)('sets aside with a reason: %s', (why, text) => {
    const link = why === 'publisher' ? { link: 'https://evil.example.com/advisories/1' } : {};
    const names = why === 'well-known' ? { ...lexicon, wellKnownHosts: ['example.com'] } : lexicon;
    const advisory = read(aDocument(text, link), {}, names);
    expect(advisory.indicators.map((each) => each.value)).not.toContain('evil.example.com');
    expect(advisory.setAside.find((each) => /evil\.example\.com/.test(each.value))?.because).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps what the author defangs, though a list of well-known hosts names it, and says that it is shared', () => {
    const { indicators } = read('The payload stood on hxxps://github[.]com/bad/stage.');
    expect(indicators.map(({ type, legitimate }) => [type, legitimate])).toEqual([['url', 'shared-service']]);
  });

  it('sets aside the references that a record lists, whatever stands around them', () => {
    const notes = 'https://evil.example.com/a, https://evil.example.com/b';
    const document = { ...aDocument(`Notes: ${notes}`), links: notes.split(', ') };
    const nothing = { affected: [], aliases: [], cvss: [], kev: [], mitigations: [], gaps: [] };
    const facts = { ...nothing, exploited: true, withdrawn: false };
    expect(read(document).indicators).toHaveLength(2);
    expect(read({ ...document, facts }).indicators).toEqual([]);
  });

  it('marks a host of a legitimate party that was abused', () => {
    const { indicators } = read('The host relay[.]example[.]com belongs to the supplier and was compromised.');
    expect(indicators.map(({ value, legitimate }) => [value, legitimate])).toEqual([
      ['relay.example.com', 'compromised'],
    ]);
  });

  it('does not excuse a host that is the attackers own', () => {
    const { indicators } = read('The attacker-controlled host relay[.]example[.]com attacked a legitimate site.');
    expect(indicators.map(({ legitimate }) => legitimate)).toEqual([undefined]);
  });

  it('sets aside what no network or file is: empty files, loopback, programs of the system', () => {
    const text = `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 and ${HASH}, 127.0.0.1, msbuild.exe`;
    const advisory = read(text);
    expect(advisory.indicators.map((each) => each.value)).toEqual([HASH]);
    expect(advisory.setAside).toHaveLength(3);
  });

  it('names each value once, kept where any of its places speaks for it', () => {
    const advisory = read('See evil.example.com for more.\n\nIndicators\nevil[.]example[.]com');
    expect(advisory.indicators.map((each) => each.value)).toEqual(['evil.example.com']);
    expect(advisory.setAside).toEqual([]);
  });
});

describe('what lists of warnings add', () => {
  const hosts = (text: string) => {
    const { indicators, setAside } = read(text);
    return { kept: indicators.map((each) => each.value), aside: setAside.map((each) => each.because) };
  };

  it('sets aside a sinkhole, by name and by range', () => {
    const text = 'The malware contacted ns1.sinkhole.example.net and 203.0.113.200 after the takedown.';
    expect(hosts(text)).toEqual({
      kept: [],
      aside: Array(2).fill('It belongs to a sinkhole: defenders lead the traffic of infected machines there.'),
    });
  });

  it('sets aside an address of a well-known range', () => {
    const text = 'The malware sends a request to 198.51.100.8 to see whether the network is there.';
    expect(hosts(text)).toEqual({
      kept: [],
      aside: ['Its host is a well-known service that stands in many texts.'],
    });
  });

  it.each([
    ['the author defanged it', 'The payload was staged on files.vendor.example[.]org.', 'files.vendor.example.org'],
    ['its section lists indicators', 'Indicators of compromise\nfiles.vendor.example.org', 'files.vendor.example.org'],
    [
      'a column says its type',
      'type,value,note\ndomain,files.vendor.example.org,C2 of the miner',
      'files.vendor.example.org',
    ],
  ])('alone never sets aside a value: %s', (_why, text, value) => {
    expect(hosts(text).kept).toEqual([value]);
  });

  it('sets aside an article of a publisher, though it stands in a list', () => {
    const text = 'Indicators of compromise\nhttps://vendor.example.org/2024/01/how-the-loader-came-back/';
    expect(hosts(text).kept).toEqual([]);
  });
});

describe('whole and part', () => {
  it('keeps an address whole and sets its host aside', () => {
    const { indicators, setAside } = read('The loader called hxxp://203.0.113[.]7:8080/gate.php every hour.');
    expect(indicators.map(({ type, value }) => [type, value])).toEqual([['url', 'http://203.0.113.7:8080/gate.php']]);
    expect(setAside.map(({ type, value, because }) => [type, value, because])).toEqual([
      ['ipv4', '203.0.113.7', 'It is only the host of an address that is named whole.'],
    ]);
  });

  it('keeps a host that is named by itself too', () => {
    const { indicators } = read('It called hxxp://c2.example[.]net/gate.php.\n\nDomains\nc2.example[.]net');
    expect(indicators.map(({ type }) => type)).toEqual(['url', 'domain']);
  });
});

describe('mailboxes', () => {
  it('keeps the sender in the head of a mail', () => {
    const { indicators } = read('It called c2[.]example[.]net.\n\nFrom: "Billing" <billing@evil.example.com>');
    expect(indicators.map(({ value }) => value)).toContain('billing@evil.example.com');
  });

  it('sets aside an author and a box for questions', () => {
    const { indicators } = read(
      'Malware report\n\nDana Lee <dana@lab.example.com>\n\nFor questions contact info@lab.example.com.',
    );
    expect(indicators).toEqual([]);
  });
});
