import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchedProduct } from '../../src/domain/watch.ts';
import { readWatchedProduct, writeWatchedProduct } from '../../src/query/watched-product.ts';
import { hostileText } from '../helpers/hostile-text.ts';

describe('a product to watch for, as it is typed', () => {
  it.each<[string, WatchedProduct]>([
    ['ScreenConnect', { product: 'ScreenConnect' }],
    ['ScreenConnect 19.2', { product: 'ScreenConnect', version: '19.2' }],
    ['  Relay   Desk v8.5.4-rc1 ', { product: 'Relay Desk', version: 'v8.5.4-rc1' }],
    ['"Relay Desk" 19.2', { product: 'Relay Desk', version: '19.2' }],
    ['"Windows Server 2019"', { product: 'Windows Server 2019' }],
    ['"Relay Desk" R12', { product: 'Relay Desk', version: 'R12' }],
    ['7-Zip', { product: '7-Zip' }],
    ['Desktop App 3CX', { product: 'Desktop App 3CX' }],
    ['Example Ltd | Relay Desk', { vendor: 'Example Ltd', product: 'Relay Desk' }],
    ['Example Ltd|Relay Desk|R12', { vendor: 'Example Ltd', product: 'Relay Desk', version: 'R12' }],
    ['| Relay Desk | R12 build 4', { product: 'Relay Desk', version: 'R12 build 4' }],
  ])('%s', (typed, watched) => {
    expect(readWatchedProduct(typed)).toEqual({ kind: 'product', watched });
  });

  it.each<[string, string]>([
    ['', 'Name a product, such as Relay Desk 19.2.'],
    ['a | b | c | d', 'There is a | too many. Write Vendor | Product | Version.'],
    ['Example | ', 'The name of the product is missing. Write Vendor | Product | Version.'],
    ['"Relay Desk', 'The quotes do not fit. Write "Product name", and behind it nothing but a version.'],
    ['"Relay Desk" 19 2', 'The quotes do not fit. Write "Product name", and behind it nothing but a version.'],
    ['x'.repeat(101), 'The product has 101 characters. At most 100 are taken.'],
    [`${'x'.repeat(101)} | y`, 'The vendor has 101 characters. At most 100 are taken.'],
    [`"x" ${'1'.repeat(41)}`, 'The version has 41 characters. At most 40 are taken.'],
  ])('a slip: %s', (typed, words) => {
    expect(readWatchedProduct(typed)).toEqual({ kind: 'slip', words });
  });
});

describe('a product that is written to be read back', () => {
  it.each<[WatchedProduct, string | undefined]>([
    [{ product: 'Relay Desk' }, 'Relay Desk'],
    [{ product: 'Relay Desk', version: '19.2' }, 'Relay Desk 19.2'],
    [{ product: 'Windows Server 2019' }, '"Windows Server 2019"'],
    [{ product: 'Relay Desk', version: 'R12' }, '"Relay Desk" R12'],
    [{ product: 'Relay Desk', version: 'R12 build 4' }, '| Relay Desk | R12 build 4'],
    [{ vendor: 'Example', product: 'Relay Desk', version: '19.2' }, 'Example | Relay Desk | 19.2'],
    [{ product: 'a|b' }, undefined],
  ])('%j', (watched, written) => {
    expect(writeWatchedProduct(watched)).toBe(written);
  });

  it('comes back as it was, whatever was typed', () => {
    fc.assert(
      fc.property(hostileText, (typed) => {
        const reading = readWatchedProduct(typed);
        if (reading.kind === 'slip') return;
        const written = writeWatchedProduct(reading.watched);
        if (written !== undefined) expect(readWatchedProduct(written)).toEqual(reading);
      }),
      { numRuns: 1_000 },
    );
  });
});
