import { stringify } from 'yaml';
import type { Watchlist } from '../domain/watch.ts';

/** A watchlist as YAML, which people read and edit; what is not set is left out. */
export function watchlistYaml({
  name,
  version,
  from,
  channel,
  owner,
  expiresOn,
  products,
  ...words
}: Watchlist): string {
  const filled = Object.fromEntries(Object.entries(words).filter(([, list]) => list.length > 0));
  return stringify({
    name,
    version,
    from,
    ...(channel !== undefined && { channel }),
    ...(owner !== undefined && { owner }),
    ...(expiresOn !== undefined && { expiresOn }),
    ...(products.length > 0 && { products }),
    ...filled,
  });
}
