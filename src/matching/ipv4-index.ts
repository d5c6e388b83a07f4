import { PLAIN_IPV4 } from './addresses.ts';
import { type Shelved, shelve, thingsOn, unshelve } from './keys.ts';

/** Things by their IPv4 addresses, as numbers: among a million, texts take several times as long to find a place for. */
export interface Ipv4Index<T extends object> {
  add(address: number, thing: T): void;
  remove(address: number, thing: T): void;
  at(address: number): Iterable<T>;
  /** What lies in the range of the addresses that have the first bits of this one. */
  within(address: number, bits: number): Iterable<T>;
}

/** The address as a number; `undefined` where the text is another thing, or is not written as inventories do. */
export function ipv4Of(text: string): number | undefined {
  if (!PLAIN_IPV4.test(text)) return undefined;
  let [address, byte] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT) [address, byte] = [address * 256 + byte, 0];
    else byte = byte * 10 + code - ZERO;
  }
  return address * 256 + byte;
}

const DOT = 46;
const ZERO = 48;

/** Blocks hold the 256 addresses of a network of a usual size. */
const BLOCK_BITS = 24;

/** An index of nothing. */
export function ipv4Index<T extends object>(): Ipv4Index<T> {
  const blocks = new Map<number, Map<number, Shelved<T>>>();
  return {
    add(address, thing) {
      const number = Math.floor(address / 256);
      let block = blocks.get(number);
      if (block === undefined) {
        block = new Map();
        blocks.set(number, block);
      }
      shelve(block, address % 256, thing);
    },
    remove(address, thing) {
      const number = Math.floor(address / 256);
      const block = blocks.get(number);
      if (block === undefined) return;
      unshelve(block, address % 256, thing);
      if (block.size === 0) blocks.delete(number);
    },
    at: (address) => thingsOn(blocks.get(Math.floor(address / 256))?.get(address % 256)),
    *within(address, bits) {
      const size = 2 ** (32 - bits);
      const from = Math.floor(address / size) * size;
      for (const [number, block] of bits >= BLOCK_BITS ? blockOf(address, blocks) : blocks) {
        for (const [host, things] of block) {
          const own = number * 256 + host;
          if (own >= from && own < from + size) yield* thingsOn(things);
        }
      }
    },
  };
}

function blockOf<B>(address: number, blocks: ReadonlyMap<number, B>): readonly (readonly [number, B])[] {
  const number = Math.floor(address / 256);
  const block = blocks.get(number);
  return block === undefined ? [] : [[number, block]];
}
