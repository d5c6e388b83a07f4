import { identify } from './identity.ts';
import type { EvidenceAdder } from './types.ts';

/** An operating system that the document names as the place, on an asset that is matched already. */
export const platform: EvidenceAdder = {
  id: 'platform',
  looksAt: 'operating systems named as the place, against the product and tags of a matched asset',
  adds({ platforms }, { lexicon }) {
    const named = platforms.map((mention) => ({ mention, entry: identify(undefined, mention.name, lexicon).entry }));
    return (asset) => {
      if (named.length === 0) return [];
      const runs = [asset.product, ...asset.tags].map((name) => identify(undefined, name, lexicon));
      return named.flatMap(({ mention: { name, quote }, entry }) => {
        const agrees =
          entry !== undefined &&
          runs.some((own) => own.entry === entry || own.words.join(' ').includes(entry.name.toLowerCase()));
        if (!agrees) return [];
        const because = `it runs ${name}, which is named as the place where it happens`;
        return [{ kind: 'platform', platform: name, because, quote } as const];
      });
    };
  },
};
