import type { AffectedProduct } from '../domain/advisory.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import type { AssetGroup, AssetIndex } from './asset-index.ts';
import { type Identity, identify } from './identity.ts';
import { nameKey } from './name-decisions.ts';
import { compareIdentities } from './name-verdict.ts';
import type { NameVerdict } from './verdict.ts';

/** A name of the inventory that comes near a name of an advisory, with what holds of the two. */
export interface NamePairFound extends NameVerdict {
  readonly group: AssetGroup;
  /** What a person said of them, which wins over what the words say. */
  readonly decision?: NameDecision;
}

/** A name as a statement of an advisory gives it. */
type StatedName = Pick<AffectedProduct, 'vendor' | 'product'>;

/** Every name of the inventory that comes near a name: as a person decided, else as the words say. */
export function* namesNear(stated: StatedName, index: AssetIndex): Iterable<NamePairFound> {
  const identity = identify(stated.vendor, stated.product, index.lexicon);
  const decided = index.decisions.about(stated);
  const groups = index.groupsLike(identity);
  for (const group of groups) {
    const decision = decided?.on(group.identity);
    yield decision === undefined
      ? { group, ...compareIdentities(group.identity, identity) }
      : { group, decision, ...verdictBy(decision, group.identity, stated) };
  }
  for (const asset of decided?.same ?? []) {
    const decision = decided?.on(asset);
    if (decision === undefined) continue;
    for (const group of index.groupsLike(identify(asset.vendor, asset.product, index.lexicon))) {
      const isMeant = !groups.has(group) && nameKey(group.identity) === nameKey(asset);
      if (isMeant) yield { group, decision, ...verdictBy(decision, group.identity, stated) };
    }
  }
}

/** The names of the inventory that mean the same product as a name: what `namesNear` finds to be the same, sooner. */
export function* namesMeant(stated: StatedName, index: AssetIndex): Iterable<NamePairFound> {
  if (index.decisions.about(stated) !== undefined) {
    for (const pair of namesNear(stated, index)) if (pair.verdict === 'same') yield pair;
    return;
  }
  const identity = identify(stated.vendor, stated.product, index.lexicon);
  for (const group of index.groupsThatMayBe(identity)) {
    const found = compareIdentities(group.identity, identity);
    if (found.verdict === 'same') yield { group, ...found };
  }
}

/** The statements of an advisory by the name that they give, each name once: a CSAF document repeats it for every version and CVE. */
export function statementsByName(affected: readonly AffectedProduct[]): readonly (readonly AffectedProduct[])[] {
  const groups = new Map<string, AffectedProduct[]>();
  for (const statement of affected) {
    const { vendor = '', cpe = '', purl = '', models = [], udis = [] } = statement;
    const key = [vendor, statement.product, cpe, purl, ...models, ...udis].join('\u0000');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [statement]);
    else group.push(statement);
  }
  return [...groups.values()];
}

function verdictBy(decision: NameDecision, asset: Identity, { product }: StatedName): NameVerdict {
  const { verdict, by, at, why } = decision;
  const said = verdict === 'same' ? 'are the same product' : 'are different products';
  return {
    verdict,
    because: `${by.name} decided on ${at.slice(0, 10)} that "${asset.product}" and "${product}" ${said}: ${why}`,
  };
}
