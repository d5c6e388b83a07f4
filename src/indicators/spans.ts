/** Stretches of a text that are spoken for, none overlapping another. */
export class Spans {
  /** A bit for each character: a long text costs little memory. */
  readonly #taken: Uint32Array;

  /** `length`: characters of the text. */
  constructor(length: number) {
    this.#taken = new Uint32Array(Math.ceil(length / 32));
  }

  /** Takes a stretch, unless a part of it is taken already: then it answers `false` and takes nothing. */
  claim(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#isTaken(at)) return false;
    for (let at = start; at < end; at++) this.#taken[at >> 5] = (this.#taken[at >> 5] ?? 0) | (1 << (at & 31));
    return true;
  }

  #isTaken(at: number): boolean {
    return (((this.#taken[at >> 5] ?? 0) >>> (at & 31)) & 1) === 1;
  }
}
