import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndicatorType } from '../../src/domain/indicator.ts';
import { defang } from '../../src/indicators/defang.ts';
import { refang } from '../../src/indicators/refang.ts';

it.each<[IndicatorType, string, string]>([
  ['domain', 'relay.example.com', 'relay[.]example[.]com'],
  ['url', 'https://relay.example.com:8443/a.php', 'hxxps://relay[.]example[.]com:8443/a[.]php'],
  ['url', 'ftp://relay.example.com/a', 'ftp://relay[.]example[.]com/a'],
  ['ipv4', '198.51.100.7', '198[.]51[.]100[.]7'],
  ['ipv6', '2001:db8::1', '2001[:]db8[:][:]1'],
  ['cidr', '203.0.113.0/24', '203[.]0[.]113[.]0/24'],
  ['email', 'billing@example.com', 'billing[@]example[.]com'],
  ['filename', 'text.xml', 'text.xml'],
  ['sha256', 'a1'.repeat(32), 'a1'.repeat(32)],
])('shows a %s %s as %s', (type, value, shown) => {
  expect(defang(type, value)).toBe(shown);
});

const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,8}[a-z0-9])?$/);
const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => [...labels, 'example', 'com'].join('.'));
const path = fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const live: Record<'domain' | 'url' | 'ipv4' | 'ipv6' | 'email', fc.Arbitrary<string>> = {
  domain: host,
  url: fc
    .tuple(fc.constantFrom('http', 'https'), host, path)
    .map(([scheme, name, rest]) => `${scheme}://${name}${rest}`),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6().filter((address) => !address.includes('.')),
  email: fc.tuple(label, host).map(([name, at]) => `${name}@${at}`),
};

describe.each(Object.keys(live) as (keyof typeof live)[])('any %s', (type) => {
  it('comes back when it is made live again, and is nothing to click on until then', () => {
    fc.assert(
      fc.property(live[type], (value) => {
        const shown = defang(type, value);
        expect(refang(shown).text).toBe(value);
        expect(shown).not.toMatch(/https?:|[a-z0-9]\.[a-z0-9]|\w@\w/i);
      }),
    );
  });
});
