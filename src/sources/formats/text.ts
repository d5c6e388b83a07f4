import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { documentDate } from './document-date.ts';
import { envelopeOf } from './html.ts';
import { mailLines } from './mail-lines.ts';
import { documentIdOf, tidyLines, withTitle } from './normalised-text.ts';
import type { Format } from './types.ts';

/** Plain text, such as the body of a mail. */
export const text: Format = {
  id: 'text',
  async read(item) {
    const words = tidyLines(mailLines(charactersOf(item.bytes).split(/\r\n?|\n/)));
    refuseNonProse(item.guid, words);
    const title = item.title ?? firstLineOf(words);
    const whole = item.title === undefined ? words : withTitle(item.title, words);
    return {
      publisherId: item.guid,
      title,
      ...envelopeOf(item, documentDate(words)),
      documentId: documentIdOf(whole),
      text: whole,
      textKind: 'prose',
      links: addressesIn(whole),
      gaps: [],
    };
  },
};

/** The first line as a title: at most 200 characters. */
export function firstLineOf(words: string): string {
  return (words.split('\n', 1)[0] ?? '').replaceAll('\t', ' ').slice(0, 200);
}

/** The http(s) addresses that stand in the words, each once. */
export function addressesIn(words: string): string[] {
  const found = [...words.matchAll(/\bhttps?:\/\/[^\s<>"'`|\\^{}]{4,2000}/gi)].map(([address]) =>
    address.replace(/[).,;:\]]{1,5}$/, ''),
  );
  return [...new Set(found.filter((address) => URL.canParse(address)))];
}

/** Throws where the words cannot be an advisory: none at all, bytes that are no text, or a plain list of file names. */
export function refuseNonProse(what: string, words: string): void {
  if (words === '') throw new WardwatchError('DOCUMENT_UNREADABLE', `${what} holds no words.`);
  const unreadable = words.split('\ufffd').length - 1;
  if (unreadable > 20 && unreadable > words.length / 20) {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      `${what} is not text: ${unreadable} characters of it could not be read.`,
    );
  }
  const lines = words.split('\n');
  if (
    lines.every((line) => /^\S{1,300}\.[a-z]{2,5}\d?$/i.test(line) && /\.(json|pdf|xml|html?|csv|zip|gz)$/i.test(line))
  ) {
    throw new WardwatchError('NOT_AN_ADVISORY', `${what} is a list of ${lines.length} file names, not a document.`);
  }
  if (/^-----BEGIN PGP/.test(words)) {
    throw new WardwatchError('NOT_AN_ADVISORY', `${what} is an OpenPGP signature or key, not a document.`);
  }
}
