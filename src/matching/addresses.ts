import ipaddr from 'ipaddr.js';

/** Ranges, and addresses other than plain ones of IPv4 (`ipv4Index`), found by each other without looking at them all. */
export interface AddressIndex {
  add(value: string): void;
  remove(value: string): void;
  /** The ranges that an address lies in. */
  rangesAround(address: string): readonly string[];
  /** The addresses that lie in a range. */
  addressesIn(range: string): readonly string[];
}

/** An address as inventories write it, without a need to parse it; leading zeros are left to the parser. */
export const PLAIN_IPV4 = /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** An index without addresses. Values that are neither address nor range are left out. */
export function addressIndex(): AddressIndex {
  /** Ranges by their network, of each length that there is. */
  const byNetwork = new Map<string, Set<string>>();
  /** How many networks there are of each length, by family. */
  const lengths = new Map<string, number>();
  /** Addresses by the block that they lie in. */
  const byBlock = new Map<string, Set<string>>();
  return {
    add(value) {
      const { range, block } = placeOf(value);
      if (range !== undefined && into(byNetwork, networkOf(range), value)) {
        lengths.set(lengthOf(range), (lengths.get(lengthOf(range)) ?? 0) + 1);
      }
      if (block !== undefined) into(byBlock, block, value);
    },
    remove(value) {
      const { range, block } = placeOf(value);
      if (range !== undefined && outOf(byNetwork, networkOf(range), value)) {
        const left = (lengths.get(lengthOf(range)) ?? 1) - 1;
        if (left > 0) lengths.set(lengthOf(range), left);
        else lengths.delete(lengthOf(range));
      }
      if (block !== undefined) outOf(byBlock, block, value);
    },
    rangesAround(value) {
      const address = addressOf(value);
      if (address === undefined) return [];
      const found = [...lengths.keys()].flatMap((length) => {
        const [family, bits] = length.split('/').map(Number);
        return family === address.length ? [...(byNetwork.get(networkOf({ address, bits: bits ?? 0 })) ?? [])] : [];
      });
      return found;
    },
    addressesIn(value) {
      const range = rangeOf(value);
      if (range === undefined) return [];
      const isWithin = (address: string) => contains(range, addressOf(address));
      if (range.bits >= blockBits(range.address))
        return [...(byBlock.get(blockOf(range.address)) ?? [])].filter(isWithin);
      const blocks = [...byBlock].filter(([block]) => contains(range, addressOfBlock(block)));
      return blocks.flatMap(([, addresses]) => [...addresses]);
    },
  };
}

/** The bytes of an address: four or sixteen. */
type Address = readonly number[];

interface Range {
  readonly address: Address;
  readonly bits: number;
}

/** Where a value that was seen is kept; most are names, which is told without parsing them. */
function placeOf(text: string): { readonly range?: Range; readonly block?: string } {
  if (!/[:/]|\d$/.test(text)) return {};
  const range = rangeOf(text);
  if (range !== undefined) return { range };
  const address = addressOf(text);
  return address === undefined ? {} : { block: blockOf(address) };
}

function addressOf(text: string): Address | undefined {
  if (PLAIN_IPV4.test(text)) return text.split('.').map(Number);
  return ipaddr.isValid(text) ? ipaddr.process(text).toByteArray() : undefined;
}

/** A range of IPv4 by its first address, as a number, and the bits that its addresses have in common. */
export function ipv4RangeOf(text: string): { readonly address: number; readonly bits: number } | undefined {
  const range = rangeOf(text);
  if (range?.address.length !== 4) return undefined;
  return { address: range.address.reduce((number, byte) => number * 256 + byte, 0), bits: range.bits };
}

function rangeOf(text: string): Range | undefined {
  const [base, bits, ...more] = text.split('/');
  if (base === undefined || bits === undefined || more.length > 0) return undefined;
  if (PLAIN_IPV4.test(base) && /^(?:\d|[12]\d|3[0-2])$/.test(bits)) {
    return { address: base.split('.').map(Number), bits: Number(bits) };
  }
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, length] = ipaddr.parseCIDR(text);
  return { address: address.toByteArray(), bits: length };
}

/** A block holds the addresses of one network of a usual size: 256 of IPv4, those of one site of IPv6. */
function blockBits(address: Address): number {
  return address.length === 4 ? 24 : 48;
}

function blockOf(address: Address): string {
  return address.slice(0, blockBits(address) / 8).join('.');
}

function addressOfBlock(block: string): Address {
  const bytes = block.split('.').map(Number);
  const length = bytes.length === 3 ? 4 : 16;
  return [...bytes, ...Array.from({ length: length - bytes.length }, () => 0)];
}

function networkOf({ address, bits }: Range): string {
  return `${address.map((byte, at) => byte & maskOf(bits - at * 8)).join('.')}/${bits}`;
}

function lengthOf({ address, bits }: Range): string {
  return `${address.length}/${bits}`;
}

function contains(range: Range, address: Address | undefined): boolean {
  if (address?.length !== range.address.length) return false;
  return range.address.every((byte, at) => ((byte ^ (address[at] ?? 0)) & maskOf(range.bits - at * 8)) === 0);
}

/** The bits of one byte that count when so many of it and what follows do. */
function maskOf(bits: number): number {
  return bits >= 8 ? 255 : bits <= 0 ? 0 : (255 << (8 - bits)) & 255;
}

/** Whether the key is new. */
function into(shelf: Map<string, Set<string>>, key: string, value: string): boolean {
  const known = shelf.get(key);
  if (known === undefined) shelf.set(key, new Set([value]));
  else known.add(value);
  return known === undefined;
}

/** Whether the key is gone. */
function outOf(shelf: Map<string, Set<string>>, key: string, value: string): boolean {
  const known = shelf.get(key);
  return known?.delete(value) === true && known.size === 0 && shelf.delete(key);
}
