import { textDefanger } from '../alerts/defang-text.ts';
import { quotedWords } from '../alerts/quotes.ts';
import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import { csvText } from '../domain/csv-text.ts';
import type { Indicator } from '../domain/indicator.ts';
import type { Evidence, Match, Verdict } from '../domain/match.ts';
import { watchlistOf } from '../domain/watch.ts';
import { extract } from '../extract/extract.ts';
import { defang } from '../indicators/defang.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import { explainSilence } from '../matching/why-not.ts';
import { FROM_PEOPLE, type PipelineDeps } from '../pipeline/deps.ts';
import { rangesOf } from '../pipeline/item-ranges.ts';
import { contentHash } from '../pipeline/poll.ts';
import type { RawItem } from '../ports/source.ts';
import type {
  CheckedAsset,
  TextCheck,
  TextCutAt,
  TextFindings,
  TextIndicator,
  TextOffice,
  TextOrigin,
  TextSaved,
} from '../ports/text-office.ts';

/** So many characters of a text are read: as many as Slack takes in one message. */
export const MOST_CHARACTERS = 40_000;
const MOST_ASSETS = 30;
const MOST_EVIDENCE = 4;

/** Reads texts that people point at, as the pipeline would read a document of the same words. */
export function createTextOffice(deps: PipelineDeps): TextOffice {
  return {
    extract: async (text) => findingsIn(await readText(deps, text), cutAt(text)),
    check: async (text) => checked(await readText(deps, text), await deps.assetIndex(), cutAt(text)),
    save: (text, origin, actor) => save(deps, text, origin, actor),
  };
}

function itemOf(text: string, origin?: TextOrigin): RawItem {
  const bytes = new TextEncoder().encode(text.slice(0, MOST_CHARACTERS));
  const guid = origin?.id ?? 'text';
  return { guid, format: 'text', bytes, ...(origin !== undefined && fromPerson(origin)) };
}

function fromPerson({ publisher, postedAt }: TextOrigin): Pick<RawItem, 'publisherName' | 'publishedAt'> {
  return { publisherName: publisher, publishedAt: postedAt };
}

async function readText({ read, lexicon, clock }: PipelineDeps, text: string): Promise<Advisory> {
  const raw = await read(itemOf(text));
  return extract(raw, { source: FROM_PEOPLE, revision: 1, fetchedAt: clock.now(), lexicon });
}

function cutAt(text: string): { readonly cutAt?: TextCutAt } {
  return text.length <= MOST_CHARACTERS ? {} : { cutAt: { read: MOST_CHARACTERS, of: text.length } };
}

function findingsIn(advisory: Advisory, cut: { readonly cutAt?: TextCutAt }): TextFindings {
  const { tlp, aliases: cves } = advisory;
  const safe = textDefanger([...advisory.indicators, ...advisory.setAside]);
  const shown = ({ type, value, because }: Indicator): TextIndicator => ({
    type,
    shown: defang(type, value),
    because: safe(because),
  });
  const indicators = advisory.indicators.map(shown);
  const setAside = advisory.setAside.map(shown);
  const byId = new Map(advisory.techniques.map((one) => [one.id, one]));
  const techniques = [...byId.values()].map(({ id, name }) => ({ id, ...(name !== undefined && { name }) }));
  const rows = [
    ['verdict', 'type', 'value_defanged', 'because'],
    ...indicators.map((one) => ['kept', one.type, one.shown, one.because]),
    ...setAside.map((one) => ['set aside', one.type, one.shown, one.because]),
    ...cves.map((id) => ['named', 'cve', id, '']),
    ...techniques.map(({ id, name }) => ['named', 'attack', id, name ?? '']),
  ];
  const file = { caseId: '', name: 'indicators.csv', title: 'Indicators of a message', content: csvText(rows), tlp };
  return { tlp, indicators, setAside, cves, techniques, file, ...cut };
}

function checked(advisory: Advisory, index: AssetIndex, cut: { readonly cutAt?: TextCutAt }): TextCheck {
  const { tlp, title, affected, gaps } = advisory;
  const safe = textDefanger([...advisory.indicators, ...advisory.setAside]);
  const matches = matchAdvisory(advisory, index);
  const touched = matches.flatMap((match) => {
    const asset = index.get(match.assetId);
    return asset === undefined || watchlistOf(asset) !== undefined ? [] : [{ asset, match }];
  });
  const of = (kind: Verdict['kind']) => touched.filter(({ match }) => match.verdict.kind === kind);
  const worstFirst = [...of('affected'), ...of('undecided'), ...of('not-affected')];
  const shown = worstFirst
    .slice(0, MOST_ASSETS)
    .map(({ asset, match }): CheckedAsset => ({ asset, ...verdictOn(match, safe) }));
  return {
    ...{ tlp, title: safe(title) },
    ...(touched.length === 0 && {
      whyNothing: matches.length > 0 ? ONLY_WATCHED : safe(explainSilence(advisory, index)),
    }),
    assets: { shown, total: touched.length },
    verdicts: {
      affected: of('affected').length,
      undecided: of('undecided').length,
      'not-affected': of('not-affected').length,
    },
    products: affected,
    gaps: gaps.map(({ because }) => safe(because)),
    ...cut,
  };
}

const ONLY_WATCHED = 'It concerns only what watchlists watch for, and nothing of the inventory.';

function verdictOn(match: Match, safe: (text: string) => string): Pick<CheckedAsset, 'verdict' | 'evidence'> {
  const { kind, because, question } = match.verdict;
  return {
    verdict: { kind, because: safe(because), ...(question !== undefined && { question: safe(question) }) },
    evidence: match.evidence.slice(0, MOST_EVIDENCE).map((one) => ({
      because: safe(evidenceWords(one)),
      ...('quote' in one && { quote: safe(quotedWords(one.quote.text)) }),
    })),
  };
}

function evidenceWords(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'version':
      return `${evidence.assetVersion ?? 'A version that nobody knows'} is ${evidence.verdict.kind} "${evidence.range}".`;
    case 'indicator-seen':
      return `It was seen on the asset: ${defang(evidence.type, evidence.value)}.`;
    default:
      return evidence.because;
  }
}

async function save(deps: PipelineDeps, text: string, origin: TextOrigin, actor: Actor): Promise<TextSaved> {
  const item = itemOf(text, origin);
  const itemId = await deps.store.saveGivenItem(FROM_PEOPLE.id, item, contentHash(deps, item), actor, deps.clock.now());
  if (itemId !== undefined) await deps.queue.add('ingest', rangesOf([itemId]));
  return { advisoryId: `${FROM_PEOPLE.id}:${origin.id}`, isKnown: itemId === undefined };
}
