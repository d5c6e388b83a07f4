import type { Gap, Quote } from '../domain/quote.ts';

/**
 * The publisher gives no date that can be read, so that the day it was first seen stands in. `written`: a date that its source
 * gives and that cannot be one.
 */
export function gapOfDate(seenAt: string, written: string | undefined): Gap {
  const why =
    written === undefined
      ? 'The document gives no date that could be read'
      : `The document is dated "${written}", which is no day that has come`;
  return { about: 'dates', because: `${why}; the day it was fetched (${seenAt.slice(0, 10)}) stands in.` };
}

/** The source dates a document by what cannot be its day, while the document itself gives one. */
export function gapOfOtherDate(written: string): Gap {
  return {
    about: 'dates',
    because: `Its source dates it "${written}", which is no day that has come; the date in the document itself stands in.`,
  };
}

/** So many characters are not those that were written; they stand as U+FFFD. */
export function gapOfCharacters(count: number, quote: Quote): Gap {
  return {
    about: 'document',
    because: `${count === 1 ? 'One character' : `${count} characters`} of the text could not be read, since it is not encoded as it says; names, versions and indicators beside "\ufffd" may be wrong.`,
    quote,
  };
}

/** A version was met that could not be put into a range. */
export function gapOfVersions(product: string, quote: Quote): Gap {
  return {
    about: 'versions',
    because: `The text speaks of versions of ${product}, but not in a way that could be read as a range.`,
    quote,
  };
}

/** Structure and prose of one document name different versions of one product. */
export function gapOfConflict(product: string, quote: Quote): Gap {
  return {
    about: 'versions',
    because: `The document's structure and its text name different versions of ${product}; both are kept, so that the wider reading holds.`,
    quote,
  };
}

/** The document speaks of flaws but names no product that could be read. */
export function gapOfProducts(): Gap {
  return { about: 'products', because: 'The document names flaws, but no product could be read from it.' };
}

/** A source that is not marked as trusted speaks of exploitation or an attack. */
export function gapOfTrust(what: string, quote: Quote | undefined): Gap {
  return {
    about: 'severity',
    because: `The text speaks of ${what}, but its source is not marked as trusted, so it does not count.`,
    ...(quote === undefined ? {} : { quote }),
  };
}

/** Versions are named, but no product that they belong to. */
export function gapOfNamelessVersions(quote: Quote): Gap {
  return { about: 'products', because: 'The text names affected versions, but not of which product.', quote };
}
