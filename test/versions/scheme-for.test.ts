import { expect, it } from 'vitest';
import { type SchemeHint, schemeFor } from '../../src/versions/scheme-for.ts';

it.each<[string, SchemeHint]>([
  ['citrix', { vendor: 'Citrix', product: 'NetScaler ADC', versions: ['13.1-49.13'] }],
  ['citrix', { versions: ['NS13.1: Build 49.13.nc'] }],
  ['java', { vendor: 'Oracle', product: 'Java SE', versions: ['8u401'] }],
  ['java', { versions: ['1.8.0_281'] }],
  ['windows', { vendor: 'Microsoft', product: 'Windows 10', versions: ['22H2'] }],
  ['generic', { vendor: 'Fortinet', product: 'FortiOS', versions: ['7.4.4'] }],
  ['generic', { versions: [] }],
])('%s for %j', (scheme, hint) => {
  expect(schemeFor(hint)).toBe(scheme);
});
