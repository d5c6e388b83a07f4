import type { Bound, CvssScore, Interval } from '../../domain/advisory.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import type { Gap } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { cveProducts } from './cve-products.ts';
import { scoreOf } from './cvss-score.ts';
import { readDate } from './dates.ts';
import { englishIn, webAddressesIn } from './described.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from './json-access.ts';
import { recordFrame, structuredText, type ToldProduct, type ToldRange } from './structured-text.ts';
import type { Format } from './types.ts';
import { weaknessesIn } from './weaknesses-in.ts';

/** One record of the NVD's API 2.0 (nvd.nist.gov/developers/vulnerabilities), told as lines of words. */
export const nvd: Format = {
  id: 'nvd',
  async read(item) {
    const record = parsedJson(item.guid, charactersOf(item.bytes));
    if (!isNvdRecord(record)) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not a record of the NVD.`);
    }
    const id = textOf(record.id) ?? item.guid;
    const { told, gaps } = productsOf(record, id);
    const written = structuredText([id, ...englishIn(record.descriptions)], told);
    const publishedAt = readDate(textOf(record.published));
    return {
      publisherId: id,
      title: id,
      ...recordFrame(item, publishedAt, written),
      facts: {
        affected: written.affected,
        aliases: [id],
        ...weaknessesIn(record.weaknesses),
        cvss: scoresOf(record, id),
        kev: [],
        mitigations: [],
        exploited: textOf(record.cisaExploitAdd) !== undefined,
        withdrawn: textOf(record.vulnStatus) === 'Rejected',
        gaps,
      },
      links: webAddressesIn([record]),
      gaps: [],
    };
  },
};

/** Whether a JSON object is the `cve` of a record of the NVD. */
export function isNvdRecord(record: JsonRecord): boolean {
  return (
    /^CVE-\d{4}-\d{4,19}$/.test(textOf(record.id) ?? '') &&
    Array.isArray(record.descriptions) &&
    textOf(record.vulnStatus) !== undefined
  );
}

/** The NVD's own configurations; where there are none yet, what the assigner says, which the NVD hands on since 2026. */
function productsOf(
  record: JsonRecord,
  id: string,
): { readonly told: readonly ToldProduct[]; readonly gaps: readonly Gap[] } {
  const configured = toldOf(record, id);
  if (configured.length > 0) return { told: configured, gaps: [] };
  const assigned = recordsOf(record.affected).flatMap(({ affectedData }) => recordsOf(affectedData));
  if (assigned.length > 0) return cveProducts(assigned, id);
  const because = 'The NVD names no product for this flaw yet.';
  return { told: [], gaps: textOf(record.vulnStatus) === 'Rejected' ? [] : [{ about: 'products', because }] };
}

/** The products of the configurations, each once with all its ranges. What is only the place (`vulnerable: false`) is left out. */
function toldOf(record: JsonRecord, id: string): readonly ToldProduct[] {
  const matches = recordsOf(record.configurations)
    .flatMap((configuration) => recordsOf(configuration.nodes))
    .flatMap((node) => recordsOf(node.cpeMatch))
    .filter((match) => match.vulnerable === true);
  const rows = new Map<
    string,
    { readonly base: Pick<ToldProduct, 'vendor' | 'product' | 'cpe'>; readonly ranges: ToldRange[] }
  >();
  const told: ToldProduct[] = [];
  for (const match of matches) {
    const criteria = textOf(match.criteria) ?? '';
    const [vendor, product, version, update] = cpeParts(criteria);
    if (vendor === undefined || product === undefined) continue;
    const base = { vendor, product, cpe: criteria };
    const interval = intervalOf(match, version, update);
    if (typeof interval === 'string') {
      told.push({ ...base, status: 'affected', versions: interval, cves: [id] });
      continue;
    }
    const row = rows.get(`${vendor}\n${product}`) ?? { base, ranges: [] };
    row.ranges.push({ words: wordsOf(match, criteria), intervals: [interval] });
    rows.set(`${vendor}\n${product}`, row);
  }
  for (const { base, ranges } of rows.values()) {
    if (isNonEmpty(ranges)) told.push({ ...base, status: 'affected', versions: ranges, cves: [id] });
  }
  return told;
}

/** Vendor, product, version and update of a CPE 2.3 name; `*` and `-` as they stand. */
function cpeParts(cpe: string): readonly (string | undefined)[] {
  const parts = cpe.split(/(?<!\\):/).map((part) => part.replace(/\\(.)/g, '$1'));
  if (parts[0] !== 'cpe' || parts[1] !== '2.3') return [];
  const words = (part: string | undefined) =>
    part === undefined || part === '*' || part === '-' ? undefined : part.replaceAll('_', ' ');
  return [words(parts[3]), words(parts[4]), parts[5], words(parts[6])];
}

function intervalOf(match: JsonRecord, version = '*', update: string | undefined): Interval | 'all' | 'unstated' {
  const lower = boundOf(match.versionStartIncluding, match.versionStartExcluding);
  const upper = boundOf(match.versionEndIncluding, match.versionEndExcluding);
  if (lower !== undefined || upper !== undefined) {
    return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
  }
  if (version === '*') return 'all';
  if (version === '-') return 'unstated';
  const exact = { version: update === undefined ? version : `${version} ${update}`, inclusive: true };
  return { lower: exact, upper: exact };
}

function boundOf(including: unknown, excluding: unknown): Bound | undefined {
  const within = textOf(including);
  const without = textOf(excluding);
  if (within !== undefined) return { version: within, inclusive: true };
  return without === undefined ? undefined : { version: without, inclusive: false };
}

function wordsOf(match: JsonRecord, criteria: string): string {
  const bounds = [
    'versionStartIncluding',
    'versionStartExcluding',
    'versionEndIncluding',
    'versionEndExcluding',
  ].flatMap((key) => (textOf(match[key]) === undefined ? [] : [`${key} ${textOf(match[key])}`]));
  return bounds.length === 0 ? criteria : bounds.join(', ');
}

function scoresOf(record: JsonRecord, id: string): CvssScore[] {
  return Object.values(recordOf(record.metrics))
    .flatMap(recordsOf)
    .map((metric) => scoreOf(recordOf(metric.cvssData), id, scorerOf(textOf(metric.source))))
    .filter((score) => score !== undefined);
}

/** The NVD hands on what the assigner and CISA scored, each with the id of who did. */
function scorerOf(source: string | undefined): CvssScore['from'] {
  if (source === undefined || source === 'nvd@nist.gov') return 'NVD';
  return source === CISA_ADP ? 'ADP' : 'CNA';
}

/** The id of the organisation behind CISA's additions to CVE records. */
const CISA_ADP = '134c704f-9b21-4f2e-91b3-4a467353bcc0';
