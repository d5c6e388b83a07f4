import type { SourceAdapter, SourceConfig } from '../ports/source.ts';
import { csaf } from './csaf/adapter.ts';
import { drop } from './drop/adapter.ts';
import { endoflife } from './endoflife/adapter.ts';
import { epss } from './epss/adapter.ts';
import { feed } from './feed/adapter.ts';
import { kev } from './kev/adapter.ts';
import { listing } from './listing/adapter.ts';
import { vulnrichment } from './vulnrichment/adapter.ts';

/** Every kind of source, by its id in the config. */
export const SOURCE_ADAPTERS: Readonly<Record<SourceConfig['kind'], SourceAdapter>> = {
  feed,
  listing,
  kev,
  csaf,
  drop,
  epss,
  vulnrichment,
  endoflife,
};

/** The adapter that reads sources of this kind. */
export function adapterFor(kind: SourceConfig['kind']): SourceAdapter {
  return SOURCE_ADAPTERS[kind];
}
