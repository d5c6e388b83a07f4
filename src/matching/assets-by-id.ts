import type { Asset } from '../domain/asset.ts';

/** Assets found by their ids. */
export interface AssetsById {
  readonly size: number;
  get(id: string): Asset | undefined;
  /** Takes in an asset, in the place of one with its id. */
  set(asset: Asset): void;
  /** An unknown id is no fault. */
  delete(id: string): void;
}

/** Nothing yet. */
export function assetsById(): AssetsById {
  return new ById();
}

/**
 * Whoever reads assets in the order of their ids fills a list in which they are searched by halves: a hash table of a million
 * texts takes several times as long to fill. What comes out of order stands beside it.
 */
class ById implements AssetsById {
  readonly #inOrder: Asset[] = [];
  /** Those of the list that are no longer there; their ids keep it in order. */
  readonly #gone = new Set<string>();
  readonly #others = new Map<string, Asset>();
  #lastId = '';

  get size(): number {
    return this.#inOrder.length - this.#gone.size + this.#others.size;
  }

  get(id: string): Asset | undefined {
    const at = this.#placeOf(id);
    if (at === undefined) return this.#others.get(id);
    return this.#gone.has(id) ? undefined : this.#inOrder[at];
  }

  set(asset: Asset): void {
    const { id } = asset;
    const at = this.#placeOf(id);
    if (at !== undefined) {
      this.#inOrder[at] = asset;
      this.#gone.delete(id);
    } else if (id > this.#lastId && !this.#others.has(id)) {
      this.#inOrder.push(asset);
      this.#lastId = id;
    } else this.#others.set(id, asset);
  }

  delete(id: string): void {
    if (this.#placeOf(id) === undefined) this.#others.delete(id);
    else this.#gone.add(id);
  }

  /** Where the id stands in the list, if it does. */
  #placeOf(id: string): number | undefined {
    if (id > this.#lastId) return undefined;
    let [from, to] = [0, this.#inOrder.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#inOrder[middle]?.id ?? '') < id) from = middle + 1;
      else to = middle;
    }
    return this.#inOrder[from]?.id === id ? from : undefined;
  }
}
