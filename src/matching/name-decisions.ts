import type { NameDecision } from '../domain/name-decision.ts';
import { isNoOrganisation, withoutParent } from './organisation-words.ts';
import { compact, plainWords } from './plain-words.ts';
import { withoutVersions } from './without-versions.ts';

/** A vendor and product as an inventory or an advisory writes them. */
interface WrittenName {
  readonly vendor?: string | undefined;
  readonly product: string;
}

/** What people decided of names, found by the name that an advisory gives. */
export interface NameDecisions {
  /** What was decided of this name; undefined where nobody decided anything. */
  about(advisory: WrittenName): DecisionsOnName | undefined;
}

/** What people decided of one name of advisories. */
export interface DecisionsOnName {
  /** On this name of the inventory beside it. */
  on(asset: WrittenName): NameDecision | undefined;
  /** Names of the inventory that mean the same product. */
  readonly same: readonly NameDecision['asset'][];
}

/** Where the same two names were decided twice, the later decision counts. */
export function nameDecisions(decisions: readonly NameDecision[]): NameDecisions {
  const byAdvisory = new Map<string, Map<string, NameDecision>>();
  for (const decision of [...decisions].sort((a, b) => a.at.localeCompare(b.at))) {
    const key = nameKey(decision.advisory);
    const known = byAdvisory.get(key) ?? new Map<string, NameDecision>();
    byAdvisory.set(key, known.set(nameKey(decision.asset), decision));
  }
  return {
    about(advisory) {
      const decided = byAdvisory.size === 0 ? undefined : byAdvisory.get(nameKey(advisory));
      if (decided === undefined) return undefined;
      const same = [...decided.values()].filter(({ verdict }) => verdict === 'same').map(({ asset }) => asset);
      return { same, on: (asset) => decided.get(nameKey(asset)) };
    },
  };
}

/** What two spellings of one name have in common: letters and digits, without versions, so that a decision outlives them. */
export function nameKey({ vendor, product }: WrittenName): string {
  const words = plainWords(withoutVersions(product));
  const name = compact(words) || compact(plainWords(product)) || product.trim();
  const maker = vendor === undefined || isNoOrganisation(vendor) ? '' : compact(plainWords(withoutParent(vendor)));
  return `${maker}/${name}`;
}

/** Whether a name stands for no product of its own ("multiple products"), so that nothing can be decided of it. */
export function namesNoProduct(product: string): boolean {
  return NAMES_NO_PRODUCT.test(product.trim());
}

const NAMES_NO_PRODUCT =
  /^(?:n\/?a|unknown|unspecified|(?:multiple|various|several|all)(?: \w+)? (?:products?|devices|systems)|products?)$/i;
