import type { Asset } from '../domain/asset.ts';
import type { AssetGroup } from './asset-index.ts';
import type { Named } from './judge-version.ts';

/** The assets that an advisory names; assets of which the same is said for the same reason share it. */
export interface NamedAssets {
  /** Notes what is said of a group by its name. */
  noteGroup(group: AssetGroup, named: Named): void;
  /** Notes what is said of one asset of a group by a code. */
  noteAsset(group: AssetGroup, asset: Asset, named: Named): void;
  has(group: AssetGroup, asset: Asset): boolean;
  /** Each group of which something is said of all assets, or of some. */
  groups(): Iterable<NamedGroup>;
}

/** What is said of the assets of one group. */
export interface NamedGroup {
  readonly group: AssetGroup;
  /** Of each of them, by their name; absent where the name is another. */
  readonly byName?: Named;
  /** Of those that are named by a code, the name included. */
  readonly byCode: ReadonlyMap<Asset, Named>;
}

/** Nothing named yet. */
export function namedAssets(): NamedAssets {
  const noted = new Map<AssetGroup, Noted>();
  const statementsOf = pairwise(joinStatements);
  const join = pairwise<Named>((known, more) => ({
    statements: statementsOf(known.statements, more.statements),
    because: known.because,
  }));
  const notedOf = (group: AssetGroup): Noted => {
    const known = noted.get(group) ?? { group, byCode: new Map() };
    noted.set(group, known);
    return known;
  };
  return {
    noteGroup(group, named) {
      const known = notedOf(group);
      known.byName = join(known.byName, named);
      for (const [asset, before] of known.byCode) known.byCode.set(asset, join(before, named));
    },
    noteAsset(group, asset, named) {
      const { byName, byCode } = notedOf(group);
      byCode.set(asset, join(byCode.get(asset) ?? byName, named));
    },
    has(group, asset) {
      const known = noted.get(group);
      return known !== undefined && (known.byName !== undefined || known.byCode.has(asset));
    },
    groups: () => noted.values(),
  };
}

interface Noted {
  readonly group: AssetGroup;
  byName?: Named;
  readonly byCode: Map<Asset, Named>;
}

type Statements = Named['statements'];

function joinStatements(known: Statements, more: Statements): Statements {
  return [...known, ...more.filter((statement) => !known.includes(statement))];
}

/** The same two always give the same, so that what follows from it is found out once. */
function pairwise<T>(join: (known: T, more: T) => T): (known: T | undefined, more: T) => T {
  const joined = new Map<T, Map<T, T>>();
  return (known, more) => {
    if (known === undefined) return more;
    const ofKnown = joined.get(known) ?? new Map<T, T>();
    const both = ofKnown.get(more) ?? join(known, more);
    joined.set(known, ofKnown.set(more, both));
    return both;
  };
}
