import type { CvssScore, Mitigation } from '../../domain/advisory.ts';
import type { RawAdvisory } from '../../domain/raw-advisory.ts';
import type { Instant } from '../../domain/time.ts';
import { TLP_LABELS, type Tlp } from '../../domain/tlp.ts';
import { isWithdrawnTitle } from '../../domain/withdrawn-title.ts';
import { WardwatchError } from '../../errors.ts';
import type { RawItem } from '../../ports/source.ts';
import { charactersOf } from './characters.ts';
import { namesOfProducts, statementsOf } from './csaf-products.ts';
import { type JsonQuotes, jsonQuotes } from './csaf-quotes.ts';
import { productsOf } from './csaf-tree.ts';
import { scoreOf } from './cvss-score.ts';
import { readDate } from './dates.ts';
import { envelopeOf } from './html.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';
import { documentIdOf } from './normalised-text.ts';
import type { Format } from './types.ts';

/** A Common Security Advisory Framework document, 2.x (docs.oasis-open.org/csaf/csaf/v2.0). Its text is its JSON, written anew. */
export const csaf: Format = {
  id: 'csaf',
  async read(item) {
    return csafAdvisory(item, parsed(item.guid, charactersOf(item.bytes)));
  },
};

/** What a CSAF document, already parsed, says. */
export function csafAdvisory(item: RawItem, document: JsonRecord): RawAdvisory {
  const head = recordOf(document.document);
  const tracking = recordOf(head.tracking);
  const text = JSON.stringify(document, null, 1);
  const documentId = documentIdOf(text);
  const quotes = jsonQuotes(documentId, text);
  const vulnerabilities = recordsOf(document.vulnerabilities);
  const products = productsOf(document.product_tree);
  const { affected, gaps } = statementsOf(vulnerabilities, products, quotes);
  const groups = groupsOf(document.product_tree);
  const productsFor = (remediation: JsonRecord) => namesOfProducts(idsIn(remediation, groups), products);
  const tlp = tlpOf(head);
  const link = item.link ?? linkOf(head);
  const publisherName = textOf(recordOf(head.publisher).name);
  const publishedAt = dateOf(tracking) ?? item.publishedAt;
  return {
    publisherId: textOf(tracking.id) ?? item.guid,
    title: textOf(head.title) ?? item.title ?? item.guid,
    ...envelopeOf({ ...item, ...(link === undefined ? {} : { link }) }, undefined),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(publisherName === undefined ? {} : { publisherName }),
    documentId,
    text,
    textKind: 'json',
    facts: {
      affected,
      aliases: aliasesOf(tracking, vulnerabilities),
      cvss: vulnerabilities.flatMap(scoresOf),
      kev: [],
      mitigations: mitigationsOf(vulnerabilities, productsFor, quotes),
      exploited: vulnerabilities.some(isExploited),
      withdrawn: isWithdrawn(head),
      ...(tlp === undefined ? {} : { tlp }),
      gaps,
    },
    links: referencesOf([head, ...vulnerabilities]),
    gaps: [],
  };
}

/** Whether a JSON document calls itself CSAF 2. */
export function isCsaf(document: JsonRecord): boolean {
  const head = recordOf(document.document);
  return (textOf(head.csaf_version) ?? '').startsWith('2.') && textOf(recordOf(head.tracking).id) !== undefined;
}

function parsed(what: string, text: string): JsonRecord {
  const document = parsedJson(what, text);
  if (!isCsaf(document)) throw new WardwatchError('NOT_AN_ADVISORY', `${what} is JSON, but not a CSAF 2.x document.`);
  return document;
}

function dateOf(tracking: JsonRecord): Instant | undefined {
  return readDate(textOf(tracking.initial_release_date)) ?? readDate(textOf(tracking.current_release_date));
}

/** TLP 1's WHITE is CLEAR; a label that is neither TLP 1 nor TLP 2 is left to the source's own. */
function tlpOf(head: JsonRecord): Tlp | undefined {
  const label = (textOf(recordOf(recordOf(head.distribution).tlp).label) ?? '').toUpperCase().replace('TLP:', '');
  return label === 'WHITE' ? 'CLEAR' : TLP_LABELS.find((known) => known === label);
}

function linkOf(head: JsonRecord): string | undefined {
  const own = recordsOf(head.references).filter((reference) => reference.category === 'self');
  const addresses = own
    .map((reference) => textOf(reference.url))
    .filter((url) => url !== undefined && URL.canParse(url));
  return addresses.find((url) => url !== undefined && !url.endsWith('.json')) ?? addresses[0];
}

function referencesOf(parts: readonly JsonRecord[]): string[] {
  const addresses = parts.flatMap((part) => recordsOf(part.references)).map((reference) => textOf(reference.url) ?? '');
  return [...new Set(addresses.filter((url) => /^https?:/i.test(url) && URL.canParse(url)))];
}

/** CVE ids, the document's other names, and ids of other systems that look like a publisher's advisory number. */
function aliasesOf(tracking: JsonRecord, vulnerabilities: readonly JsonRecord[]): string[] {
  const cves = vulnerabilities.map((vulnerability) => textOf(vulnerability.cve)).filter((cve) => cve !== undefined);
  const others = vulnerabilities
    .flatMap((vulnerability) => recordsOf(vulnerability.ids))
    .map((entry) => textOf(entry.text) ?? '')
    .filter((name) => /^[A-Z]{2,12}[-:][\w:-]{0,30}\d{2,}/.test(name));
  return [...new Set([...cves, ...textsOf(tracking.aliases), ...others])];
}

function scoresOf(vulnerability: JsonRecord): CvssScore[] {
  const cve = textOf(vulnerability.cve);
  const holders = [
    ...recordsOf(vulnerability.scores),
    ...recordsOf(vulnerability.metrics).map((metric) => recordOf(metric.content)),
  ];
  const scores = holders.flatMap((holder) =>
    ['cvss_v2', 'cvss_v3', 'cvss_v4'].flatMap((key) =>
      holder[key] === undefined ? [] : [scoreOf(recordOf(holder[key]), cve)],
    ),
  );
  const known = new Map(scores.filter((score) => score !== undefined).map((score) => [JSON.stringify(score), score]));
  return [...known.values()];
}

const MITIGATION_KINDS: Readonly<Record<string, Mitigation['kind']>> = {
  vendor_fix: 'patch',
  optional_patch: 'patch',
  mitigation: 'mitigate',
  workaround: 'mitigate',
  none_available: 'none-available',
  no_fix_planned: 'none-available',
};

/** Each piece of advice once, for all products that it is given for. */
function mitigationsOf(
  vulnerabilities: readonly JsonRecord[],
  productsFor: (remediation: JsonRecord) => readonly string[],
  quotes: JsonQuotes,
): Mitigation[] {
  const mitigations = new Map<string, Mitigation>();
  for (const remediation of vulnerabilities.flatMap((one) => recordsOf(one.remediations))) {
    const kind = MITIGATION_KINDS[String(remediation.category)];
    const written = remediation.details;
    const text = textOf(written)?.replace(/\s+/g, ' ');
    if (kind === undefined || text === undefined || typeof written !== 'string') continue;
    const before = mitigations.get(`${kind} ${text}`);
    mitigations.set(`${kind} ${text}`, {
      kind,
      text,
      ...forProducts(before, productsFor(remediation)),
      quote: before?.quote ?? quotes.find(written) ?? quotes.start,
    });
  }
  return [...mitigations.values()];
}

/** The ids of products in each group (CSAF 2.0, 3.2.2.4). */
function groupsOf(tree: unknown): ReadonlyMap<unknown, readonly string[]> {
  return new Map(recordsOf(recordOf(tree).product_groups).map((one) => [one.group_id, textsOf(one.product_ids)]));
}

function idsIn(remediation: JsonRecord, groups: ReturnType<typeof groupsOf>): readonly string[] {
  const ofGroups = textsOf(remediation.group_ids).flatMap((group) => groups.get(group) ?? []);
  return [...textsOf(remediation.product_ids), ...ofGroups];
}

/** Advice that is given once without products is for all. */
function forProducts(before: Mitigation | undefined, names: readonly string[]): Pick<Mitigation, 'products'> {
  const isForAll = names.length === 0 || (before !== undefined && before.products === undefined);
  return isForAll ? {} : { products: [...new Set([...(before?.products ?? []), ...names])] };
}

/** The publisher says that the flaw is exploited: a date of it (CSAF 2.1), or a threat of that category without a "not". */
function isExploited(vulnerability: JsonRecord): boolean {
  if (recordsOf(vulnerability.first_known_exploitation_dates).length > 0) return true;
  return recordsOf(vulnerability.threats).some((threat) => {
    const details = threat.category === 'exploit_status' ? (textOf(threat.details) ?? '') : '';
    if (/exploited:\s?yes|exploitation detected/i.test(details)) return true;
    return (
      /exploit(ed|ation)/i.test(details) &&
      /wild|active|observed|known|ransomware/i.test(details) &&
      !/\b(no|not|none|never|unaware)\b|:\s?no\b/i.test(details)
    );
  });
}

/** CSAF 2.1 has categories for it (4.6, 4.7: such a document names no product any more); before, publishers write it in the title. */
function isWithdrawn(head: JsonRecord): boolean {
  if (head.category === 'csaf_withdrawn' || head.category === 'csaf_superseded') return true;
  return isWithdrawnTitle(textOf(head.title) ?? '');
}
