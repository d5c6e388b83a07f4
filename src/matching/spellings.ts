import type { Asset } from '../domain/asset.ts';
import { type AssetBag, assetBag } from './asset-bag.ts';
import { type KeyIndex, keyIndex } from './keys.ts';

/** Assets that share one spelling of a text, such as their supplier's name. */
export interface Spelling {
  readonly text: string;
  readonly assets: AssetBag;
}

/** Assets by a text that many of them share: its keys are made once for each spelling. */
export interface SpellingIndex {
  /** Gives the text as it is kept, so that its assets hold it once. */
  add(text: string, asset: Asset): string;
  remove(text: string, asset: Asset): void;
  /** The spellings that have at least one of the keys. */
  find(keys: readonly string[]): ReadonlySet<Spelling>;
}

/** An index without assets. */
export function spellingIndex(keysOf: (text: string) => readonly string[]): SpellingIndex {
  const byText = new Map<string, Spelling>();
  const byKey: KeyIndex<Spelling> = keyIndex();
  return {
    add(text, asset) {
      let known = byText.get(text);
      if (known === undefined) {
        known = { text, assets: assetBag() };
        byText.set(text, known);
        byKey.add(keysOf(text), known);
      }
      known.assets.add(asset);
      return known.text;
    },
    remove(text, asset) {
      const known = byText.get(text);
      known?.assets.delete(asset);
      if (known === undefined || known.assets.size > 0) return;
      byText.delete(text);
      byKey.remove(keysOf(text), known);
    },
    find: (keys) => byKey.find(keys),
  };
}
