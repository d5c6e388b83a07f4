/** What a feed says of one document. Texts are trimmed; an absent field is absent in the feed. */
export interface FeedEntry {
  /** Atom id, RSS guid or RDF about. */
  readonly id?: string;
  /** As written; see `Feed.link` and `base` for what completes a relative one. */
  readonly link?: string;
  /** The address that its links begin at, where the feed names one (xml:base). */
  readonly base?: string;
  readonly title?: string;
  /** As written: published, else updated; see `readDate`. */
  readonly date?: string;
  /** As written: when it was last changed. */
  readonly updated?: string;
  /** The publisher's count of its revisions, as the feed of Microsoft's Security Response Center writes it. */
  readonly revision?: string;
  /** HTML: content:encoded, else content, else summary or description. */
  readonly body?: string;
}

/** The dialect of a feed: RSS 0.91 to 2.0, RDF (RSS 0.90 and 1.0), Atom, Microsoft's Channel Definition Format, JSON Feed. */
export type FeedDialect = 'rss' | 'rdf' | 'atom' | 'cdf' | 'json-feed';

/** A feed in one shape, whatever its dialect. */
export interface Feed {
  readonly dialect: FeedDialect;
  readonly title?: string;
  /** The address of the site, which relative links begin at. */
  readonly link?: string;
  readonly entries: readonly FeedEntry[];
}
