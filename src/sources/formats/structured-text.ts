import type { AffectedProduct, Interval, VersionRange } from '../../domain/advisory.ts';
import { isNonEmpty, type NonEmpty } from '../../domain/non-empty.ts';
import type { Quote } from '../../domain/quote.ts';
import type { Instant } from '../../domain/time.ts';
import type { RawItem } from '../../ports/source.ts';
import { schemeFor } from '../../versions/scheme-for.ts';
import { envelopeOf } from './html.ts';
import { documentIdOf, tidyLine } from './normalised-text.ts';

/** Versions as a record states them, read. */
export interface ToldRange {
  /** In the record's own words and numbers. */
  readonly words: string;
  readonly intervals: NonEmpty<Interval>;
}

/** A statement of a record, before it has a place in a text that can be quoted. */
export interface ToldProduct {
  readonly vendor?: string;
  readonly product: string;
  readonly status: AffectedProduct['status'];
  readonly openBecause?: string;
  readonly versions: NonEmpty<ToldRange> | 'all' | 'unstated';
  /** An id of `src/versions/registry.ts`; absent where the versions themselves decide. */
  readonly scheme?: string;
  readonly cpe?: string;
  readonly purl?: string;
  readonly cves: readonly string[];
}

/** A record written out in lines of words. */
interface StructuredText {
  readonly documentId: string;
  readonly text: string;
  /** Where the prose ends and the lines begin that say what the structure holds. */
  readonly proseEnd: number;
  readonly affected: readonly AffectedProduct[];
}

/** What every record's document takes over: its link, its own date before that of the envelope, and the words that it is written out as. */
export function recordFrame(item: RawItem, ownDate: Instant | undefined, written: StructuredText) {
  const { documentId, text, proseEnd } = written;
  const dated = ownDate === undefined ? item : { ...item, publishedAt: ownDate };
  return { ...envelopeOf(dated, undefined), documentId, text, proseEnd, textKind: 'prose' as const };
}

/** Writes a record out: its prose first, then a line for each statement of its structure, so that each can be quoted. */
export function structuredText(prose: readonly string[], told: readonly ToldProduct[]): StructuredText {
  const head = prose
    .flatMap((part) => part.split('\n'))
    .map(tidyLine)
    .filter((line) => line !== '')
    .join('\n');
  const lines: string[] = [];
  const places: { readonly line: number; readonly ranges: readonly number[] }[] = [];
  let at = head.length + 1;
  for (const each of told) {
    const { line, ranges } = lineOf(each);
    places.push({ line: at, ranges: ranges.map((offset) => at + offset) });
    lines.push(line);
    at += line.length + 1;
  }
  const text = [head, ...lines].join('\n');
  const documentId = documentIdOf(text);
  const quoteAt = (start: number, words: string): Quote => ({
    documentId,
    start,
    end: start + words.length,
    text: words,
  });
  const affected = told.map((each, index) => {
    const place = places[index];
    const quote = quoteAt(place?.line ?? 0, lines[index] ?? '');
    return productOf(each, quote, (range) => quoteAt(place?.ranges[range] ?? 0, wordsOf(each)[range] ?? ''));
  });
  return { documentId, text, proseEnd: head.length, affected };
}

function lineOf(told: ToldProduct): { readonly line: string; readonly ranges: readonly number[] } {
  const name = told.vendor === undefined ? told.product : `${told.vendor} | ${told.product}`;
  let line = `${STATUS_WORDS[told.status]}: ${tidyLine(name).replaceAll('\t', ' ')}: `;
  const ranges: number[] = [];
  for (const words of wordsOf(told)) {
    if (ranges.length > 0) line += '; ';
    ranges.push(line.length);
    line += words;
  }
  return { line, ranges };
}

const STATUS_WORDS: Readonly<Record<AffectedProduct['status'], string>> = {
  affected: 'Affected',
  fixed: 'Fixed',
  'not-affected': 'Not affected',
  'under-investigation': 'Not known whether affected',
};

function wordsOf({ versions }: ToldProduct): readonly string[] {
  if (versions === 'all') return ['every version'];
  if (versions === 'unstated') return ['versions that are not stated or could not be read'];
  return versions.map((range) => tidyLine(range.words).replaceAll('\t', ' '));
}

function productOf(told: ToldProduct, quote: Quote, quoteOf: (range: number) => Quote): AffectedProduct {
  const { vendor, product, status, openBecause, cpe, purl, cves } = told;
  return {
    ...(vendor === undefined ? {} : { vendor }),
    product,
    status,
    ...(openBecause === undefined ? {} : { openBecause }),
    versions: typeof told.versions === 'string' ? told.versions : rangesOf(told, told.versions, quoteOf),
    ...(cpe === undefined ? {} : { cpe }),
    ...(purl === undefined ? {} : { purl }),
    cves,
    quote,
  };
}

function rangesOf(
  { vendor, product, scheme }: ToldProduct,
  told: NonEmpty<ToldRange>,
  quoteOf: (range: number) => Quote,
): AffectedProduct['versions'] {
  const versions = told.flatMap(({ intervals }) =>
    intervals.flatMap(({ lower, upper }) => [lower?.version, upper?.version].filter((each) => each !== undefined)),
  );
  const chosen = scheme ?? schemeFor({ ...(vendor === undefined ? {} : { vendor }), product, versions });
  const ranges: VersionRange[] = told.map(({ intervals }, index) => ({
    scheme: chosen,
    intervals,
    quote: quoteOf(index),
  }));
  return isNonEmpty(ranges) ? ranges : 'unstated';
}
