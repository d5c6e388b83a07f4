import type { AffectedProduct, CvssScore, KevEntry, Mitigation } from './advisory.ts';
import type { Indicator } from './indicator.ts';
import type { Gap } from './quote.ts';
import type { Instant } from './time.ts';
import type { Tlp } from './tlp.ts';

/** What a document says by its structure (CSAF, KEV), before its prose is read. */
export interface StructuredFacts {
  readonly affected: readonly AffectedProduct[];
  readonly aliases: readonly string[];
  /** CWE ids; absent where the structure has no place for them or its text says them too. */
  readonly weaknesses?: readonly string[];
  readonly cvss: readonly CvssScore[];
  readonly kev: readonly KevEntry[];
  readonly mitigations: readonly Mitigation[];
  /** Listed by the structure itself, where it has a place for them; absent where it has none. */
  readonly indicators?: readonly Indicator[];
  /** Listed, but not to be looked for; each says why. */
  readonly setAside?: readonly Indicator[];
  readonly exploited: boolean;
  readonly withdrawn: boolean;
  readonly tlp?: Tlp;
  readonly gaps: readonly Gap[];
}

/** A document in one shape, whatever its format was: what formats give and extraction takes. */
export interface RawAdvisory {
  /** The publisher's own id where the document carries one, else its guid or address. */
  readonly publisherId: string;
  readonly title: string;
  readonly link?: string;
  readonly publishedAt?: Instant;
  /** Named in the document itself (CSAF); the source's publisher holds otherwise. */
  readonly publisherName?: string;
  readonly documentId: string;
  /** Normalised text: LF line ends, table cells apart by a tab, one block a line. Quotes point into it. */
  readonly text: string;
  /** How the text came to be: prose is read sentence by sentence, `json` only by its structure. */
  readonly textKind: 'prose' | 'json';
  /** UTF-16 offset where the prose ends and lines follow that only write out `facts`; absent where all of it is prose. */
  readonly proseEnd?: number;
  /** Present when the format has structure. */
  readonly facts?: StructuredFacts;
  /** Addresses that the document links to; they are references until the text says otherwise. */
  readonly links: readonly string[];
  readonly gaps: readonly Gap[];
}
