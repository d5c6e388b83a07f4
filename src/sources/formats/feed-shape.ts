/** What a feed says of one document. Texts are trimmed; an absent field is absent in the feed. */
export interface FeedEntry {
  /** Atom id, RSS guid or RDF about. */
  readonly id?: string;
  readonly link?: string;
  readonly title?: string;
  /** As written: published, else updated; see `readDate`. */
  readonly date?: string;
  /** HTML: content:encoded, else content, else summary or description. */
  readonly body?: string;
}

/** A feed in one shape, whatever its dialect. */
export interface Feed {
  readonly title?: string;
  readonly entries: readonly FeedEntry[];
}
