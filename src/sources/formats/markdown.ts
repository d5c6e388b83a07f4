import { charactersOf } from './characters.ts';
import { documentDate } from './document-date.ts';
import { envelopeOf } from './html.ts';
import { documentIdOf, tidyLines, withTitle } from './normalised-text.ts';
import { addressesIn, firstLineOf, refuseNonProse } from './text.ts';
import type { Format } from './types.ts';

/** Markdown as publishers keep it in repositories: headings, lists, tables and emphasis become plain lines. */
export const markdown: Format = {
  id: 'markdown',
  async read(item) {
    const source = charactersOf(item.bytes);
    const plain = plainLines(source);
    refuseNonProse(item.guid, plain);
    const title = item.title ?? firstLineOf(plain);
    const words = item.title === undefined ? plain : withTitle(item.title, plain);
    return {
      publisherId: item.guid,
      title,
      ...envelopeOf(item, documentDate(words)),
      documentId: documentIdOf(words),
      text: words,
      textKind: 'prose',
      links: addressesIn(source.replace(/[()<>]/g, ' ')),
      gaps: [],
    };
  },
};

function plainLines(source: string): string {
  const lines: string[] = [];
  let inCode = false;
  for (const line of withoutFrontMatter(source).split(/\r\n?|\n/)) {
    if (/^\s{0,3}(```|~~~)/.test(line)) inCode = !inCode;
    else if (inCode) lines.push(line);
    else if (!isRule(line)) lines.push(plainLine(line));
  }
  return tidyLines(lines);
}

function withoutFrontMatter(source: string): string {
  const end = source.startsWith('---\n') ? source.indexOf('\n---', 3) : -1;
  return end < 0 ? source : source.slice(source.indexOf('\n', end + 1) + 1);
}

/** A thematic break, the line under a heading, or the line below a table's head. */
function isRule(line: string): boolean {
  return /^[\s|:*_=-]{3,}$/.test(line) && /[-=*_]/.test(line);
}

function plainLine(line: string): string {
  const block = line
    .replace(/^\s{0,12}(?:> ?){0,5}/, '')
    .replace(/^#{1,6}\s+/, '')
    .replace(/\s+#{1,6}\s*$/, '')
    .replace(/^[*+-] (?:\[[ xX]\] )?/, '- ');
  const row = /^\|.*\|\s*$/.test(block)
    ? block
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .join('\t')
    : block;
  return inline(row);
}

/** The line without marks; what stands between backticks stays as it is. */
function inline(line: string): string {
  return line
    .split(/(`{1,3}[^`]{1,2000}`{1,3})/)
    .map((part) => (part.startsWith('`') ? part.replaceAll('`', '') : withoutMarks(part)))
    .join('');
}

/** Emphasis, links and images without their marks; escapes and the common entities undone. */
function withoutMarks(words: string): string {
  return words
    .replace(/!?\[([^[\]]{0,1000})\]\([^()\s]{0,2000}(?: "[^"]{0,300}")?\)/g, '$1')
    .replace(/<(https?:\/\/[^<>\s]{1,2000})>/g, '$1')
    .replace(/<\/?(?:a|b|i|em|strong|code|sub|sup|p|div|span|details|summary)(?: [^<>]{0,500})?>/gi, '')
    .replace(/<br ?\/?>/gi, ' ')
    .replaceAll('**', '')
    .replace(/(^|[\s(])(__|[*_])(?=\S)([^*_]{1,500})\2(?=$|[\s).,;:!?])/g, '$1$3')
    .replace(/\\([\\`*_{}[\]()#+.!<>|-])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}
