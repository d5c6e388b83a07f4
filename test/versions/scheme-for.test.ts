import { expect, it } from 'vitest';
import { type SchemeHint, schemeFor } from '../../src/versions/scheme-for.ts';

it.each<[string, SchemeHint]>([
  ['citrix', { vendor: 'Citrix', product: 'NetScaler ADC', versions: ['13.1-49.13'] }],
  ['citrix', { versions: ['NS13.1: Build 49.13.nc'] }],
  ['generic', { versions: ['BIG-IP 16.1.2.2 Build 0.0.28'] }],
  ['cisco-asa', { vendor: 'Cisco', product: 'FTD', versions: ['7.0.5-72'] }],
  ['java', { vendor: 'Oracle', product: 'Java SE', versions: ['8u401'] }],
  ['java', { versions: ['1.8.0_281'] }],
  ['windows', { vendor: 'Microsoft', product: 'Windows 10', versions: ['22H2'] }],
  ['windows', { vendor: 'Microsoft', product: 'Windows Server 2012 R2', versions: [] }],
  ['panos', { vendor: 'Palo Alto Networks', product: 'PAN-OS', versions: ['10.2.9-h1'] }],
  ['junos', { vendor: 'Juniper Networks', product: 'Junos OS Evolved', versions: ['21.4R3-S5-EVO'] }],
  ['cisco-ios', { vendor: 'Cisco', product: 'IOS XE Software', versions: ['17.3.4a'] }],
  ['cisco-asa', { vendor: 'Cisco', product: 'ASA', versions: ['9.8(4)10'] }],
  ['fortios', { vendor: 'Fortinet', product: 'FortiOS', versions: ['7.4.4'] }],
  ['zyxel', { versions: ['5.21(AAZF.16)C0'] }],
  ['oracle', { vendor: 'Oracle', product: 'Database Server', versions: ['19c'] }],
  ['sql-server', { vendor: 'Microsoft', product: 'SQL Server 2019', versions: ['15.0.4345.5'] }],
  ['openssl', { product: 'OpenSSL', versions: ['1.0.2zg'] }],
  ['generic', { vendor: 'Apple', product: 'iOS', versions: ['17.2'] }],
  ['generic', { vendor: 'Oracle', product: 'MySQL Server', versions: ['8.0.36'] }],
  ['pypi', { vendor: 'Example', product: 'Ward Desk', versions: ['vers:pypi/>=1.0|<1.5'] }],
  ['gentoo', { versions: ['vers:ebuild/<1.0-r1'] }],
  ['numeric', { versions: ['vers:intdot/<1.10'] }],
  ['generic', { versions: ['vers:all/<V3.1.4'] }],
  ['generic', { versions: [] }],
])('%s for %j', (scheme, hint) => {
  expect(schemeFor(hint)).toBe(scheme);
});
