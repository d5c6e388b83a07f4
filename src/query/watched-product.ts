import { visibleText } from '../domain/visible-text.ts';
import type { WatchedProduct } from '../domain/watch.ts';

/** What a person typed for a product to watch for, or what is wrong with it. */
export type WatchedReading =
  | { readonly kind: 'product'; readonly watched: WatchedProduct }
  | { readonly kind: 'slip'; readonly words: string };

/** How long each part may be. */
export const WATCHED_LIMITS = { vendor: 100, product: 100, version: 40 } as const;

/**
 * Reads a product as a person types it: `Relay Desk 19.2`, `"Windows Server 2019"` where the last number belongs to the name,
 * or `Vendor | Product | Version`, of which vendor and version may be left out.
 */
export function readWatchedProduct(typed: string): WatchedReading {
  const text = visibleText(typed);
  if (text === '') return { kind: 'slip', words: 'Name a product, such as Relay Desk 19.2.' };
  if (text.includes('|')) return readParts(text.split('|').map((part) => part.trim()));
  if (text.startsWith('"')) return readQuoted(text);
  const [, words = text, version = ''] = /^(.*\S)\s+(\S+)$/.exec(text) ?? [];
  return VERSION.test(version) ? checked('', words, version) : checked('', text, '');
}

/** The product as `readWatchedProduct` reads it back; undefined where no way of writing it comes back as it was. */
export function writeWatchedProduct(watched: WatchedProduct): string | undefined {
  const { vendor = '', product, version = '' } = watched;
  const behind = version === '' ? '' : ` ${version}`;
  const parts = [vendor, product, ...(version === '' ? [] : [version])].join(' | ').trim();
  return [...(vendor === '' ? [`${product}${behind}`, `"${product}"${behind}`] : []), parts].find((text) => {
    const reading = readWatchedProduct(text);
    return reading.kind === 'product' && sameParts(reading.watched, watched);
  });
}

/** Digits, and more behind points: 19.2.24, v8.5.4-rc1, 2019. Not 3CX, not 7-Zip. */
const VERSION = /^v?\d+(?:\.[\w-]+)*$/i;

function readParts(parts: readonly string[]): WatchedReading {
  const [vendor = '', product = '', version = ''] = parts;
  return parts.length > 3
    ? slip('There is a | too many', 'Write Vendor | Product | Version.')
    : checked(vendor, product, version);
}

function readQuoted(text: string): WatchedReading {
  const [, product, version] = /^"([^"]*)"\s*(\S*)$/.exec(text) ?? [];
  if (product === undefined || version === undefined) {
    return slip('The quotes do not fit', 'Write "Product name", and behind it nothing but a version.');
  }
  return checked('', product.trim(), version);
}

function checked(vendor: string, product: string, version: string): WatchedReading {
  if (product === '') return slip('The name of the product is missing', 'Write Vendor | Product | Version.');
  const parts = { vendor, product, version };
  for (const part of ['vendor', 'product', 'version'] as const) {
    const length = parts[part].length;
    if (length > WATCHED_LIMITS[part]) {
      return slip(`The ${part} has ${length} characters`, `At most ${WATCHED_LIMITS[part]} are taken.`);
    }
  }
  return {
    kind: 'product',
    watched: { product, ...(vendor !== '' && { vendor }), ...(version !== '' && { version }) },
  };
}

function slip(what: string, instead: string): WatchedReading {
  return { kind: 'slip', words: `${what}. ${instead}` };
}

function sameParts(one: WatchedProduct, other: WatchedProduct): boolean {
  return one.product === other.product && one.vendor === other.vendor && one.version === other.version;
}
