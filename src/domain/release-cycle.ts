import type { LocalDate } from './time.ts';

/** One cycle of a product's releases (a version, a year, an edition), and how long its maker mends it. */
export interface ReleaseCycle {
  /** The product's name: "Microsoft Windows Server". */
  readonly product: string;
  /** CPE names and package addresses of the product, without a version. */
  readonly codes: readonly string[];
  /** The cycle's id within the product: "2012-r2". */
  readonly cycle: string;
  /** As people call it, without an edition or nickname: "2012 R2". */
  readonly label: string;
  /** The newest version or build of it. */
  readonly latest?: string;
  /** The day from which there are no more updates. */
  readonly endsOn?: LocalDate;
  /** There are none any more, as far as the source knows. */
  readonly hasEnded: boolean;
  /** Whoever has a contract for it still gets updates, up to this day where it is known. */
  readonly extension?: { readonly until?: LocalDate };
  /** Who says so. */
  readonly toldBy: string;
}
