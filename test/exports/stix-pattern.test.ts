import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INDICATOR_TYPES } from '../../src/domain/indicator.ts';
import { stixPattern } from '../../src/exports/stix-pattern.ts';
import { hostileText } from '../helpers/hostile-text.ts';
import { readPattern } from './stix-rules.ts';

const MD5 = '0123456789abcdef0123456789abcdef';

describe('an indicator as a STIX pattern', () => {
  it.each([
    { type: 'ipv4', value: '192.0.2.17', pattern: "[ipv4-addr:value = '192.0.2.17']" },
    { type: 'ipv6', value: '2001:db8::1', pattern: "[ipv6-addr:value = '2001:db8::1']" },
    { type: 'cidr', value: '192.0.2.0/24', pattern: "[ipv4-addr:value ISSUBSET '192.0.2.0/24']" },
    { type: 'cidr', value: '2001:db8::/32', pattern: "[ipv6-addr:value ISSUBSET '2001:db8::/32']" },
    { type: 'domain', value: 'relay.example.com', pattern: "[domain-name:value = 'relay.example.com']" },
    { type: 'url', value: "https://example.com/it's", pattern: "[url:value = 'https://example.com/it\\'s']" },
    {
      type: 'url',
      value: 'example.com/a',
      pattern: "[url:value = 'http://example.com/a' OR url:value = 'https://example.com/a']",
    },
    { type: 'email', value: 'a@example.com', pattern: "[email-addr:value = 'a@example.com']" },
    { type: 'md5', value: MD5, pattern: `[file:hashes.MD5 = '${MD5}']` },
    { type: 'sha1', value: 'ab', pattern: "[file:hashes.'SHA-1' = 'ab']" },
    { type: 'sha256', value: 'ab', pattern: "[file:hashes.'SHA-256' = 'ab']" },
    { type: 'sha512', value: 'ab', pattern: "[file:hashes.'SHA-512' = 'ab']" },
    { type: 'ssdeep', value: '3:abcde:fgh', pattern: "[file:hashes.SSDEEP = '3:abcde:fgh']" },
    { type: 'filename', value: 'update.exe', pattern: "[file:name = 'update.exe']" },
    {
      type: 'filepath',
      value: 'C:\\Temp\\update.exe',
      pattern: "[file:name = 'update.exe' AND file:parent_directory_ref.path = 'C:\\\\Temp']",
    },
    {
      type: 'filepath',
      value: 'C:\\update.exe',
      pattern: "[file:name = 'update.exe' AND file:parent_directory_ref.path = 'C:\\\\']",
    },
    { type: 'filepath', value: '/tmp/.x', pattern: "[file:name = '.x' AND file:parent_directory_ref.path = '/tmp']" },
    { type: 'filepath', value: '/tmp/x/', pattern: "[directory:path = '/tmp/x']" },
    {
      type: 'registry',
      value: 'HKLM\\Software\\Run',
      pattern: "[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Run']",
    },
    {
      type: 'registry',
      value: '<HKCU>:\\Run',
      pattern: "[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Run']",
    },
    { type: 'mutex', value: 'Global\\x1', pattern: "[mutex:name = 'Global\\\\x1']" },
    { type: 'asn', value: 'AS64496', pattern: '[autonomous-system:number = 64496]' },
  ] as const)('$type $value', ({ type, value, pattern }) => {
    expect(stixPattern({ type, value })).toBe(pattern);
  });

  it.each(['btc', 'cve', 'attack', 'other'] as const)('has none for %s', (type) => {
    expect(stixPattern({ type, value: 'x' })).toBeUndefined();
  });

  it('holds any value as one constant that cannot break out', () => {
    const texts = INDICATOR_TYPES.filter((type) => type !== 'asn');
    fc.assert(
      fc.property(fc.constantFrom(...texts), hostileText, fc.string(), (type, hostile, any) => {
        const value = `${hostile}'\\${any}`;
        const pattern = stixPattern({ type, value });
        if (pattern === undefined) return;
        const constants = readPattern(pattern);
        const isSplit = type === 'url' || type === 'filepath' || type === 'registry';
        if (!isSplit) expect(constants).toEqual([value]);
      }),
    );
  });
});
