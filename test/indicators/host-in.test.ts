import { expect, it } from 'vitest';
import type { IndicatorType } from '../../src/domain/indicator.ts';
import { hostIn } from '../../src/indicators/host-in.ts';

const cases: readonly [IndicatorType, string, ReturnType<typeof hostIn>][] = [
  ['url', 'https://c2.example.com:8443/gate.php?x=1', { type: 'domain', value: 'c2.example.com' }],
  ['url', 'c2.example.com/gate.php', { type: 'domain', value: 'c2.example.com' }],
  ['url', 'http://user@203.0.113.7:8080/', { type: 'ipv4', value: '203.0.113.7' }],
  ['url', 'http://[2001:db8::1]/', { type: 'ipv6', value: '2001:db8::1' }],
  ['domain', 'c2.example.com', undefined],
  ['email', 'dana@example.com', undefined],
];

it.each(cases)('%s %s', (type, value, host) => {
  expect(hostIn({ type, value })).toEqual(host);
});
