import type { Cut, DigestCase, DigestSource, StaleAsset } from '../domain/digest.ts';
import type { Person } from '../domain/owner.ts';
import type { RematchRun } from '../domain/rematch-run.ts';
import type { Priority } from '../domain/triage.ts';
import type { Watchlist } from '../domain/watch.ts';

/** What concerns one person. */
export interface HomeOffice {
  home(person: Person): Promise<HomeView>;
}

export interface HomeView {
  /** Open cases that are given to the person or concern what they own; most urgent first. */
  readonly cases: Cut<HomeCase>;
  /** How many cases are open in all, by priority. */
  readonly openCases: Readonly<Record<Priority, number>>;
  readonly watchlists: { readonly own: readonly Watchlist[]; readonly others: readonly Watchlist[] };
  /** Assets of the person whose version nobody confirmed for too long, the longest first. */
  readonly staleAssets: readonly StaleAsset[];
  readonly troubledSources: readonly DigestSource[];
  /** What is being matched again, and what was stopped of it, the oldest first. */
  readonly rematch: readonly RematchRun[];
}

/** An open case as it concerns one person. */
export interface HomeCase extends DigestCase {
  /** The handling's version, as buttons carry it. */
  readonly version: number;
  /** It is given to them. */
  readonly isAssigned: boolean;
  /** Names of their assets that it concerns, most urgent first. */
  readonly assets: readonly string[];
}
