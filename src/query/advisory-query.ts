import { textDefanger } from '../alerts/defang-text.ts';
import { type AdvisoryQuery, QUERY_STATUSES } from '../domain/advisory-query.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { PRIORITIES } from '../domain/triage.ts';
import { cve } from '../indicators/cve.ts';
import { findIndicators } from '../indicators/find.ts';

/** What somebody typed, understood; or one or two sentences that say what is wrong with it and what would be right. */
export type QueryReading =
  | { readonly kind: 'query'; readonly query: AdvisoryQuery }
  | { readonly kind: 'slip'; readonly words: string };

/**
 * Reads a search as people type it: words, and fields such as `product:"Windows Server"`. Quotes keep several words
 * together. A CVE id that stands alone needs no field. An empty text finds everything.
 */
export function readAdvisoryQuery(text: string): QueryReading {
  if (text.length > MOST_CHARACTERS) {
    return slip(`The search has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`);
  }
  const words: string[] = [];
  let fields: Partial<AdvisoryQuery> = {};
  for (const piece of text.match(PIECES) ?? []) {
    if (!QUOTED_WELL.test(piece)) return slip(QUOTE_WORDS);
    const named = FIELD.exec(piece);
    if (named === null) words.push(piece);
    else {
      const read = readField(named[1] ?? '', (named[2] ?? '').replaceAll('"', '').trim(), fields);
      if (typeof read === 'string') return slip(read);
      fields = { ...fields, ...read };
    }
  }
  const alone = words.length === 1 && fields.cve === undefined ? cve.canonical(words[0] ?? '') : undefined;
  if (alone !== undefined) return { kind: 'query', query: { ...fields, words: '', cve: alone } };
  return { kind: 'query', query: { ...fields, words: words.join(' ') } };
}

/** The search as it is typed: `readAdvisoryQuery` reads it back as the same search. */
export function writeAdvisoryQuery(query: AdvisoryQuery): string {
  const fields = ADVISORY_FIELDS.flatMap(({ name, write }) => {
    const value = write(query);
    return value === undefined ? [] : [`${name}:${/\s/.test(value) ? `"${value}"` : value}`];
  });
  return [...(query.words === '' ? [] : [query.words]), ...fields].join(' ');
}

/** The search for a person to read: as it is typed, with every indicator defanged. */
export function describeAdvisoryQuery(query: AdvisoryQuery): string {
  return defanged(writeAdvisoryQuery(query));
}

function defanged(text: string): string {
  return textDefanger(findIndicators(text))(text);
}

/** A field of a search, as people write it before a colon. */
export interface AdvisoryField {
  readonly name: string;
  readonly example: string;
  /** What is true of an advisory that it finds. */
  readonly finds: string;
  /** What may stand behind the colon. */
  readonly takes: string;
  /** Undefined where the field does not take this value. */
  readonly read: (value: string) => Partial<AdvisoryQuery> | undefined;
  readonly write: (query: AdvisoryQuery) => string | undefined;
  /** Every value that the field takes, where they are words in which a slip can be seen. */
  readonly choices?: readonly string[];
}

/** The fields of a search, in the order in which help names them. */
export const ADVISORY_FIELDS: readonly AdvisoryField[] = [
  {
    name: 'cve',
    example: 'cve:CVE-2024-1709',
    finds: 'names this flaw',
    takes: 'an id such as CVE-2024-1709',
    read: (value) => {
      const id = cve.canonical(value);
      return id === undefined ? undefined : { cve: id };
    },
    write: (query) => query.cve,
  },
  {
    name: 'product',
    example: 'product:"Windows Server"',
    finds: 'names a product with these words',
    takes: 'words of a name',
    read: (product) => ({ product }),
    write: (query) => query.product,
  },
  {
    name: 'vendor',
    example: 'vendor:"Example Devices"',
    finds: 'names a vendor with these words',
    takes: 'words of a name',
    read: (vendor) => ({ vendor }),
    write: (query) => query.vendor,
  },
  {
    name: 'source',
    example: 'source:cisa-kev',
    finds: 'comes from this source',
    takes: 'the id of a source',
    read: (source) => ({ source: source.toLowerCase() }),
    write: (query) => query.source,
  },
  {
    name: 'priority',
    example: 'priority:P1',
    finds: 'is in a case of this priority',
    takes: PRIORITIES.join(', '),
    read: (value) => {
      const priority = PRIORITIES.find((one) => one === value.toUpperCase());
      return priority === undefined ? undefined : { priority };
    },
    write: (query) => query.priority,
  },
  {
    name: 'ioc',
    example: 'ioc:evil[.]example',
    finds: 'names this indicator, written defanged or not',
    takes: 'an address, a host, a hash or another indicator',
    read: (indicator) => ({ indicator }),
    write: (query) => query.indicator,
  },
  {
    name: 'after',
    example: 'after:2024-02-01',
    finds: 'is dated on this day or later',
    takes: 'a day such as 2024-02-01',
    read: (value) => {
      const after = startOfDay(value);
      return after === undefined ? undefined : { after };
    },
    write: (query) => (query.after === undefined ? undefined : dayOf(query.after)),
  },
  {
    name: 'status',
    example: 'status:open',
    finds: 'is in a case that stands so; "none" finds what is in no case',
    takes: QUERY_STATUSES.join(', '),
    choices: QUERY_STATUSES,
    read: (value) => {
      const status = QUERY_STATUSES.find((one) => one === value.toLowerCase());
      return status === undefined ? undefined : { status };
    },
    write: (query) => query.status,
  },
];

/** Long enough for every honest search, and short enough to travel in a button's value. */
const MOST_CHARACTERS = 500;

/** Pieces of a search: a field with a quoted value, quoted words, or anything up to the next white space. */
const PIECES = /\p{L}+:"[^"]*"|"[^"]*"|\S+/gu;
const FIELD = /^(\p{L}+):(.*)$/su;
/** No quotation mark at all, or one at either end of the words or of the value. */
const QUOTED_WELL = /^(?:[^"]*|(?:\p{L}+:)?"[^"]*")$/u;
const QUOTE_WORDS =
  'A quotation mark opens or closes nothing. Write quotes around whole words: product:"Windows Server".';

function slip(words: string): QueryReading {
  return { kind: 'slip', words };
}

function readField(written: string, value: string, sofar: Partial<AdvisoryQuery>): Partial<AdvisoryQuery> | string {
  const field = ADVISORY_FIELDS.find(({ name }) => name === written.toLowerCase());
  if (field === undefined) return unknownField(written);
  const { name, takes, example, choices = [] } = field;
  if (value === '') return `Nothing stands behind ${name}:. It takes ${takes}, without a space before it: ${example}.`;
  if (field.write({ words: '', ...sofar }) !== undefined) return `${name}: stands there twice; write it once.`;
  const near = nearestName(value, choices);
  return field.read(value) ?? `${name}: does not take "${defanged(value)}"${didYouMean(near)} It takes ${takes}.`;
}

function unknownField(written: string): string {
  const names = ADVISORY_FIELDS.map(({ name }) => name);
  const near = nearestName(written, names);
  return `No field is called ${written}:${didYouMean(near === undefined ? undefined : `${near}:`)} The fields are ${names.join(', ')}. Write ioc: before an address, and quotes around words that hold a colon.`;
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? '.' : `; did you mean ${near}?`;
}

/** The first instant of a day that the calendar has; undefined for anything else. */
function startOfDay(value: string): Instant | undefined {
  const at = new Date(`${value}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(at.getTime())) return undefined;
  return dayOf(at.toISOString()) === value ? at.toISOString() : undefined;
}
