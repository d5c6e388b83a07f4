import type { SourceAdapter, SourceKind } from '../ports/source.ts';
import { csaf } from './csaf/adapter.ts';
import { drop } from './drop/adapter.ts';
import { epss } from './epss/adapter.ts';
import { feed } from './feed/adapter.ts';
import { kev } from './kev/adapter.ts';
import { listing } from './listing/adapter.ts';
import { mailbox } from './mailbox/adapter.ts';
import { vulnrichment } from './vulnrichment/adapter.ts';
import { webhook } from './webhook/adapter.ts';

/** Every kind of source, by its id in the config. */
export const SOURCE_ADAPTERS: Readonly<Record<SourceKind, SourceAdapter>> = {
  feed,
  listing,
  kev,
  csaf,
  drop,
  epss,
  vulnrichment,
  mailbox,
  webhook,
};

/** The adapter that reads sources of this kind. */
export function adapterFor(kind: SourceKind): SourceAdapter {
  return SOURCE_ADAPTERS[kind];
}
