import type { Case } from '../domain/case.ts';
import type { LocalDate } from '../domain/time.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import { type Watchlist, watchlistOf } from '../domain/watch.ts';

/** The watchlists that a case is of interest to on a day: one of their lists fits, none of their exclusions does. */
export function watchlistsFor(one: Case, lists: readonly Watchlist[], today: LocalDate): readonly Watchlist[] {
  const words = wordsOfCase(one);
  return lists.filter(
    (list) =>
      (list.expiresOn === undefined || today <= list.expiresOn) &&
      !isMoreUrgent(list.from, one.triage.priority) &&
      !holdsAny([...words.titles, ...words.vendors, ...words.products], list.exclusions) &&
      (words.watched.has(list.name) ||
        holdsAny(words.vendors, list.vendors) ||
        holdsAny(words.suppliers, list.suppliers) ||
        holdsAny(words.sites, list.sites) ||
        holdsAny(words.titles, list.keywords)),
  );
}

interface CaseWords {
  readonly watched: ReadonlySet<string>;
  readonly titles: readonly string[];
  readonly vendors: readonly string[];
  readonly products: readonly string[];
  readonly suppliers: readonly string[];
  readonly sites: readonly string[];
}

function wordsOfCase(one: Case): CaseWords {
  const touched = one.assets.filter((each) => each.triage.priority !== 'INFO').map((each) => each.asset);
  const advisories = one.members.map((member) => member.advisory);
  const affected = advisories.flatMap((advisory) => advisory.affected);
  const known = (values: readonly (string | undefined)[]) => values.flatMap((value) => value ?? []);
  return {
    watched: new Set(known(touched.map(watchlistOf))),
    titles: [one.title, ...advisories.map((advisory) => advisory.title)],
    vendors: known(affected.map((product) => product.vendor)),
    products: affected.map((product) => product.product),
    suppliers: [
      ...known(touched.map((asset) => asset.supplier)),
      ...advisories.flatMap((advisory) => advisory.suppliers.map((supplier) => supplier.name)),
    ],
    sites: known(touched.map((asset) => asset.site)),
  };
}

function holdsAny(values: readonly string[], words: readonly string[]): boolean {
  return words.some((word) => values.some((value) => value.toLowerCase().includes(word.toLowerCase())));
}
