import type { CatalogueEntry } from './sources.ts';

/**
 * The sources that are polled only while others cannot be read, each with its lists (`SourceConfig.standsBy`). Those of the chosen
 * sources, which are polled always, are not among them; whoever stands by may have others stand by for it.
 */
export function standByLists(
  chosen: readonly string[],
  byId: ReadonlyMap<string, Pick<CatalogueEntry, 'source'>>,
): ReadonlyMap<string, readonly (readonly string[])[]> {
  const lists = new Map<string, (readonly string[])[]>();
  const seen = new Set<string>();
  const wait = [...chosen];
  for (let id = wait.shift(); id !== undefined; id = wait.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const fallbacks = byId.get(id)?.source.fallbacks ?? [];
    for (const [at, fallback] of fallbacks.entries()) {
      wait.push(fallback);
      if (chosen.includes(fallback)) continue;
      lists.set(fallback, [...(lists.get(fallback) ?? []), [id, ...fallbacks.slice(0, at)]]);
    }
  }
  return lists;
}
