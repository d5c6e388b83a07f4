import type { Advisory, AffectedProduct } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Evidence, Match } from '../domain/match.ts';
import { productName } from '../domain/product-name.ts';
import type { Quote } from '../domain/quote.ts';
import { describeRanges } from '../versions/range.ts';
import type { AssetIndex } from './asset-index.ts';
import { matchAdvisory } from './match.ts';
import { type NamePairFound, namesNear, statementsByName } from './name-pairs.ts';
import { schemesOf } from './why-scheme.ts';

/** One step of the reasoning from an advisory to an asset. */
export interface ExplainedStep {
  readonly about:
    | 'names'
    | 'versions'
    | 'status'
    | 'supplier'
    | 'indicators'
    | 'platform'
    | 'age'
    | 'end of life'
    | 'verdict'
    | 'to find out';
  /** One sentence for a person. */
  readonly said: string;
  readonly quote?: Quote;
}

/** How an advisory was held against one asset, and what came of it. */
export interface ExplainedAsset {
  /** `named`: a name of the advisory comes near, and no match rests on it. `none`: nothing does. */
  readonly outcome: Match['verdict']['kind'] | 'named' | 'none';
  readonly match?: Match;
  readonly steps: readonly ExplainedStep[];
}

/** Explains what an advisory says of an asset of the index, step by step: also why it says nothing. */
export function explainAsset(advisory: Advisory, asset: Asset, index: AssetIndex): ExplainedAsset {
  const match = matchAdvisory(advisory, index).find(({ assetId }) => assetId === asset.id);
  const names = namesBeside(advisory, asset, index);
  const meant = names.filter(({ pair }) => pair.verdict === 'same').flatMap(({ statements }) => statements);
  const steps: readonly ExplainedStep[] = [
    ...names.map(nameStep),
    ...evidenceSteps(match, 'product', 'names').filter(({ said }) => !names.some(({ pair }) => pair.because === said)),
    ...schemesOf(meant).map((said) => ({ about: 'versions' as const, said })),
    ...evidenceSteps(match, 'version', 'versions'),
    ...statusSteps(meant),
    ...orElse(evidenceSteps(match, 'supplier', 'supplier'), 'supplier', noSupplier(advisory, asset)),
    ...orElse(evidenceSteps(match, 'indicator-seen', 'indicators'), 'indicators', noIndicator(advisory, asset)),
    ...evidenceSteps(match, 'platform', 'platform'),
    ...orElse(evidenceSteps(match, 'age', 'age'), 'age', noAge(asset)),
    ...evidenceSteps(match, 'end-of-life', 'end of life'),
    ...verdictSteps(match),
  ];
  return {
    outcome: match?.verdict.kind ?? (names.length > 0 ? 'named' : 'none'),
    ...(match !== undefined && { match }),
    steps,
  };
}

interface NamesBeside {
  readonly statements: readonly AffectedProduct[];
  readonly pair: NamePairFound;
}

function namesBeside(advisory: Advisory, asset: Asset, index: AssetIndex): readonly NamesBeside[] {
  return statementsByName(advisory.affected).flatMap((statements) => {
    const [stated] = statements;
    const pairs = stated === undefined ? [] : [...namesNear(stated, index)];
    const isOf = ({ group }: NamePairFound) => [...group.assets].some(({ id }) => id === asset.id);
    return pairs.filter(isOf).map((pair) => ({ statements, pair }));
  });
}

function nameStep({ statements: [stated], pair: { verdict, because } }: NamesBeside): ExplainedStep {
  const taken = {
    same: 'taken for one product',
    different: 'not taken for one product',
    undecided: 'left open until a person decides',
  }[verdict];
  return { about: 'names', said: `${because}: ${taken}`, ...(stated !== undefined && { quote: stated.quote }) };
}

/** What the document itself calls fixed or not affected: it wins over a name. */
function statusSteps(statements: readonly AffectedProduct[]): readonly ExplainedStep[] {
  return statements
    .filter(({ status }) => status !== 'affected')
    .slice(0, MOST_STATUSES)
    .map((statement) => {
      const { status, versions, cves, quote } = statement;
      const which = typeof versions === 'string' ? `versions ${versions}` : describeRanges(versions);
      const flaws = cves.length === 0 ? '' : ` for ${cves.slice(0, MOST_STATUSES).join(', ')}`;
      return {
        about: 'status',
        said: `the document lists ${productName(statement)} (${which}) as ${status}${flaws}`,
        quote,
      };
    });
}

const MOST_STATUSES = 5;

function evidenceSteps(
  match: Match | undefined,
  kind: Evidence['kind'],
  about: ExplainedStep['about'],
): readonly ExplainedStep[] {
  return (match?.evidence ?? [])
    .filter((evidence) => evidence.kind === kind)
    .map((evidence) => ({
      about,
      said: saidBy(evidence),
      ...('quote' in evidence && { quote: evidence.quote }),
    }));
}

function saidBy(evidence: Evidence): string {
  if (evidence.kind === 'indicator-seen') return `an indicator of the advisory (${evidence.type}) was seen on it`;
  if (evidence.kind !== 'version') return evidence.because;
  const { assetVersion = 'a version that is not known', range, verdict } = evidence;
  const said = `${assetVersion} is ${verdict.kind} "${range}"`;
  return verdict.kind === 'undecided' ? `${said}: ${verdict.because}` : said;
}

function orElse(
  steps: readonly ExplainedStep[],
  about: ExplainedStep['about'],
  said: string | undefined,
): readonly ExplainedStep[] {
  return steps.length > 0 || said === undefined ? steps : [{ about, said }];
}

function noSupplier({ suppliers }: Advisory, { supplier }: Asset): string | undefined {
  if (suppliers.length === 0) return undefined;
  if (supplier === undefined) return 'the advisory names suppliers, and the inventory does not say who supplies it';
  return `its supplier ${supplier} is not named as the way in`;
}

function noIndicator({ indicators }: Advisory, { observables }: Asset): string | undefined {
  if (indicators.length === 0) return undefined;
  return observables.length === 0
    ? 'the advisory gives indicators, and the inventory names nothing that was seen on it'
    : 'none of the indicators was seen on it';
}

function noAge({ lastUpdatedAt }: Asset): string | undefined {
  return lastUpdatedAt === undefined ? 'the inventory does not say when it was last updated' : undefined;
}

function verdictSteps(match: Match | undefined): readonly ExplainedStep[] {
  if (match === undefined) return [{ about: 'verdict', said: 'the advisory does not touch it' }];
  const { kind, because, question } = match.verdict;
  return [
    { about: 'verdict', said: `${kind}: ${because}` },
    ...(question === undefined ? [] : [{ about: 'to find out' as const, said: question }]),
  ];
}
