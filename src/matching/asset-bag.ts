import type { Asset } from '../domain/asset.ts';

/** Assets that have something in common, each once, in the order in which they came. */
export interface AssetBag extends Iterable<Asset> {
  readonly size: number;
  /** Takes in an asset that is not there. */
  add(asset: Asset): void;
  /** That it is not there is no fault. */
  delete(asset: Asset): void;
  forEach(look: (asset: Asset) => void): void;
}

/** A bag without assets. */
export function assetBag(): AssetBag {
  return new Bag();
}

/** A list, which takes a third of the memory and time of a set; most bags never lose an asset, and the first loss makes it a set. */
class Bag implements AssetBag {
  #assets: Asset[] | Set<Asset> = [];

  get size(): number {
    return Array.isArray(this.#assets) ? this.#assets.length : this.#assets.size;
  }

  add(asset: Asset): void {
    if (Array.isArray(this.#assets)) this.#assets.push(asset);
    else this.#assets.add(asset);
  }

  delete(asset: Asset): void {
    if (Array.isArray(this.#assets)) this.#assets = new Set(this.#assets);
    this.#assets.delete(asset);
  }

  forEach(look: (asset: Asset) => void): void {
    this.#assets.forEach((asset) => {
      look(asset);
    });
  }

  [Symbol.iterator](): Iterator<Asset> {
    return this.#assets[Symbol.iterator]();
  }
}
