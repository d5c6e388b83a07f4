import type { Asset } from './asset.ts';

/** The id under which the organisation itself is matched. No asset of the inventory may have it. */
export const ORGANISATION_ID = 'organisation';

/**
 * What is the organisation's own, whatever asset it belongs to, as one thing to be matched like an asset: it is touched where an
 * advisory names one of these values as an indicator. It is no part of the inventory. Undefined where there are none.
 */
export function organisationAsset(name: string | undefined, observables: readonly string[]): Asset | undefined {
  if (observables.length === 0) return undefined;
  return {
    id: ORGANISATION_ID,
    hostname: name ?? 'your organisation',
    product: 'the organisation itself',
    observables: [...new Set(observables)].sort(),
    tags: [],
  };
}

/** Whether a thing to be matched stands for the organisation itself. */
export function isOrganisation({ id }: Pick<Asset, 'id'>): boolean {
  return id === ORGANISATION_ID;
}
