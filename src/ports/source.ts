import type { Publisher } from '../domain/advisory.ts';
import type { FlawReading, KevCatalogue, KevRow } from '../domain/flaw-facts.ts';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import type { Rhythm } from '../domain/rhythm.ts';
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
  | 'misp'
  | 'csv';

/** A document as it came, before anything is read from it. */
export interface RawItem {
  /** The publisher's id of it: the same for every revision of one document. */
  readonly guid: string;
  readonly title?: string;
  readonly link?: string;
  /** What the envelope (feed, listing, file name) says; the document itself may know better. */
  readonly publishedAt?: Instant;
  /** The date as the envelope writes it, where it cannot be the day of publication: no day at all, or one that is yet to come. */
  readonly dateNotRead?: string;
  /** Who speaks, where a person gave the document and it does not say so itself, or a mail's sender is known to speak for a publisher. */
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

/** Facts about flaws and versions that are no words of an advisory. */
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
  | { readonly kind: 'readings'; readonly readings: readonly CisaReading[] }
  /** How long makers mend their products: every cycle that the source lists now. */
  | { readonly kind: 'cycles'; readonly cycles: readonly ReleaseCycle[] };

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
      /** Documents from before the source was first asked, of a first look that takes several polls: no news, told as one summary. */
      readonly backlog?: readonly RawItem[];
      readonly facts?: SourceFacts;
      readonly refused: readonly RefusedItem[];
      /** What else is worth a word beside the outcome, e.g. what was left alone. */
      readonly aside?: string;
      /** To be stored only after every item is. */
      readonly cursor: Cursor;
      /** Something odd that a person should know, though all was read. */
      readonly warning?: string;
      /** Where it read what the source says of it. */
      readonly rhythm?: Rhythm;
    }
  | {
      readonly kind: 'unchanged';
      readonly warning?: string;
      readonly rhythm?: Rhythm;
      /** To be stored where only what the source is known again by changed; absent: the cursor stays. */
      readonly cursor?: Cursor;
    }
  | Refused;

/** Nothing was read: the cursor stays, and what was read before is kept. */
export interface Refused {
  readonly kind: 'refused';
  readonly because: string;
  readonly status?: number;
  /** Absent: as the status says. */
  readonly cause?: RefusalCause;
  readonly retryAfterMs?: number;
}

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
  | 'misp-feed'
  | 'mailbox'
  | 'endoflife'
  | 'webhook';

/** Where the mails of a `mailbox` lie, on an IMAP server. */
export interface Mailbox {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  /** `implicit`: encrypted from the first byte; `starttls`: before the password; `none`: only to this machine. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** It is opened by a token, for which the secret is exchanged; absent: the secret is its password. */
  readonly oauth?: MailOauth;
}

/** Where a mailbox's token is got, and by which app. */
export interface MailOauth {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope?: string;
  /** What the secret is: the app's own, or a refresh token that a person gave. */
  readonly grant: 'client-credentials' | 'refresh-token';
}

/** Whose mails are read, and who speaks in them. */
export interface MailSender {
  /** An address (`alerts@example.com`) or all of a domain (`@example.com`), in lower case. */
  readonly from: string;
  /** The source's where absent. */
  readonly publisher?: Publisher;
  readonly trusted: boolean;
}

/** A source as `config/sources/*.yaml` or the operator's config describes it. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: SourceKind;
  readonly publisher: Publisher;
  /** Its words may set "actively exploited" and "campaign". */
  readonly trusted: boolean;
  readonly tlp: Tlp;
  readonly everyMs: number;
  /** Without a successful read for so long it is stale; three intervals, and a day at least, where absent. */
  readonly staleAfterMs?: number;
  /** Ids of sources that stand by for it, in the order in which they are turned to. */
  readonly fallbacks?: readonly string[];
  /**
   * It is polled only while, of one of these lists, no source can be read: the one that it stands by for, and those that stand
   * by before it. Absent: it is polled always.
   */
  readonly standsBy?: readonly (readonly string[])[];
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
    /** The link to the next page of the list; absent: the list has one page. */
    readonly next?: string;
    /** The part of a linked page that holds the words; the whole page where absent. */
    readonly content?: string;
  };
  /** `feed`: entries are cut short, so each is read from the page that it links to. `mailbox`: documents that a mail links to are read. */
  readonly followLinks?: boolean;
  /** Words that stand in whatever is fetched from `url`; where one does not, something else came. */
  readonly markers?: readonly string[];
  /** `csaf`: documents that last changed longer ago are not read; absent: all are. */
  readonly lookBackDays?: number;
  /**
   * Only what is of one of these: `cve` assigners or vendors, `broadcom` segments of its list, `csaf` providers of an aggregator,
   * `openfda` words of the reason, `osv` ecosystems.
   */
  readonly only?: readonly string[];
  /** `mailbox`: the hosts from which linked documents are read, in lower case. */
  readonly linkHosts?: readonly string[];
  readonly mailbox?: Mailbox;
  /** `mailbox`: mails of others are left alone. */
  readonly senders?: readonly MailSender[];
  readonly internal: boolean;
  readonly userAgent?: string;
  /** The environment's variable that holds the password, key or token that the source wants. */
  readonly secretEnv?: string;
  /** A file of certificates (PEM) of the authority that the source's server stands under, in place of the public ones. */
  readonly caFile?: string;
  /** Largest document in bytes; the client's default where absent. */
  readonly maxBodyBytes?: number;
  /** Pages: robots.txt is not heeded, for this reason. */
  readonly robots?: { readonly ignore: string };
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
  /** A person said that a catalogue which shrank is right so. */
  readonly acceptSmaller?: boolean;
  /** The CVE ids that cases name, for `vulnrichment`, which is asked for each flaw. */
  readonly cves?: readonly string[];
}

/** Reads one kind of source. It never stores anything, and throws only WardwatchErrors. */
export interface SourceAdapter {
  readonly kind: SourceKind;
  poll(context: PollContext): Promise<PollOutcome>;
}
