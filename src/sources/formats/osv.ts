import type { CvssScore, Interval } from '../../domain/advisory.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import type { Gap } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { webAddressesIn } from './described.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';
import { recordFrame, structuredText, type ToldProduct, type ToldRange } from './structured-text.ts';
import type { Format } from './types.ts';
import { weaknessesIn } from './weaknesses-in.ts';

/** A vulnerability in the Open Source Vulnerability format (ossf.github.io/osv-schema), told as lines of words. */
export const osv: Format = {
  id: 'osv',
  async read(item) {
    const record = parsedJson(item.guid, charactersOf(item.bytes));
    if (!isOsv(record)) throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not an OSV document.`);
    const id = textOf(record.id) ?? item.guid;
    const aliases = [id, ...textsOf(record.aliases), ...textsOf(record.upstream)];
    const cves = aliases.filter((alias) => /^CVE-\d{4}-\d{4,19}$/.test(alias));
    const packages = recordsOf(record.affected).map((entry) => packageOf(entry, cves));
    const summary = textOf(record.summary);
    const title = summary === undefined ? id : `${id}: ${summary}`;
    const details = textOf(record.details);
    const told = packages.flatMap((each) => each.told);
    const written = structuredText([title, ...(details === undefined ? [] : [details])], told);
    const publishedAt = readDate(textOf(record.published)) ?? readDate(textOf(record.modified));
    return {
      publisherId: id,
      title,
      ...recordFrame(item, publishedAt, written),
      facts: {
        affected: written.affected,
        aliases: [...new Set(aliases)],
        ...weaknessesIn(record.database_specific),
        cvss: recordsOf(record.severity).flatMap((each) => scoreOf(each, cves[0])),
        kev: [],
        mitigations: [],
        exploited: false,
        withdrawn: textOf(record.withdrawn) !== undefined,
        gaps: packages.flatMap((each) => each.gaps),
      },
      links: webAddressesIn([record]),
      gaps: [],
    };
  },
};

/** Whether a JSON document has what every OSV document has, and the packages that it is about. */
export function isOsv(document: JsonRecord): boolean {
  return (
    textOf(document.id) !== undefined && textOf(document.modified) !== undefined && Array.isArray(document.affected)
  );
}

/** Ecosystems whose versions have an order of their own (OSV schema, `affected[].package.ecosystem`); the part after a colon is the release. */
const SCHEMES: Readonly<Record<string, string>> = {
  npm: 'npm',
  pypi: 'pypi',
  maven: 'maven',
  rubygems: 'gem',
  packagist: 'composer',
  nuget: 'nuget',
  go: 'semver',
  'crates.io': 'semver',
  hex: 'semver',
  pub: 'semver',
  debian: 'deb',
  ubuntu: 'deb',
  alpine: 'apk',
  wolfi: 'apk',
  chainguard: 'apk',
  'red hat': 'rpm',
  'rocky linux': 'rpm',
  almalinux: 'rpm',
  suse: 'rpm',
  opensuse: 'rpm',
  mageia: 'rpm',
};

function packageOf(
  entry: JsonRecord,
  cves: readonly string[],
): { readonly told: readonly ToldProduct[]; readonly gaps: readonly Gap[] } {
  const named = recordOf(entry.package);
  const ranges = recordsOf(entry.ranges).filter((range) => range.type !== 'GIT');
  const repository = recordsOf(entry.ranges)
    .map((range) => textOf(range.repo))
    .find((repo) => repo !== undefined);
  const product = textOf(named.name) ?? repository;
  if (product === undefined)
    return { told: [], gaps: [{ about: 'products', because: 'The document names no package in its structure.' }] };
  const scheme = SCHEMES[(textOf(named.ecosystem) ?? '').split(':')[0]?.toLowerCase() ?? ''];
  const purl = textOf(named.purl);
  const told = ranges.flatMap(rangesOf);
  const versions = told.length > 0 ? told : textsOf(entry.versions).map(exactly);
  const isEvery = ranges.some((range) => isOpenFromStart(recordsOf(range.events)));
  const base = {
    product,
    ...(scheme === undefined ? {} : { scheme }),
    ...(purl === undefined ? {} : { purl }),
    status: 'affected' as const,
    cves,
  };
  if (isEvery) return { told: [{ ...base, versions: 'all' }], gaps: [] };
  if (isNonEmpty(versions)) return { told: [{ ...base, versions }], gaps: [] };
  const because = `The versions of ${product} are given only as commits of its source, which could not be read as a range.`;
  return { told: [{ ...base, versions: 'unstated' }], gaps: [{ about: 'versions', because }] };
}

/** Every event closes or opens: introduced, fixed, last affected (OSV schema, `affected[].ranges[].events`). */
function rangesOf(range: JsonRecord): readonly ToldRange[] {
  const ranges: ToldRange[] = [];
  let open: { readonly from: string } | undefined;
  const close = (upper: Interval['upper'], words: string) => {
    if (open === undefined && upper === undefined) return;
    const from = open?.from ?? '0';
    const lower = from === '0' ? undefined : { version: from, inclusive: true };
    const interval = { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
    ranges.push({ words: `introduced ${from}${words}`, intervals: [interval] });
    open = undefined;
  };
  for (const event of recordsOf(range.events)) {
    const introduced = textOf(event.introduced);
    const fixed = textOf(event.fixed);
    const last = textOf(event.last_affected);
    if (introduced !== undefined) {
      close(undefined, '');
      open = { from: introduced };
    }
    if (fixed !== undefined) close({ version: fixed, inclusive: false }, `, fixed ${fixed}`);
    if (last !== undefined) close({ version: last, inclusive: true }, `, last affected ${last}`);
  }
  close(undefined, '');
  return ranges;
}

function isOpenFromStart(events: readonly JsonRecord[]): boolean {
  return events.length > 0 && events.every((event) => textOf(event.introduced) === '0');
}

function exactly(version: string): ToldRange {
  const bound = { version, inclusive: true };
  return { words: version, intervals: [{ lower: bound, upper: bound }] };
}

/** OSV gives vectors without scores. */
function scoreOf(severity: JsonRecord, cve: string | undefined): CvssScore[] {
  const vector = textOf(severity.score);
  const found = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(vector ?? '')?.[1];
  const version = (['3.0', '3.1', '4.0'] as const).find((known) => known === found);
  if (vector === undefined || version === undefined) return [];
  return [{ version, vector, ...(cve === undefined ? {} : { cve }) }];
}
