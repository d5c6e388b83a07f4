import type { Command } from 'commander';
import { shippedData } from '../app-store.ts';
import { counted } from '../cases/listed.ts';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import { productName } from '../domain/product-name.ts';
import { WardwatchError } from '../errors.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import { type ExplainedAsset, explainAsset } from '../matching/explain-asset.ts';
import { type NamePairFound, namesNear } from '../matching/name-pairs.ts';
import { decisionsIn } from '../pipeline/inventory.ts';
import type { Store } from '../ports/store.ts';
import { type CommonOptions, command, withStore } from './context.ts';
import { safeMatch } from './evidence-words.ts';
import { print, printJson, printWrapped } from './print.ts';

/** `wardwatch assets explain ID`: every stored advisory that touches an asset, or nearly does, with the verdict and why. */
export function explainAssetCommand(): Command {
  return command('explain', 'Say which stored advisories touch an asset or nearly do, each with every reason', [
    'assets explain A-014',
    'assets explain A-014 --json',
  ])
    .argument('<id>', 'the asset')
    .action((id: string, options: CommonOptions) =>
      withStore(options, async ({ store }) => {
        const asset = (await store.seenAssets([id]))[0]?.asset;
        if (asset === undefined) throw noSuchAsset(id);
        const explained = await explain(store, asset);
        if (options.json) printExplainedJson(asset, explained);
        else printExplained(asset, explained);
      }),
    );
}

/** That the inventory holds no asset of this id. */
export function noSuchAsset(id: string): WardwatchError {
  return new WardwatchError('NOT_FOUND', `No asset is called "${id}". "wardwatch assets find" looks for words.`);
}

/** The index of one asset alone, with what people decided of names and how long makers mend what. */
export async function indexOfAsset(store: Store, asset: Asset): Promise<AssetIndex> {
  return buildAssetIndex([asset], shippedData().lexicon, await decisionsIn(store), await store.releaseCycles());
}

/** What an advisory says of the asset, step by step, with the words that each step rests on. */
export function printSteps({ steps }: ExplainedAsset, indent: number): void {
  for (const { about, said, quote } of steps) {
    printWrapped(`${about}: ${said}.`.replace(/([.?!])\.$/, '$1'), indent, '· ');
    if (quote !== undefined) printWrapped(`“${quote.text}”`, indent + 2);
  }
}

interface ExplainedAdvisory extends ExplainedAsset {
  readonly advisory: Advisory;
  readonly caseId?: string;
}

interface NearName {
  readonly name: string;
  readonly because: string;
}

interface Explained {
  readonly told: readonly ExplainedAdvisory[];
  /** Names that come near its own and are taken for another product. */
  readonly near: readonly NearName[];
  /** Advisories that are not shown, for there are too many. */
  readonly left: number;
}

/** More advisories than this nobody reads. */
const MOST_ADVISORIES = 100;
const MOST_NEAR = 20;

async function explain(store: Store, asset: Asset): Promise<Explained> {
  const index = await indexOfAsset(store, asset);
  const named = (await store.advisoryNames()).flatMap((name) =>
    [...namesNear(name, index)].map((pair) => ({ name, pair })),
  );
  const isOther = ({ pair }: { readonly pair: NamePairFound }) => pair.verdict === 'different';
  const near = named.filter(isOther).map(({ name, pair }) => ({ name: productName(name), because: pair.because }));
  const meant = named.filter((one) => !isOther(one)).map(({ name }) => name);
  const { advisories, total } = await store.advisoriesOn(meant, asset.id, MOST_ADVISORIES);
  const told: ExplainedAdvisory[] = [];
  for (const advisory of advisories) {
    const explained = explainAsset(advisory, asset, index);
    const caseId = await store.caseOf(advisory.id);
    if (explained.outcome !== 'none') told.push({ advisory, ...explained, ...(caseId !== undefined && { caseId }) });
  }
  return { told, near: distinct(near), left: total - advisories.length };
}

function distinct(near: readonly NearName[]): readonly NearName[] {
  return [...new Map(near.map((one) => [one.because, one])).values()];
}

const PARTS: readonly (readonly [ExplainedAsset['outcome'], string])[] = [
  ['affected', 'Affected'],
  ['undecided', 'Perhaps affected'],
  ['named', 'Withheld, until a person says what the names mean'],
  ['not-affected', 'Not affected'],
];

function printExplained(asset: Asset, { told, near, left }: Explained): void {
  printWrapped(`${asset.id}: ${productName(asset)} ${asset.version ?? '(version not known)'}`);
  for (const [outcome, title] of PARTS) {
    const own = told.filter((one) => one.outcome === outcome);
    if (own.length > 0) print(`\n${title} (${own.length})`);
    for (const one of own) printAdvisory(one);
  }
  if (near.length > 0) print(`\nNear names, taken for other products (${near.length})`);
  for (const { name, because } of near.slice(0, MOST_NEAR)) printWrapped(`${name}: ${because}.`, 2, '- ');
  if (near.length > MOST_NEAR) print(`  … and ${near.length - MOST_NEAR} more; --json lists them.`);
  if (left > 0) print(`\n${counted(left, 'older document')} of these names not shown.`);
  if (told.length === 0 && left === 0)
    print(`\nNo stored advisory touches it${near.length === 0 ? ', and none names anything near it' : ''}.`);
}

function printAdvisory({ advisory, caseId, ...explained }: ExplainedAdvisory): void {
  const where = caseId === undefined ? '' : ` (${caseId})`;
  printWrapped(`${datedAt(advisory).slice(0, 10)} ${advisory.id}${where}: ${advisory.title}`, 2, '- ');
  printSteps(explained, 4);
}

function printExplainedJson(asset: Asset, { told, near, left }: Explained): void {
  const lines = told.map(({ advisory, caseId, outcome, match, steps }) => ({
    ...{ asset: asset.id, advisory: advisory.id, title: advisory.title, outcome },
    ...(caseId !== undefined && { caseId }),
    ...(match !== undefined && { match: safeMatch(match) }),
    steps: steps.map(({ about, said, quote }) => ({ about, said, ...(quote !== undefined && { quote: quote.text }) })),
  }));
  for (const line of lines) printJson(line);
  printJson({ asset: asset.id, nearNames: near, notShown: left });
}
