import { describe, expect, it } from 'vitest';
import { proposeId } from '../../src/sources/propose-id.ts';

describe('the name that is proposed for a source', () => {
  it.each([
    ['https://www.vendor.test/security/rss.xml', 'Vendor News', [], 'vendor'],
    ['https://vendor-medical.co.uk/rss', undefined, [], 'vendor-medical'],
    ['https://psirt.vendor.test/rss', undefined, [], 'vendor'],
    ['https://psirt.vendor.test/rss', undefined, ['vendor'], 'psirt-vendor'],
    ['https://psirt.vendor.test/rss', undefined, ['vendor', 'psirt-vendor'], 'vendor-2'],
    ['https://www.vendor.test/rss', undefined, ['vendor', 'vendor-2'], 'vendor-3'],
    ['http://192.0.2.7:8080/rss', 'Advisories & Notices of Vendor', [], 'advisories-notices-of-vendor'],
    [
      'http://localhost/rss',
      'A title that goes on and on for much longer than a name',
      [],
      'a-title-that-goes-on-and-on-for-much',
    ],
    ['http://[2001:db8::7]/rss', undefined, [], 'source'],
    ['http://192.0.2.7/rss', 'お知らせ', ['source'], 'source-2'],
  ])('%s, "%s", beside %j: %s', (url, title, taken, expected) => {
    expect(proposeId(url, title, new Set(taken))).toBe(expected);
  });
});
