import type { CvssScore, Mitigation } from '../../domain/advisory.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { cveProducts } from './cve-products.ts';
import { scoreOf } from './cvss-score.ts';
import { readDate } from './dates.ts';
import { englishIn, webAddressesIn } from './described.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from './json-access.ts';
import { recordFrame, structuredText, type ToldProduct } from './structured-text.ts';
import type { Format } from './types.ts';
import { weaknessesIn } from './weaknesses-in.ts';

/** A CVE record, version 5 (github.com/CVEProject/cve-schema), told as lines of words. */
export const cve: Format = {
  id: 'cve',
  async read(item) {
    const record = parsedJson(item.guid, charactersOf(item.bytes));
    if (!isCveRecord(record)) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not a CVE record of version 5.`);
    }
    const head = recordOf(record.cveMetadata);
    const id = textOf(head.cveId) ?? item.guid;
    const cna = recordOf(recordOf(record.containers).cna);
    const others = recordsOf(recordOf(record.containers).adp);
    const { told, gaps } = productsOf(id, cna, others);
    const name = textOf(cna.title);
    const title = name === undefined ? id : `${id}: ${name}`;
    const advice = adviceOf(cna);
    const prose = [
      title,
      ...englishIn(cna.descriptions),
      ...englishIn(cna.rejectedReasons),
      ...advice.map(({ text }) => text),
    ];
    const written = structuredText(prose, told);
    const publishedAt = readDate(textOf(head.datePublished)) ?? readDate(textOf(cna.datePublic));
    return {
      publisherId: id,
      title,
      ...recordFrame(item, publishedAt, written),
      facts: {
        affected: written.affected,
        aliases: [id],
        ...weaknessesIn([cna, ...others].map((container) => container.problemTypes)),
        cvss: [...scoresOf(cna, id, 'CNA'), ...others.flatMap((container) => scoresOf(container, id, 'ADP'))],
        kev: [],
        mitigations: mitigationsOf(advice, written),
        exploited: others.some(isExploited),
        withdrawn: textOf(head.state) === 'REJECTED',
        gaps,
      },
      links: webAddressesIn([cna, ...others]),
      gaps: [],
    };
  },
};

/** Whether a JSON document calls itself a CVE record of version 5. */
export function isCveRecord(document: JsonRecord): boolean {
  const isFifth = (textOf(document.dataVersion) ?? '').startsWith('5');
  return textOf(document.dataType) === 'CVE_RECORD' && isFifth && cveIdOf(document) !== undefined;
}

/** The id of a CVE record. */
export function cveIdOf(document: JsonRecord): string | undefined {
  return textOf(recordOf(document.cveMetadata).cveId);
}

/** The assigner's own words; what others (CISA) added stands in only where the assigner names no product or no versions. */
function productsOf(id: string, cna: JsonRecord, others: readonly JsonRecord[]): ReturnType<typeof cveProducts> {
  const own = cveProducts(recordsOf(cna.affected), id);
  if (own.told.some(saysVersions)) return own;
  const added = cveProducts(
    others.flatMap((container) => recordsOf(container.affected)),
    id,
  );
  return { told: [...own.told, ...added.told], gaps: added.told.some(saysVersions) ? added.gaps : own.gaps };
}

function saysVersions({ versions }: ToldProduct): boolean {
  return versions !== 'unstated';
}

interface Advice {
  readonly kind: Mitigation['kind'];
  readonly text: string;
}

function adviceOf(cna: JsonRecord): readonly Advice[] {
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  return [
    ...englishIn(cna.solutions).map((text) => ({ kind: 'patch' as const, text: oneLine(text) })),
    ...englishIn(cna.workarounds).map((text) => ({ kind: 'mitigate' as const, text: oneLine(text) })),
  ];
}

function mitigationsOf(
  advice: readonly Advice[],
  { documentId, text }: { readonly documentId: string; readonly text: string },
): Mitigation[] {
  return advice.flatMap((each) => {
    const start = text.indexOf(each.text);
    if (start < 0) return [];
    return [{ ...each, quote: { documentId, start, end: start + each.text.length, text: each.text } }];
  });
}

/** The scores of one container of a CVE record. */
export function scoresOf(container: JsonRecord, id: string, from: 'CNA' | 'ADP'): CvssScore[] {
  return recordsOf(container.metrics).flatMap((metric) =>
    ['cvssV2_0', 'cvssV3_0', 'cvssV3_1', 'cvssV4_0'].flatMap((key) => {
      const score = metric[key] === undefined ? undefined : scoreOf(recordOf(metric[key]), id, from);
      return score === undefined ? [] : [score];
    }),
  );
}

/** CISA's own reading (SSVC) says that the flaw is exploited, or lists it as known to be. */
function isExploited(container: JsonRecord): boolean {
  return recordsOf(container.metrics).some((metric) => {
    const other = recordOf(metric.other);
    const options = recordsOf(recordOf(other.content).options);
    return (
      textOf(other.type) === 'kev' || options.some((option) => textOf(option.Exploitation)?.toLowerCase() === 'active')
    );
  });
}
