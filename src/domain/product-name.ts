import { wordsOf } from './words.ts';

/** A product as a statement or an inventory names it. */
export interface NamedProduct {
  readonly vendor?: string;
  readonly product: string;
}

/** A product with its vendor, as people call it: "ConnectWise ScreenConnect". */
export function productName({ vendor, product }: NamedProduct): string {
  if (vendor === undefined || wordsOf(product)[0] === wordsOf(vendor)[0]) return product;
  return `${vendor} ${product}`;
}
