import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, Match, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { AssetIndex } from './asset-index.ts';

/** What one matcher found on one asset. */
export interface Finding {
  /** The matcher's id, in the list that `Match.matchers` takes over where nobody else found the asset. */
  readonly by: NonEmpty<string>;
  readonly asset: Asset;
  readonly strength: Match['strength'];
  readonly verdict: Verdict;
  readonly evidence: NonEmpty<Evidence>;
}

/** Finds assets that an advisory touches, in one way. */
export interface Matcher {
  /** As `Match.matchers` names it. */
  readonly id: string;
  /** One line for a person: what it looks at. */
  readonly looksAt: string;
  find(advisory: Advisory, index: AssetIndex): Iterable<Finding>;
}

/** Adds evidence to an asset that a matcher found; it never makes a match of its own. */
export interface EvidenceAdder {
  readonly id: string;
  readonly looksAt: string;
  /** What an advisory gives to add to each asset: asked once an advisory, before its assets. */
  adds(advisory: Advisory, index: AssetIndex): (asset: Asset) => readonly Evidence[];
}
