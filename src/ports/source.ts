import type { Publisher } from '../domain/advisory.ts';
import type { FlawReading, KevCatalogue, KevRow } from '../domain/flaw-facts.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { HttpClient } from './http.ts';

/** How a stored document is to be read: an id of `src/sources/formats/registry.ts`. */
export type FormatId =
  | 'html'
  | 'text'
  | 'markdown'
  | 'pdf'
  | 'csaf'
  | 'cve'
  | 'nvd'
  | 'osv'
  | 'cvrf'
  | 'kev-entry'
  | 'broadcom-entry'
  | 'fda-recall'
  | 'stix'
  | 'misp';

/** A document as it came, before anything is read from it. */
export interface RawItem {
  /** The publisher's id of it: the same for every revision of one document. */
  readonly guid: string;
  readonly title?: string;
  readonly link?: string;
  /** What the envelope (feed, listing, file name) says; the document itself may know better. */
  readonly publishedAt?: Instant;
  /** Who speaks, where a person gave the document and it does not say so itself. */
  readonly publisherName?: string;
  readonly format: FormatId;
  /** The document's bytes: UTF-8 where it is text. */
  readonly bytes: Uint8Array;
}

/** A part of a source that could not be read, while the rest could. */
export interface RefusedItem {
  /** The file, address or entry, as a person would look for it. */
  readonly what: string;
  readonly because: string;
}

/** What an adapter remembers between polls: validators, what it has seen. Opaque to everybody else; JSON. */
export type Cursor = Readonly<Record<string, unknown>>;

/** Facts about flaws that are no words of an advisory. */
export type SourceFacts =
  /** All that a catalogue lists now. */
  | { readonly kind: 'catalogue'; readonly catalogue: KevCatalogue; readonly rows: readonly KevRow[] }
  /** All scores of a day, in the blocks of `epssBlocks`. */
  | {
      readonly kind: 'epss';
      readonly model?: string;
      readonly day?: LocalDate;
      readonly blocks: ReadonlyMap<string, string>;
    }
  /** What CISA added to some CVE records; the others stay as they were read before. */
  | { readonly kind: 'readings'; readonly readings: readonly CisaReading[] };

/** What CISA added to one CVE record. */
export interface CisaReading extends FlawReading {
  readonly cve: string;
  /** CISA's catalogue lists it, as the record says. */
  readonly listed?: KevRow;
}

export type PollOutcome =
  | {
      readonly kind: 'changed';
      /** Everything the source offers now, or at least all that changed; the store knows what is new. */
      readonly items: readonly RawItem[];
      readonly facts?: SourceFacts;
      readonly refused: readonly RefusedItem[];
      /** To be stored only after every item is. */
      readonly cursor: Cursor;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly because: string; readonly status?: number; readonly retryAfterMs?: number };

/** An id of `src/sources/registry.ts`. */
export type SourceKind =
  | 'feed'
  | 'listing'
  | 'kev'
  | 'csaf'
  | 'drop'
  | 'epss'
  | 'vulnrichment'
  | 'github'
  | 'cve'
  | 'nvd'
  | 'msrc'
  | 'paloalto'
  | 'broadcom'
  | 'openfda'
  | 'osv'
  | 'taxii'
  | 'misp-feed';

/** A source as `config/sources/*.yaml` or the operator's config describes it. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: SourceKind;
  readonly publisher: Publisher;
  /** Its words may set "actively exploited" and "campaign". */
  readonly trusted: boolean;
  readonly tlp: Tlp;
  readonly everyMs: number;
  /** Where to look; a folder of them for `vulnrichment`. `drop`, and `csaf` with a `path`, have none. */
  readonly url?: string;
  /** `drop`, `csaf`: a folder on this machine. */
  readonly path?: string;
  /** `listing`: CSS selectors. */
  readonly selectors?: {
    /** One element an entry. */
    readonly entry: string;
    /** The link within the entry; the entry itself where absent. */
    readonly link?: string;
    readonly title?: string;
    readonly date?: string;
    /** The part of a linked page that holds the words; the whole page where absent. */
    readonly content?: string;
  };
  /** `feed`: entries are cut short, so each is read from the page that it links to. */
  readonly followLinks?: boolean;
  /** Only what is of one of these: `cve` assigners or vendors, `broadcom` segments of its list, `openfda` words of the reason, `osv` ecosystems. */
  readonly only?: readonly string[];
  readonly internal: boolean;
  readonly userAgent?: string;
  /** The environment's variable that holds the password, key or token that the source wants. */
  readonly secretEnv?: string;
}

export interface PollContext {
  readonly source: SourceConfig;
  readonly cursor: Cursor | undefined;
  readonly http: HttpClient;
  readonly now: Instant;
  /** Lets so many milliseconds pass, between questions to a server that wants it so. */
  readonly pause: (ms: number) => Promise<void>;
  /** What `secretEnv` holds; absent where it names none, or none is set. */
  readonly secret?: string;
  /** The CVE ids that cases name, for `vulnrichment`, which is asked for each flaw. */
  readonly cves?: readonly string[];
}

/** Reads one kind of source. It never stores anything, and throws only WardwatchErrors. */
export interface SourceAdapter {
  readonly kind: SourceKind;
  poll(context: PollContext): Promise<PollOutcome>;
}
