import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { textDefanger } from '../alerts/defang-text.ts';
import { shippedData, systemClock } from '../app-store.ts';
import { counted, listed } from '../cases/listed.ts';
import { inventoryMappings } from '../config/inventory-mappings.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { Match, Verdict } from '../domain/match.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { extract } from '../extract/extract.ts';
import { assetsReader } from '../inventory/collect-assets.ts';
import { inventoryReader } from '../inventory/read-inventory.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import { explainSilence } from '../matching/why-not.ts';
import { schemesOfMatch } from '../matching/why-scheme.ts';
import { withheldNames } from '../matching/withheld.ts';
import type { AssetsCsv } from '../ports/inventory-file.ts';
import type { RawItem } from '../ports/source.ts';
import { pdfText } from '../sources/formats/pdf-text.ts';
import { readItem } from '../sources/formats/read-item.ts';
import { filesUnder, splitFile } from './advisory-files.ts';
import { evidenceSentence } from './evidence-words.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/**
 * `wardwatch try match --assets FILE ADVISORY…`: what documents say of an inventory, with every reason and its quote, without
 * config or database. Ends with exit code 2 where a document or a row of the inventory could not be read.
 */
export async function tryMatch(paths: readonly string[], assetsFile: string | undefined, json: boolean): Promise<void> {
  if (assetsFile === undefined || paths.length === 0)
    throw new WardwatchError(
      'USAGE',
      'Name the inventory and the documents: wardwatch try match --assets FILE ADVISORY…',
    );
  const files = paths.flatMap(filesUnder);
  const csv = await readInventory(assetsFile);
  const { lexicon } = shippedData();
  const index = buildAssetIndex(csv.assets, lexicon);
  let refused = csv.refused.length;
  const told: TriedDocument[] = [];
  for (const file of files) {
    for await (const document of matchFile(file, index, lexicon)) {
      if ('error' in document) refused += 1;
      if (json) printJson(document);
      else told.push(document);
    }
  }
  if (!json) printDocuments(told);
  for (const { line, because } of csv.refused) process.stderr.write(`${assetsFile}, line ${line}: ${because}\n`);
  if (refused > 0) process.exitCode = 2;
}

/** What one document says of the inventory, or why it could not be read. */
type TriedDocument = MatchedDocument | { readonly file: string; readonly error: string };

interface MatchedDocument {
  readonly file: string;
  readonly advisory: string;
  readonly title: string;
  readonly matches: readonly MatchedAsset[];
  /** Names that may mean one product, with what a person has to say. */
  readonly withheld: readonly {
    readonly inventoryName: string;
    readonly advisoryName: string;
    readonly assets: readonly string[];
    readonly because: string;
    readonly question: string;
  }[];
  /** Present where nothing is or may be affected. */
  readonly whyNothing?: string;
}

interface MatchedAsset {
  readonly asset: string;
  readonly product: string;
  readonly version?: string;
  readonly verdict: Verdict['kind'];
  readonly because: string;
  readonly question?: string;
  readonly matchers: Match['matchers'];
  /** In which order versions were compared, and whether that was inferred. */
  readonly comparedAs: readonly string[];
  readonly evidence: readonly { readonly kind: string; readonly because: string; readonly quote?: string }[];
}

async function readInventory(file: string): Promise<AssetsCsv> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new WardwatchError('NOT_FOUND', `The inventory cannot be read: ${messageOf(error)}.`);
  }
  return assetsReader(inventoryReader(inventoryMappings(undefined)))(bytes);
}

async function* matchFile(file: string, index: AssetIndex, lexicon: Lexicon): AsyncGenerator<TriedDocument> {
  const { items, refused } = splitFile(file);
  for (const { what, because } of refused) yield { file, error: what === file ? because : `${what}: ${because}` };
  for (const item of items) {
    try {
      yield documentOf(file, await readAdvisory(item, file, lexicon), index);
    } catch (error) {
      yield { file, error: messageOf(error) };
    }
  }
}

async function readAdvisory(item: RawItem, file: string, lexicon: Lexicon): Promise<Advisory> {
  const raw = await readItem(item, { pdfText });
  const publisher = { name: raw.publisherName ?? item.publisherName ?? basename(file), kind: 'other' as const };
  const source = { id: 'files', publisher, trusted: true, tlp: 'CLEAR' as const };
  return extract(raw, { source, revision: 1, fetchedAt: systemClock.now(), lexicon });
}

function documentOf(file: string, advisory: Advisory, index: AssetIndex): MatchedDocument {
  const safe = textDefanger([...advisory.indicators, ...advisory.setAside]);
  const matches = matchAdvisory(advisory, index);
  const withheld = withheldNames(advisory, index, new Set(matches.map(({ assetId }) => assetId)));
  return {
    ...{ file, advisory: advisory.id, title: safe(advisory.title) },
    matches: [...matches].sort(worstFirst).map((match) => matchedAsset(match, advisory, index, safe)),
    withheld: withheld.map(({ names, assets, because, question }) => ({
      inventoryName: nameOf(names.asset),
      advisoryName: nameOf(names.advisory),
      assets: assets.map(({ id }) => id),
      because,
      question,
    })),
    ...(matches.every(({ verdict }) => verdict.kind === 'not-affected') && {
      whyNothing: safe(explainSilence(advisory, index)),
    }),
  };
}

const WORST_FIRST: readonly Verdict['kind'][] = ['affected', 'undecided', 'not-affected'];

function worstFirst(a: Match, b: Match): number {
  return WORST_FIRST.indexOf(a.verdict.kind) - WORST_FIRST.indexOf(b.verdict.kind);
}

function matchedAsset(
  match: Match,
  advisory: Advisory,
  index: AssetIndex,
  safe: (text: string) => string,
): MatchedAsset {
  const { product = '', version } = index.get(match.assetId) ?? {};
  const { kind, because, question } = match.verdict;
  return {
    ...{ asset: match.assetId, product, ...(version !== undefined && { version }) },
    ...{ verdict: kind, because: safe(because), ...(question !== undefined && { question: safe(question) }) },
    matchers: match.matchers,
    comparedAs: schemesOfMatch(advisory, match),
    evidence: match.evidence.map((one) => ({
      kind: one.kind,
      because: safe(evidenceSentence(one)),
      ...('quote' in one && { quote: safe(one.quote.text) }),
    })),
  };
}

function nameOf({ vendor, product }: { readonly vendor?: string; readonly product: string }): string {
  return vendor === undefined ? product : `${vendor} ${product}`;
}

function printDocuments(documents: readonly TriedDocument[]): void {
  const read = documents.flatMap((one) => ('error' in one ? [] : one));
  const refused = documents.flatMap((one) => ('error' in one ? one : []));
  for (const { advisory, title, matches } of read.filter((one) => one.matches.length > 0)) {
    printWrapped(`${advisory.replace(/^files:/, '')}: ${title}`);
    printTable(
      ['asset', 'verdict', 'because'],
      matches.map((one) => [
        ...[one.asset, one.verdict],
        `${one.because}.${one.question === undefined ? '' : ` ${one.question}`} “${one.evidence[0]?.quote ?? ''}”`,
      ]),
    );
    print('');
  }
  const withheld = read.flatMap(({ advisory, withheld: open }) => open.map((one) => ({ advisory, ...one })));
  if (withheld.length > 0) print('Withheld, until a person says what the names mean:');
  for (const { advisory, question, because, assets } of withheld)
    printWrapped(
      `${advisory.replace(/^files:/, '')}: ${question} ${because}. ${counted(assets.length, 'asset')}: ${listed(assets)}.`,
      2,
      '- ',
    );
  const silent = read.flatMap((one) => (one.whyNothing === undefined ? [] : one));
  if (silent.length > 0) print('Nothing is affected by:');
  for (const { advisory, whyNothing } of silent)
    printWrapped(`${advisory.replace(/^files:/, '')}: ${whyNothing}`, 2, '- ');
  if (refused.length > 0) print('\nNot read:');
  for (const { file, error } of refused) printWrapped(`${file}: ${error}`, 2, '- ');
  const matches = read.flatMap((one) => one.matches);
  const counts = WORST_FIRST.map((kind) => `${matches.filter(({ verdict }) => verdict === kind).length} ${kind}`);
  print(`\n${counted(read.length, 'document')}: ${counts.join(', ')}, ${withheld.length} withheld.`);
}
