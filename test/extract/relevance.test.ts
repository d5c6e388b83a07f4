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
