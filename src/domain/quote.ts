/** Words read from a stored document, with their place, so that a person can check the claim that rests on them. */
export interface Quote {
  /** The stored normalised text that the offsets point into. */
  readonly documentId: string;
  /** UTF-16 offset of the first character. */
  readonly start: number;
  /** UTF-16 offset after the last character. */
  readonly end: number;
  /** The words themselves: `document.slice(start, end)`. */
  readonly text: string;
}

/** Something a document may say that could not be read: recorded and shown, never dropped in silence. */
export interface Gap {
  readonly about: 'document' | 'products' | 'versions' | 'indicators' | 'dates' | 'severity';
  /** One sentence for a person: what was met and why it could not be read. */
  readonly because: string;
  readonly quote?: Quote;
}
