/** Stretches of a text that are spoken for, none overlapping another. */
export class Spans {
  readonly #taken: Uint8Array;

  /** `length`: characters of the text. */
  constructor(length: number) {
    this.#taken = new Uint8Array(length);
  }

  /** Takes a stretch, unless a part of it is taken already: then it answers `false` and takes nothing. */
  claim(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#taken[at] === 1) return false;
    this.#taken.fill(1, start, end);
    return true;
  }
}
