import type { Instant } from '../../domain/time.ts';
import { WardwatchError } from '../../errors.ts';
import type { RawItem } from '../../ports/source.ts';
import { storedText } from './characters.ts';
import { documentDate } from './document-date.ts';
import { htmlText } from './html-text.ts';
import { documentIdOf, withTitle } from './normalised-text.ts';
import { STAND_IN_WORDS, standInOf } from './stand-in-page.ts';
import type { Format } from './types.ts';

/** A web page, or the HTML body of a feed entry. */
export const html: Format = {
  id: 'html',
  async read(item) {
    const source = storedText(item.bytes);
    const page = htmlText(source, item.link);
    const standIn = standInOf(source, page.text);
    if (standIn !== undefined) {
      const because = `${item.guid} is ${STAND_IN_WORDS[standIn]}, not the document behind it.`;
      throw new WardwatchError('NOT_AN_ADVISORY', because, { retry: 'later' });
    }
    const title = item.title ?? page.title ?? item.guid;
    const words = item.title === undefined && page.title === undefined ? page.text : withTitle(title, page.text);
    if (words === '') {
      throw new WardwatchError(
        'DOCUMENT_UNREADABLE',
        `${item.guid} holds no words; it may be built by JavaScript in a browser.`,
      );
    }
    return {
      publisherId: item.guid,
      title,
      ...envelopeOf(item, page.publishedAt ?? documentDate(words)),
      ...(page.siteName !== undefined && { publisherName: page.siteName }),
      documentId: documentIdOf(words),
      text: words,
      textKind: 'prose',
      links: page.links,
      gaps:
        page.text === ''
          ? [{ about: 'document', because: 'Only the title could be read; the entry carries no text.' }]
          : [],
    };
  },
};

/** What the envelope says, as a document takes it over; where it gives no date, the document's own holds. */
export function envelopeOf(item: RawItem, ownDate: Instant | undefined): { link?: string; publishedAt?: Instant } {
  const publishedAt = item.publishedAt ?? ownDate;
  return {
    ...(item.link === undefined ? {} : { link: item.link }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
}
