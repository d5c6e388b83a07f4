import { describe, expect, it } from 'vitest';
import { type ProductCodes, packageKeys } from '../../src/matching/package-keys.ts';

/** Left and right: one product in two spellings, or two products. */
const SAME: readonly [ProductCodes, ProductCodes][] = [
  [{ cpe: 'cpe:2.3:a:example:relay_desk:1.0:*:*:*:*:*:*:*' }, { cpe: 'cpe:/a:Example:relay_desk' }],
  [{ cpe: 'cpe:2.3:h:example:pump\\:9:-:*:*:*:*:*:*:*' }, { cpe: 'cpe:/o:example:pump%3a9:2' }],
  [
    { cpe: 'cpe:2.3:a:example:c\\+\\+_desk:*:*:*:*:*:*:*:*' },
    { cpe: 'cpe:2.3:a:example:c\\+\\+_desk:7:sp1:*:*:*:*:*:*' },
  ],
  [{ purl: 'pkg:npm/%40ward/desk@1.0.0' }, { purl: 'pkg:npm/@ward/desk?arch=x64#lib' }],
  [{ purl: 'pkg:pypi/Ward_Desk@2' }, { purl: 'pkg:pypi/ward-desk' }],
  [{ models: ['WD-8015 B'] }, { models: ['wd8015b'] }],
  [{ udis: ['(01)00812345678901(17)301231(21)SN-7'] }, { udis: ['00812345678901'] }],
];

const OTHER: readonly [ProductCodes, ProductCodes][] = [
  [{ purl: 'pkg:npm/@ward/desk' }, { purl: 'pkg:npm/@ward/bed' }],
  [{ purl: 'pkg:deb/debian/desk' }, { purl: 'pkg:deb/ubuntu/desk' }],
  [{ cpe: 'cpe:2.3:a:example:*:*:*:*:*:*:*:*:*' }, { cpe: 'cpe:2.3:a:example:*:1.0:*:*:*:*:*:*:*' }],
  [{ cpe: 'cpe:2.3:a:ward\\:north:desk:1:*:*:*:*:*:*:*' }, { cpe: 'cpe:2.3:a:ward\\:south:desk:1:*:*:*:*:*:*:*' }],
  [{ models: ['Pump'] }, { models: ['pump'] }],
  [{ models: ['9'] }, { models: ['9'] }],
  [{ udis: ['00812345678901'] }, { udis: ['04900000000016'] }],
  [{ udis: ['00812345678902'] }, { udis: ['00812345678902'] }],
  [{ udis: ['00812345678901'] }, { models: ['00812345678901'] }],
];

const share = (a: ProductCodes, b: ProductCodes) => packageKeys(a).some((key) => packageKeys(b).includes(key));

describe('the codes of a product', () => {
  it.each(SAME)('%j and %j are of one product', (a, b) => expect(share(a, b)).toBe(true));
  it.each(OTHER)('%j and %j say nothing of each other', (a, b) => expect(share(a, b)).toBe(false));
});
