import type { IndicatorType } from '../domain/indicator.ts';

/** A string of the refanged text that has the shape of one indicator type. */
export interface Candidate {
  /** Canonical and live. */
  readonly value: string;
  /** UTF-16 offsets into the text that was searched. */
  readonly start: number;
  readonly end: number;
  /** What the string itself contains and names as well: the host of an address, for instance. */
  readonly part?: { readonly type: IndicatorType; readonly value: string };
}

/** One type of indicator: how it looks, when it is valid, how it is written for good and how it is shown. */
export interface IndicatorKind {
  readonly id: IndicatorType;
  /** Ids of public lists: they count wherever they stand, within an address or a file's name too. */
  readonly countsWithin?: true;
  /** Every string of a refanged text that has this shape and is valid. What the author defanged may be valid where the same written plainly is not. */
  find(text: string, wasDefanged?: (start: number, end: number) => boolean): readonly Candidate[];
  /** The one spelling of a value, from any live spelling; `undefined` where the value is not valid. */
  canonical(written: string): string | undefined;
  /** The canonical value made safe to show. */
  defang(value: string): string;
}
