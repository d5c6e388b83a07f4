const K = firstRoots(64, 3);
const START = firstRoots(8, 2);

/** The SHA-256 digest of some bytes (FIPS 180-4): needed to check the sum in a Bitcoin address without leaving the core. */
export function sha256Digest(bytes: Uint8Array): Uint8Array {
  const padded = pad(bytes);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  const view = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) words[i] = expand(words, i);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    digest.setInt32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function pad(bytes: Uint8Array): Uint8Array {
  const length = (((bytes.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setUint32(length - 4, bytes.length * 8);
  return padded;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function expand(words: Int32Array, i: number): number {
  const a = words[i - 15] ?? 0;
  const b = words[i - 2] ?? 0;
  const small = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
  const large = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
  return ((words[i - 16] ?? 0) + small + (words[i - 7] ?? 0) + large) | 0;
}

function compress(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + (K[i] ?? 0) + (words[i] ?? 0)) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = ((state[index] ?? 0) + word) | 0;
  });
}

/** The first 32 bits of the fractional parts of the square (2) or cube (3) roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function firstRoots(count: number, root: 2 | 3): Int32Array {
  const roots = new Int32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    if (!isPrime(candidate)) continue;
    const value = root === 2 ? Math.sqrt(candidate) : Math.cbrt(candidate);
    roots[found++] = ((value - Math.floor(value)) * 0x1_0000_0000) | 0;
  }
  return roots;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
