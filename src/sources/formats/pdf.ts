import type { Gap } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { documentDate } from './document-date.ts';
import { envelopeOf } from './html.ts';
import { documentIdOf, tidyLines, withTitle } from './normalised-text.ts';
import { addressesIn, firstLineOf } from './text.ts';
import type { Format, PdfText } from './types.ts';

/** A PDF, as health bodies publish their alerts. */
export const pdf: Format = {
  id: 'pdf',
  async read(item, tools) {
    const content = await tools.pdfText(item.bytes);
    const words = tidyLines(content.text.split('\n'));
    if (words === '')
      throw new WardwatchError('PDF_UNREADABLE', `${item.guid} holds pictures and no words: it needs a person.`);
    const text = item.title === undefined ? words : withTitle(item.title, words);
    return {
      publisherId: item.guid,
      title: item.title ?? titleOf(content, words),
      ...envelopeOf(item, documentDate(words)),
      documentId: documentIdOf(text),
      text,
      textKind: 'prose',
      links: [...new Set([...content.links, ...addressesIn(text)])],
      gaps: gapsOf(content),
    };
  },
};

/** The title in the file's own information, unless it is what a word processor leaves there. */
function titleOf({ title }: PdfText, words: string): string {
  const isName =
    title === undefined ||
    title.length < 8 ||
    /^(microsoft word|untitled|powerpoint|slide \d)|\.(docx?|pptx?|pdf|indd)$/i.test(title);
  return isName ? firstLineOf(words) : title;
}

function gapsOf({ pagesWithoutText }: PdfText): Gap[] {
  if (pagesWithoutText.length === 0) return [];
  const which =
    pagesWithoutText.length === 1 ? `Page ${pagesWithoutText[0]} holds` : `Pages ${pagesWithoutText.join(', ')} hold`;
  return [{ about: 'document', because: `${which} pictures and no words: a person has to look.` }];
}
