import { identify } from './identity.ts';
import type { EvidenceAdder } from './types.ts';

/** An operating system that the document names as the place, on an asset that is matched already. */
export const platform: EvidenceAdder = {
  id: 'platform',
  looksAt: 'operating systems named as the place, against the product and tags of a matched asset',
  add(advisory, asset, index) {
    if (advisory.platforms.length === 0) return [];
    const runs = [asset.product, ...asset.tags].map((name) => identify(undefined, name, index.lexicon));
    return advisory.platforms.flatMap((mention) => {
      const named = identify(undefined, mention.name, index.lexicon).entry;
      const agrees =
        named !== undefined &&
        runs.some((own) => own.entry === named || own.words.join(' ').includes(named.name.toLowerCase()));
      if (!agrees) return [];
      const because = `it runs ${mention.name}, which is named as the place where it happens`;
      return [{ kind: 'platform', platform: mention.name, because, quote: mention.quote } as const];
    });
  },
};
