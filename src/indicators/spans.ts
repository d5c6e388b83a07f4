/** Stretches of a text that are spoken for, none overlapping another. */
export class Spans {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Takes a stretch, unless a part of it is taken already: then it answers `false` and takes nothing. */
  claim(start: number, end: number): boolean {
    const index = this.#after(start);
    const endBefore = this.#ends[index - 1] ?? -1;
    const startAfter = this.#starts[index] ?? Number.POSITIVE_INFINITY;
    if (endBefore > start || startAfter < end) return false;
    this.#starts.splice(index, 0, start);
    this.#ends.splice(index, 0, end);
    return true;
  }

  /** The index of the first stretch that begins after an offset. */
  #after(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
