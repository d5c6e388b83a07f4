import type { Advisory } from '../domain/advisory.ts';
import type { Case, CaseAsset } from '../domain/case.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import type { VexStatement } from '../domain/handling.ts';
import type { Evidence, Verdict } from '../domain/match.ts';
import { productName } from '../domain/product-name.ts';
import { watchlistOf } from '../domain/watch.ts';
import { isSameSpelling } from '../matching/organisation-words.ts';
import { statementOn } from '../triage/declared.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';

export type EvidenceOf<Kind extends Evidence['kind']> = Extract<Evidence, { readonly kind: Kind }>;

/** An asset of a case as an alert speaks of it. */
export interface ConcernedAsset extends CaseAsset {
  /** What people call it: its host name, else its id. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
  /** A person's word that it is not affected, as long as it holds. */
  readonly statement?: VexStatement;
}

/** A supplier that is named as the way in, under all its names. */
export interface NamedSupplier {
  /** As it is called today. */
  readonly name: string;
  /** As the documents write it, where that is a third name. */
  readonly writtenAs?: string;
  /** As the inventory writes it, where that differs from today's name. */
  readonly inventoryName?: string;
  readonly assets: readonly ConcernedAsset[];
}

/** What a case means to the organisation: everything that an alert's sentences are made of. */
export interface Situation {
  readonly advisories: readonly Advisory[];
  /** Every asset of the case, most urgent first. */
  readonly all: readonly ConcernedAsset[];
  /** What watchlists watch for and the case concerns; it is nothing that the organisation runs. */
  readonly watched: readonly ConcernedAsset[];
  /** Those that are affected or may be. */
  readonly concerned: readonly ConcernedAsset[];
  /** Those on which an indicator was seen. */
  readonly hit: readonly ConcernedAsset[];
  readonly suppliers: readonly NamedSupplier[];
  /** The products of the concerned assets, as the advisories name them, each once. */
  readonly products: readonly string[];
  /** What is known of the flaws beside the advisories. */
  readonly facts: readonly FlawFacts[];
}

/** Reads the situation from a case. Withdrawn advisories do not speak, unless all are withdrawn. */
export function situationOf(one: Case): Situation {
  const members = one.members.map((member) => member.advisory);
  const standing = members.filter((advisory) => !advisory.withdrawn);
  const advisories = standing.length > 0 ? standing : members;
  const everything = one.assets.map((caseAsset) => concernedAsset(caseAsset, advisories, one.handling.statements));
  const all = everything.filter(({ asset }) => watchlistOf(asset) === undefined);
  const watched = everything.filter(
    ({ asset, triage }) => watchlistOf(asset) !== undefined && triage.priority !== 'INFO',
  );
  const concerned = all.filter((asset) => asset.triage.priority !== 'INFO');
  const hit = concerned.filter((asset) => evidenceOf(asset, 'indicator-seen').length > 0);
  return {
    advisories,
    all,
    watched,
    concerned,
    hit,
    suppliers: suppliersOf(concerned, advisories),
    products: productsOf(concerned, advisories),
    facts: one.facts ?? [],
  };
}

/** The evidence of one kind that an asset carries. */
export function evidenceOf<Kind extends Evidence['kind']>(
  asset: Pick<ConcernedAsset, 'evidence'>,
  kind: Kind,
): readonly EvidenceOf<Kind>[] {
  return asset.evidence.filter((one): one is EvidenceOf<Kind> => one.kind === kind);
}

function concernedAsset(
  caseAsset: CaseAsset,
  advisories: readonly Advisory[],
  statements: readonly VexStatement[],
): ConcernedAsset {
  const speaking = new Set(advisories.map((advisory) => advisory.id));
  const statement = statementOn(caseAsset.asset, statements, advisories);
  return {
    ...caseAsset,
    name: caseAsset.asset.hostname ?? caseAsset.asset.id,
    verdict: standingVerdict(advisories, caseAsset.matches),
    evidence: caseAsset.matches.filter((match) => speaking.has(match.advisoryId)).flatMap((match) => match.evidence),
    ...(statement !== undefined && { statement }),
  };
}

function suppliersOf(concerned: readonly ConcernedAsset[], advisories: readonly Advisory[]): readonly NamedSupplier[] {
  const mentions = advisories.flatMap((advisory) => advisory.suppliers);
  const byName = new Map<string, NamedSupplier>();
  for (const asset of concerned) {
    for (const { namedAs, role, assetSupplier } of evidenceOf(asset, 'supplier')) {
      if (role !== 'way-in') continue;
      const name = mentions.find((mention) => mention.writtenAs === namedAs)?.name ?? namedAs;
      const known = byName.get(name);
      const assets = known?.assets.includes(asset) ? known.assets : [...(known?.assets ?? []), asset];
      byName.set(
        name,
        known === undefined ? { name, ...otherNames(name, namedAs, assetSupplier), assets } : { ...known, assets },
      );
    }
  }
  return [...byName.values()];
}

function otherNames(name: string, writtenAs: string, inventoryName: string): Partial<NamedSupplier> {
  const differ = (a: string, b: string) => !isSameSpelling(a, b);
  const isThird = differ(writtenAs, name) && differ(writtenAs, inventoryName);
  return { ...(isThird && { writtenAs }), ...(differ(inventoryName, name) && { inventoryName }) };
}

function productsOf(concerned: readonly ConcernedAsset[], advisories: readonly Advisory[]): readonly string[] {
  const named = new Set(concerned.flatMap((asset) => evidenceOf(asset, 'product').map((one) => one.advisoryName)));
  const affected = advisories.flatMap((advisory) => advisory.affected);
  const full = [...named].map((name) => {
    const product = affected.find((one) => one.product === name || productName(one) === name);
    return product === undefined ? name : productName(product);
  });
  // "Relay Desk" beside "Acme Relay Desk" is the same product said shorter.
  return [...new Set(full)].filter((name) => !full.some((longer) => longer.endsWith(` ${name}`)));
}
