import type { IndicatorType } from './indicator.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Quote } from './quote.ts';
import type { LocalDate } from './time.ts';

/** Where a version stands to a range. `undecided` whenever it cannot be ordered: never read it as outside. */
export type RangeVerdict =
  | { readonly kind: 'inside' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'undecided'; readonly because: string };

/** Whether an asset is affected. Unknown, unreadable or stale is `undecided`, never `not-affected`. */
export interface Verdict {
  readonly kind: 'affected' | 'not-affected' | 'undecided';
  /** One sentence for a person. */
  readonly because: string;
  /** For `undecided`: what a person must find out, e.g. "Which version runs on pharm-gw-02?". */
  readonly question?: string;
}

/** One reason why an advisory touches an asset. */
export type Evidence =
  | {
      readonly kind: 'product';
      readonly assetName: string;
      readonly advisoryName: string;
      readonly because: string;
      readonly quote: Quote;
    }
  | {
      readonly kind: 'version';
      readonly assetVersion?: string;
      readonly confirmedAt?: LocalDate;
      readonly range: string;
      readonly verdict: RangeVerdict;
      readonly quote: Quote;
    }
  | {
      readonly kind: 'supplier';
      readonly assetSupplier: string;
      readonly namedAs: string;
      readonly role: 'way-in' | 'named';
      readonly because: string;
      readonly quote: Quote;
    }
  | {
      readonly kind: 'indicator-seen';
      readonly type: IndicatorType;
      /** Canonical and live, like `Indicator.value`. */
      readonly value: string;
      readonly quote: Quote;
    }
  | { readonly kind: 'platform'; readonly platform: string; readonly because: string; readonly quote: Quote }
  | { readonly kind: 'age'; readonly lastUpdatedAt: LocalDate; readonly because: string }
  | {
      readonly kind: 'end-of-life';
      readonly product: string;
      /** The cycles that its version may belong to; its maker mends none of them. */
      readonly cycles: readonly string[];
      readonly since?: LocalDate;
      readonly because: string;
    };

/** An advisory revision that touches an asset. Identity is advisory and asset; evidence of all matchers is merged. */
export interface Match {
  readonly advisoryId: string;
  readonly revision: number;
  readonly assetId: string;
  /** Ids of the matchers that found it, in registry order. */
  readonly matchers: NonEmpty<string>;
  /** `exact`: product agrees and the version is decided; `version-unknown`: product or supplier agrees, version does not decide. */
  readonly strength: 'exact' | 'version-unknown' | 'vendor';
  readonly verdict: Verdict;
  readonly evidence: NonEmpty<Evidence>;
}
