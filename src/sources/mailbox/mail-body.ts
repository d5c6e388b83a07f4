import type { ParsedMail } from 'mailparser';
import { htmlText } from '../formats/html-text.ts';
import { type HtmlNode, openHtml } from '../formats/open-markup.ts';
import { addressesIn } from '../formats/text.ts';

/** The words of a mail's body, and where they lead. */
export interface MailBody {
  /** One block a line, without what every mail of a list carries. */
  readonly lines: readonly string[];
  /** http(s) addresses that it links to, each once. */
  readonly links: readonly string[];
}

/** The body of a mail: its HTML where it has some, else its text. Pictures, tracking pixels among them, are not looked at. */
export function mailBody({ html, text }: Pick<ParsedMail, 'html' | 'text'>): MailBody {
  const page = html ? htmlText(withoutFrames(html)) : undefined;
  const words = page === undefined || page.text === '' ? (text ?? '') : page.text;
  const lines = words.split(/\r\n?|\n/).filter((line) => !isListWords(line));
  return { lines, links: page === undefined ? addressesIn(lines.join('\n')) : page.links };
}

/** Mails are placed with tables. One that never has two cells with words side by side holds paragraphs, not facts in columns. */
function withoutFrames(html: string): string {
  const $ = openHtml(html);
  for (const table of $('table').get().reverse()) {
    const own = $(table)
      .find('thead, tbody, tfoot, tr, td, th')
      .get()
      .filter((part) => $(part).closest('table')[0] === table);
    const isFrame = own.every((part) => $(part).children('td, th').get().filter(hasWords).length < 2);
    if (isFrame || table.attribs.role === 'presentation') for (const part of [table, ...own]) part.tagName = 'div';
  }
  return $.html();
}

function hasWords(node: HtmlNode): boolean {
  if (node.type === 'text') return node.data.trim() !== '';
  return 'children' in node && node.children.some(hasWords);
}

/** Longer lines say something else too. */
const LONGEST_LIST_LINE = 400;

const LIST_WORDS = [
  /\bunsubscribe\b|\babmelden\b|\bse désabonner\b/i,
  /\b(?:manage|update|change) (?:your |my )?(?:e-?mail )?(?:subscri(?:ber|ption)s?|preferences|settings)\b/i,
  /\bview (?:this (?:e-?mail|message|bulletin) |it |online )?(?:in|as) (?:your |a )?(?:web )?(?:browser|page)\b/i,
  /^(?:having )?(?:trouble|difficulty) (?:viewing|reading) this\b/i,
  /\b(?:e-?mail|message|bulletin) (?:was|is being) sent to\b/i,
  /\byou (?:are receiving|received|have received) this (?:e-?mail|message|bulletin)\b/i,
  /^\W{0,5}(?:caution|warning|attention|external)\b.{0,40}\b(?:e-?mail|message)\b.{0,80}\b(?:outside|external)\b/i,
  /^\W{0,5}\[?external(?: e-?mail| sender)?\]?\W{0,5}$/i,
  /^\W{0,5}(?:confidentiality|legal|privacy) (?:notice|disclaimer)\b/i,
];

/** What mail systems and lists put around the words of every mail. */
function isListWords(line: string): boolean {
  return line.length <= LONGEST_LIST_LINE && LIST_WORDS.some((words) => words.test(line));
}
