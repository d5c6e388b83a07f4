import type { Indicator } from './indicator.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Gap, Quote } from './quote.ts';
import type { StoryMarks } from './story-marks.ts';
import { daysBetween, type Instant, type LocalDate } from './time.ts';
import type { Tlp } from './tlp.ts';

/** Who speaks. It decides what counts as independent, and a health or government body's first warning is always told. */
export type PublisherKind = 'health-body' | 'government' | 'vendor' | 'researcher' | 'press' | 'other';

export interface Publisher {
  readonly name: string;
  readonly kind: PublisherKind;
}

export type ProductStatus = 'affected' | 'fixed' | 'not-affected' | 'under-investigation';

export interface Bound {
  readonly version: string;
  readonly inclusive: boolean;
}

/** The versions between two bounds; without a lower bound it starts at the first version, without an upper one it has no end. */
export interface Interval {
  readonly lower?: Bound;
  readonly upper?: Bound;
}

/** Versions of one product, in the order of one version scheme. Inside any interval is inside the range. */
export interface VersionRange {
  /** An id of `src/versions/registry.ts`. */
  readonly scheme: string;
  readonly intervals: NonEmpty<Interval>;
  readonly quote: Quote;
}

/** Versions that the words of a document call neither affected nor free of it. */
export interface LeftOpen {
  /** In the scheme of the statement's ranges; empty: all that are not in these. */
  readonly intervals: readonly Interval[];
  /** As words after "Pump 1.2 on ward-7:". */
  readonly because: string;
}

/** A product that a document names, with what it says of it. */
export interface AffectedProduct {
  /** Absent where the document names no vendor. */
  readonly vendor?: string;
  readonly product: string;
  readonly status: ProductStatus;
  /** With `under-investigation`: why it is open where nobody says that they investigate, as words after "Pump 1.2 on ward-7:". */
  readonly openBecause?: string;
  /** `all`: the document says every version. `unstated`: it names no version, or names one that could not be read (then a gap says so). */
  readonly versions: NonEmpty<VersionRange> | 'all' | 'unstated';
  /** Where prose alone states the versions. */
  readonly leftOpen?: readonly LeftOpen[];
  /** The first version with the fix, as the publisher writes it. */
  readonly fixedVersion?: string;
  readonly cpe?: string;
  readonly purl?: string;
  /** The maker's model numbers and article numbers, as they stand. */
  readonly models?: readonly string[];
  /** Device identifiers (UDI-DI), each as `gtinOf` gives it. */
  readonly udis?: readonly string[];
  /** The document's own names of it, where it is a part of something larger ("openssl as a component of Example Linux 9"). */
  readonly inFull?: readonly string[];
  /** Not stated as such, but follows from what is: the whole of an affected part, or a model that stands where a version belongs. */
  readonly implied?: true;
  /** The CVE ids that this statement is about; empty when it is about the whole advisory. */
  readonly cves: readonly string[];
  readonly quote: Quote;
}

/** An organisation that a document names as supplier or service provider of the victims or of the product. */
export interface SupplierMention {
  /** As the lexicon names it today where it is known, else as written. */
  readonly name: string;
  readonly writtenAs: string;
  /** `way-in`: the document says that attackers came through it or its systems. */
  readonly role: 'way-in' | 'named';
  readonly quote: Quote;
}

/** A technique of MITRE ATT&CK, by id ("T1127.001") or by a name that the lexicon knows. */
export interface TechniqueMention {
  readonly id: string;
  readonly name?: string;
  readonly quote: Quote;
}

/** A word for a party, tool or place that the lexicon knows: an actor, malware, sector, campaign or platform. */
export interface NamedMention {
  readonly name: string;
  readonly quote: Quote;
}

export interface Exploitation {
  /** `none`: the document says that no exploitation is known. `unstated`: it says nothing. */
  readonly status: 'active' | 'public poc' | 'none' | 'unstated';
  /** The document ties the exploitation to ransomware. */
  readonly ransomware: boolean;
  readonly quotes: readonly Quote[];
}

/** When attackers were active. */
export interface Activity {
  /** The first and the last day that the document speaks of; without a last one it goes on, or nobody says when it ended. */
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly quotes: NonEmpty<Quote>;
}

/** What a publisher tells readers to do. */
export interface Mitigation {
  readonly kind: 'patch' | 'mitigate' | 'detect' | 'none-available';
  readonly text: string;
  /** The products that it is for, as `productName` calls them; absent where it is for all that the advisory names. */
  readonly products?: readonly string[];
  readonly quote: Quote;
}

/** CISA's Known Exploited Vulnerabilities entry (known_exploited_vulnerabilities_schema.json). */
export interface KevEntry {
  readonly cve: string;
  readonly dateAdded: LocalDate;
  readonly dueDate: LocalDate;
  readonly ransomware: boolean;
  readonly forensicTriage: boolean;
}

export interface CvssScore {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  /** As published. */
  readonly score?: number;
  readonly vector?: string;
  readonly cve?: string;
  /** Who scored: the one who assigned the CVE id, CISA's addition to the CVE record, or the NVD. Absent: the advisory's publisher. */
  readonly from?: 'CNA' | 'ADP' | 'NVD';
}

/** One publisher's words on one matter, as read at one revision. */
export interface Advisory {
  /** `<source>:<publisher's id>`, the same for every revision. */
  readonly id: string;
  /** Counts up from 1 each time the content changes. */
  readonly revision: number;
  readonly sourceId: string;
  readonly publisher: Publisher;
  readonly documentId: string;
  readonly title: string;
  readonly link?: string;
  /** Absent when the publisher gives no date that can be read; then the day it was first seen stands in and a gap says so. */
  readonly publishedAt?: Instant;
  readonly fetchedAt: Instant;
  /** When its first revision was fetched; absent in that one. */
  readonly firstSeenAt?: Instant;
  /** `vulnerability`: it is about flaws with ids. `threat`: it is about what attackers do. */
  readonly kind: 'vulnerability' | 'threat';
  /** CVE ids and other names that publishers share for one matter. */
  readonly aliases: readonly string[];
  /** CWE ids of the kinds of flaw that it names; absent where it names none. */
  readonly weaknesses?: readonly string[];
  readonly tlp: Tlp;
  readonly withdrawn: boolean;
  readonly affected: readonly AffectedProduct[];
  readonly suppliers: readonly SupplierMention[];
  /** Operating systems named as the place where it happens, not as what is affected. */
  readonly platforms: readonly NamedMention[];
  /** Kept as indicators. */
  readonly indicators: readonly Indicator[];
  /** Well formed, but not an indicator of this matter; each says why. */
  readonly setAside: readonly Indicator[];
  readonly techniques: readonly TechniqueMention[];
  readonly actors: readonly NamedMention[];
  readonly sectors: readonly NamedMention[];
  /** Countries and regions where it says that something happened; absent where it names none. */
  readonly regions?: readonly NamedMention[];
  /** Sentences that say an attack is going on or happened, beside `exploitation` of a flaw. */
  readonly campaign: readonly Quote[];
  /** Absent where it gives no date of it. */
  readonly activity?: Activity;
  readonly exploitation: Exploitation;
  readonly mitigations: readonly Mitigation[];
  readonly kev: readonly KevEntry[];
  readonly cvss: readonly CvssScore[];
  /** Absent where it is data without prose, or was read before there were any. */
  readonly marks?: StoryMarks;
  /** Data without prose that lists flaws of several products, each a story of its own. */
  readonly listsStories?: true;
  readonly gaps: readonly Gap[];
}

/** What an advisory says of its times. */
type Times = Pick<Advisory, 'publishedAt' | 'fetchedAt' | 'firstSeenAt'>;

/** The instant that orders an advisory in its story: the publisher's date, else when it was first seen. */
export function datedAt(advisory: Times): Instant {
  return advisory.publishedAt ?? seenAt(advisory);
}

/** An advisory that comes up so many days after its date was published late, or dated back. */
const LATE_DAYS = 30;

/** How many whole days after its date an advisory was first seen, where that is a month or more. */
export function daysLate(advisory: Times): number | undefined {
  const days = advisory.publishedAt === undefined ? 0 : daysBetween(advisory.publishedAt, seenAt(advisory));
  return days >= LATE_DAYS ? days : undefined;
}

function seenAt({ fetchedAt, firstSeenAt }: Times): Instant {
  return firstSeenAt ?? fetchedAt;
}
