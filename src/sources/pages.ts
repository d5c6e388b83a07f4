import { WardwatchError } from '../errors.ts';
import type { HttpResponse } from '../ports/http.ts';
import type { FormatId } from '../ports/source.ts';
import { isChallengePage } from './formats/challenge.ts';
import { charactersOf } from './formats/characters.ts';
import { isCsaf } from './formats/csaf.ts';
import { htmlText } from './formats/html-text.ts';
import { recordOf } from './formats/json-access.ts';
import { openHtml } from './formats/open-markup.ts';

/** A linked document as it is handed on. */
export interface PageDocument {
  readonly format: FormatId;
  readonly bytes: Uint8Array;
}

/**
 * The document that a server sent: a PDF, plain text, a CSAF document, or a page, of which `content` (a CSS selector) names the part with the
 * words. Throws WardwatchError NOT_AN_ADVISORY for a bot challenge, DOCUMENT_UNREADABLE for a page without that part or
 * without words, and for what is neither.
 */
export function documentOf(response: HttpResponse, content?: string): PageDocument {
  const { body, headers } = response;
  if (new TextDecoder('latin1').decode(body.subarray(0, 1024)).includes('%PDF-')) return { format: 'pdf', bytes: body };
  const type = (headers['content-type'] ?? '').toLowerCase();
  const text = charactersOf(body, { contentType: type });
  if (/^text\/(plain|markdown)/.test(type) && !/^\s{0,100}</.test(text)) {
    return { format: type.startsWith('text/markdown') ? 'markdown' : 'text', bytes: new TextEncoder().encode(text) };
  }
  if (/^\s{0,100}\{/.test(text) && isCsafText(text)) return { format: 'csaf', bytes: new TextEncoder().encode(text) };
  if (type !== '' && !/html|xml|text\//.test(type)) {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      `It is of the type ${type.split(';')[0]}; a page, a PDF or CSAF was expected.`,
    );
  }
  return { format: 'html', bytes: new TextEncoder().encode(wordsPart(text, headers, content)) };
}

function isCsafText(text: string): boolean {
  try {
    return isCsaf(recordOf(JSON.parse(text)));
  } catch {
    return false;
  }
}

/** Throws WardwatchError NOT_AN_ADVISORY where a page is a bot challenge that stands for what was asked for. */
export function refuseChallenge(html: string, headers: HttpResponse['headers'] = {}): void {
  const words = htmlText(html).text;
  if (headers['cf-mitigated'] !== undefined || isChallengePage(html, words)) {
    throw new WardwatchError('NOT_AN_ADVISORY', 'The server answered a bot challenge page in place of the document.', {
      retry: 'later',
    });
  }
}

function wordsPart(html: string, headers: HttpResponse['headers'], content: string | undefined): string {
  refuseChallenge(html, headers);
  const page = htmlText(html);
  if (page.text === '') {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      'The page holds no words; it may be built by JavaScript in a browser.',
    );
  }
  if (content === undefined) return html;
  const $ = openHtml(html);
  const part = $(content).first();
  if (part.text().trim() === '') {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      `The page has no words at the selector "${content}"; its layout may have changed.`,
    );
  }
  const title = $('title').first().text();
  return `<title>${escaped(title)}</title><div>${part.html() ?? ''}</div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
