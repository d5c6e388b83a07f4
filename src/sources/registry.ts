import type { SourceAdapter, SourceKind } from '../ports/source.ts';
import { broadcom } from './broadcom/adapter.ts';
import { csaf } from './csaf/adapter.ts';
import { cve } from './cve/adapter.ts';
import { drop } from './drop/adapter.ts';
import { endoflife } from './endoflife/adapter.ts';
import { epss } from './epss/adapter.ts';
import { feed } from './feed/adapter.ts';
import { github } from './github/adapter.ts';
import { kev } from './kev/adapter.ts';
import { listing } from './listing/adapter.ts';
import { mailbox } from './mailbox/adapter.ts';
import { mispFeed } from './misp-feed/adapter.ts';
import { msrc } from './msrc/adapter.ts';
import { nvd } from './nvd/adapter.ts';
import { openfda } from './openfda/adapter.ts';
import { osv } from './osv/adapter.ts';
import { paloalto } from './paloalto/adapter.ts';
import { taxii } from './taxii/adapter.ts';
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
  cve,
  nvd,
  msrc,
  paloalto,
  broadcom,
  openfda,
  osv,
  taxii,
  'misp-feed': mispFeed,
  github,
  mailbox,
  webhook,
  endoflife,
};

/** The adapter that reads sources of this kind. */
export function adapterFor(kind: SourceKind): SourceAdapter {
  return SOURCE_ADAPTERS[kind];
}
