import type { Actor } from './actor.ts';
import type { NamedProduct } from './product-name.ts';
import type { Instant } from './time.ts';

/** A name of the inventory beside a name of advisories. Spelling counts, but not case, marks or versions within a name. */
export interface DecidedNames {
  readonly asset: NamedProduct;
  readonly advisory: NamedProduct;
}

/** A person's word on whether two names mean one product. It holds for every asset and every advisory of these names. */
export interface NameDecision extends DecidedNames {
  readonly verdict: 'same' | 'different';
  /** In the person's own words. */
  readonly why: string;
  readonly by: Actor;
  readonly at: Instant;
}
