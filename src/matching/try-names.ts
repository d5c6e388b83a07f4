import type { Lexicon } from '../domain/lexicon.ts';
import { compareNames, type NamePair } from './name-verdict.ts';
import type { NameVerdict } from './verdict.ts';

/** A question of `wardwatch try names`. */
export interface NameQuestion {
  readonly id: string;
  readonly asset_vendor?: string | null;
  readonly asset_product: string;
  readonly advisory_vendor?: string | null;
  readonly advisory_product: string;
}

/** The answer to a question, with its reason. */
export interface NameAnswer extends NameVerdict {
  readonly id: string;
  /** True only for the verdict `same`. */
  readonly same: boolean;
}

/** Says whether two names mean one product, and why. */
export function tryNames(question: NameQuestion, lexicon: Lexicon): NameAnswer {
  const pair: NamePair = {
    assetProduct: question.asset_product,
    advisoryProduct: question.advisory_product,
    ...(question.asset_vendor ? { assetVendor: question.asset_vendor } : {}),
    ...(question.advisory_vendor ? { advisoryVendor: question.advisory_vendor } : {}),
  };
  const { verdict, because } = compareNames(pair, lexicon);
  return { id: question.id, same: verdict === 'same', verdict, because };
}
