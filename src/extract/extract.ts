import type { Advisory, AffectedProduct, Publisher } from '../domain/advisory.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { Gap } from '../domain/quote.ts';
import type { RawAdvisory } from '../domain/raw-advisory.ts';
import type { StoryMarks } from '../domain/story-marks.ts';
import type { Instant } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import { isWithdrawnTitle } from '../domain/withdrawn-title.ts';
import { type FoundIndicator, findIndicators } from '../indicators/find.ts';
import { schemeFor } from '../versions/scheme-for.ts';
import { readActivity } from './activity.ts';
import { readActors } from './actors.ts';
import { readCampaign } from './campaign.ts';
import { withDeviceIdentifiers } from './device-identifiers.ts';
import { readExploitation } from './exploitation.ts';
import { gapOfCharacters, gapOfConflict, gapOfDate, gapOfOtherDate, gapOfProducts, gapOfTrust } from './gaps.ts';
import { ownHosts } from './hosts.ts';
import { lexiconFinders } from './lexicon-finders.ts';
import { listsStories } from './listed-stories.ts';
import { readMitigations } from './mitigations.ts';
import { readPlatforms } from './platforms.ts';
import { readProducts } from './products.ts';
import { type Prose, readProse } from './prose.ts';
import { readRegions } from './regions.ts';
import { sortIndicators } from './relevance.ts';
import { readScores } from './scores.ts';
import { readSectors } from './sectors.ts';
import { readStoryMarks } from './story-marks.ts';
import { readSuppliers, withoutMakers } from './suppliers.ts';
import { readTechniques } from './techniques.ts';
import { readTlp } from './tlp.ts';
import { readWeaknesses } from './weaknesses.ts';

/** What extraction must know beside the document. */
export interface ExtractContext {
  readonly source: {
    readonly id: string;
    readonly publisher: Publisher;
    /** Its words may set "actively exploited" and "campaign". */
    readonly trusted: boolean;
    /** Holds where the document itself carries no label. */
    readonly tlp: Tlp;
  };
  readonly revision: number;
  readonly fetchedAt: Instant;
  /** When its first revision was fetched; absent where this is it. */
  readonly firstSeenAt?: Instant;
  /** The date that its source gives, where that cannot be one. */
  readonly dateNotRead?: string;
  readonly lexicon: Lexicon;
}

type Told = Pick<
  Advisory,
  | 'affected'
  | 'suppliers'
  | 'platforms'
  | 'indicators'
  | 'setAside'
  | 'techniques'
  | 'actors'
  | 'sectors'
  | 'regions'
  | 'campaign'
  | 'activity'
  | 'exploitation'
  | 'mitigations'
  | 'gaps'
>;

/** Reads one document: every claim of the advisory carries the words it rests on, and what could not be read is a gap. */
export function extract(raw: RawAdvisory, context: ExtractContext): Advisory {
  const { advisory, readMarks } = read(raw, context);
  if (raw.textKind === 'prose') return { ...advisory, marks: readMarks() };
  const flaws = advisory.aliases.filter((alias) => alias.startsWith('CVE-'));
  return listsStories(advisory.title, flaws, advisory.affected) ? { ...advisory, listsStories: true } : advisory;
}

/** The same without what tells its story from others, which only the joining of cases asks for. */
export function extractClaims(raw: RawAdvisory, context: ExtractContext): Advisory {
  return read(raw, context).advisory;
}

interface Read {
  readonly advisory: Advisory;
  readonly readMarks: () => StoryMarks;
}

function read(raw: RawAdvisory, context: ExtractContext): Read {
  const { source } = context;
  const { publisher } = source;
  const words = raw.proseEnd === undefined ? raw.text : raw.text.slice(0, raw.proseEnd);
  const prose = readProse(raw.documentId, raw.title, words);
  const titleCves = cvesIn(raw.title);
  const found = findIndicators(words);
  const cves = unique([...(raw.facts?.aliases ?? []), ...titleCves, ...found.flatMap(cveOf)]);
  const weaknesses = unique([
    ...(raw.facts?.weaknesses ?? []),
    ...readWeaknesses(raw.title),
    ...readWeaknesses(raw.text),
  ]);
  const cvss = raw.facts?.cvss ?? readScores(raw.text, titleCves.length === 1 ? titleCves : cves);
  const told =
    raw.textKind === 'json'
      ? fromStructure(raw, prose, found, context)
      : fromProse(raw, prose, found, context, cves, publisher);
  const marksContext = {
    ...{ publisherId: raw.publisherId, publisher: publisher.name, affected: told.affected },
    ...{ found, cves, titleCves, finders: lexiconFinders(context.lexicon) },
  };
  const advisory = {
    id: `${source.id}:${raw.publisherId}`,
    revision: context.revision,
    sourceId: source.id,
    publisher,
    documentId: raw.documentId,
    title: raw.title,
    ...(raw.link === undefined ? {} : { link: raw.link }),
    ...(raw.publishedAt === undefined ? {} : { publishedAt: raw.publishedAt }),
    fetchedAt: context.fetchedAt,
    ...(context.firstSeenAt === undefined ? {} : { firstSeenAt: context.firstSeenAt }),
    kind:
      cves.length > 0 || isOfFlaw(raw, { publisher, cvss, weaknesses, affected: told.affected })
        ? 'vulnerability'
        : 'threat',
    aliases: cves,
    ...(weaknesses.length > 0 && { weaknesses }),
    tlp: raw.facts?.tlp ?? readTlp(raw.title) ?? readTlp(raw.text) ?? source.tlp,
    withdrawn: raw.facts?.withdrawn === true || isWithdrawnTitle(raw.title),
    kev: source.trusted ? (raw.facts?.kev ?? []) : [],
    cvss,
    ...told,
    gaps: [
      ...raw.gaps,
      ...(raw.facts?.gaps ?? []),
      ...told.gaps,
      ...unreadableCharacters(raw),
      ...(!source.trusted && isExploited(raw) && !told.gaps.some(({ about }) => about === 'severity')
        ? [gapOfTrust('exploitation', undefined)]
        : []),
      ...gapsOfDate(raw, context),
    ],
  } as const;
  return { advisory, readMarks: () => readStoryMarks(prose, marksContext) };
}

/** A flaw may have no CVE yet: then it has an entry in KEV, a score or a weakness, or the maker says which versions have it. */
function isOfFlaw(
  { facts }: RawAdvisory,
  said: Pick<Advisory, 'publisher' | 'cvss' | 'affected'> & { readonly weaknesses: readonly string[] },
): boolean {
  const isOfVersions = said.affected.some(({ status, versions }) => status === 'affected' && Array.isArray(versions));
  return (
    (facts?.kev.length ?? 0) > 0 ||
    said.cvss.length > 0 ||
    said.weaknesses.length > 0 ||
    (said.publisher.kind === 'vendor' && isOfVersions)
  );
}

function gapsOfDate(
  { publishedAt }: RawAdvisory,
  { firstSeenAt, fetchedAt, dateNotRead }: ExtractContext,
): readonly Gap[] {
  if (publishedAt === undefined) return [gapOfDate(firstSeenAt ?? fetchedAt, dateNotRead)];
  return dateNotRead === undefined ? [] : [gapOfOtherDate(dateNotRead)];
}

/** The gap of characters that could not be read, with the first words that hold one. */
function unreadableCharacters({ documentId, text }: RawAdvisory): Gap[] {
  const at = text.indexOf('\ufffd');
  if (at < 0) return [];
  const start = text.lastIndexOf('\n', at) + 1;
  const lineEnd = text.indexOf('\n', at);
  const [from, to] = [Math.max(start, at - 60), Math.min(lineEnd < 0 ? text.length : lineEnd, at + 60)];
  const quote = { documentId, start: from, end: to, text: text.slice(from, to) };
  return [gapOfCharacters(text.split('\ufffd').length - 1, quote)];
}

/** A document of data: its structure speaks, the text only gives ids. */
function fromStructure(
  raw: RawAdvisory,
  prose: Prose,
  found: readonly FoundIndicator[],
  context: ExtractContext,
): Told {
  const facts = raw.facts;
  return {
    affected: facts?.affected ?? [],
    suppliers: [],
    platforms: [],
    indicators: [],
    setAside: [],
    techniques: readTechniques(
      prose,
      found,
      { ...lexiconFinders(context.lexicon), techniques: NO_NAMES },
      context.lexicon.techniques,
    ),
    actors: [],
    sectors: [],
    campaign: [],
    exploitation: exploitedBy(raw, NOT_TRUSTED, context.source),
    mitigations: facts?.mitigations ?? [],
    gaps: [],
  };
}

const NO_NAMES = { find: () => [] };

function fromProse(
  raw: RawAdvisory,
  prose: Prose,
  found: readonly FoundIndicator[],
  context: ExtractContext,
  cves: readonly string[],
  publisher: Publisher,
): Told {
  const { lexicon, source } = context;
  const finders = lexiconFinders(lexicon);
  const suppliers = readSuppliers(prose, finders, publisher.name);
  const products = readProducts(prose, finders, { cves, suppliers, schemeFor });
  const merged = mergeAffected(raw.facts?.affected ?? [], products.affected);
  const exploitation = readExploitation(prose);
  const campaign = readCampaign(prose);
  const activity = readActivity(prose);
  const vendors = unique(merged.affected.flatMap((each) => (each.vendor === undefined ? [] : [each.vendor])));
  const regions = readRegions(prose, finders);
  const sorted = sortIndicators(prose, found, {
    lists: lexicon,
    publisherHosts: ownHosts(raw.link, publisher.name),
    links: new Set(raw.links),
    references: new Set(raw.facts === undefined ? [] : raw.links),
  });
  return {
    affected: withDeviceIdentifiers(merged.affected, prose),
    suppliers: withoutMakers(suppliers, vendors),
    platforms: readPlatforms(prose, finders, merged.affected),
    ...withListed(raw, sorted),
    techniques: readTechniques(prose, found, finders, lexicon.techniques),
    actors: readActors(prose, finders),
    sectors: readSectors(prose, finders, publisher.name),
    ...(regions.length > 0 && { regions }),
    campaign: source.trusted ? campaign : [],
    ...(activity !== undefined && { activity }),
    exploitation: exploitedBy(raw, source.trusted ? exploitation : withoutTrust(exploitation), source),
    mitigations: [...(raw.facts?.mitigations ?? []), ...readMitigations(prose)],
    gaps: [
      ...merged.gaps,
      ...products.gaps,
      ...(cves.length > 0 && merged.affected.length === 0 ? [gapOfProducts()] : []),
      ...(!source.trusted && exploitation.status === 'active'
        ? [gapOfTrust('exploitation', exploitation.quotes[0])]
        : []),
      ...(!source.trusted && campaign.length > 0 ? [gapOfTrust('an attack', campaign[0])] : []),
    ],
  };
}

/** What a structure lists as indicators, before what its prose names; the structure has the last word on a value. */
function withListed(
  { facts }: RawAdvisory,
  sorted: ReturnType<typeof sortIndicators>,
): Pick<Advisory, 'indicators' | 'setAside'> {
  const { indicators = [], setAside = [] } = facts ?? {};
  const listed = new Set([...indicators, ...setAside].map(({ type, value }) => `${type} ${value}`));
  const others = (found: Advisory['indicators']) => found.filter(({ type, value }) => !listed.has(`${type} ${value}`));
  return { indicators: [...indicators, ...others(sorted.kept)], setAside: [...setAside, ...others(sorted.setAside)] };
}

const NOT_TRUSTED: Advisory['exploitation'] = { status: 'unstated', ransomware: false, quotes: [] };

/** Anybody may say that exploit code is public, but not that attacks are. */
function withoutTrust(told: Advisory['exploitation']): Advisory['exploitation'] {
  return told.status === 'active' ? NOT_TRUSTED : { ...told, ransomware: false };
}

/** What a structure says outweighs the prose: a KEV entry is exploitation that somebody confirmed. Only a trusted source's counts. */
function exploitedBy(
  raw: RawAdvisory,
  told: Advisory['exploitation'],
  { trusted }: ExtractContext['source'],
): Advisory['exploitation'] {
  if (!trusted || !isExploited(raw)) return told;
  const kev = raw.facts?.kev ?? [];
  const ransomware = kev.length === 0 ? told.ransomware : kev.some((entry) => entry.ransomware);
  return { ...told, status: 'active', ransomware };
}

function isExploited(raw: RawAdvisory): boolean {
  return raw.facts?.exploited === true || (raw.facts?.kev.length ?? 0) > 0;
}

/**
 * Structure first. Where the prose names other versions of the same product both stay, so that the wider reading holds, and a gap says
 * so; what it only says again is left out.
 */
function mergeAffected(
  structured: readonly AffectedProduct[],
  told: readonly AffectedProduct[],
): { readonly affected: readonly AffectedProduct[]; readonly gaps: readonly Gap[] } {
  if (structured.length === 0) return { affected: told, gaps: [] };
  const known = new Map<string, Set<string>>();
  for (const { product, status, versions } of structured) {
    const ranges = known.get(nameKey(product)) ?? new Set<string>();
    for (const each of status === 'affected' ? rangesIn(versions) : []) ranges.add(each);
    known.set(nameKey(product), ranges);
  }
  const added: AffectedProduct[] = [];
  const gaps: Gap[] = [];
  // What the prose leaves open, the structure tells.
  for (const { leftOpen: _, ...each } of told) {
    const ranges = known.get(nameKey(each.product));
    if (ranges === undefined) added.push(each);
    else if (rangesIn(each.versions).some((range) => !ranges.has(range))) {
      added.push(each);
      if (ranges.size > 0) gaps.push(gapOfConflict(each.product, each.quote));
    }
  }
  return { affected: [...structured, ...added], gaps };
}

/** Letters and digits alone: "Example-CMS" and "Example CMS" are one name. */
function nameKey(product: string): string {
  return product.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function rangesIn(versions: AffectedProduct['versions']): readonly string[] {
  if (typeof versions === 'string') return versions === 'all' ? [versions] : [];
  return versions.flatMap(({ intervals }) =>
    intervals.map(({ lower, upper }) => JSON.stringify([lower?.version, upper?.version, upper?.inclusive])),
  );
}

function cvesIn(title: string): readonly string[] {
  return /\d/.test(title) ? findIndicators(title).flatMap(cveOf) : [];
}

function cveOf(found: FoundIndicator): readonly string[] {
  return found.type === 'cve' ? [found.value] : [];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
