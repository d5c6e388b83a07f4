import type { types } from '@slack/bolt';
import { esc, literal, type SafeMrkdwn } from './safe-text.ts';

/** A heading of at most 150 characters, without markup and emoji. */
export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: esc(text, 150) || 'wardwatch', emoji: false } };
}

/** Short facts, two a row; at most ten. */
export function fields(facts: readonly SafeMrkdwn[]): types.SectionBlock {
  return { type: 'section', fields: facts.slice(0, 10).map(verbatim) };
}

/** A small line at the foot. */
export function context(text: SafeMrkdwn): types.ContextBlock {
  return { type: 'context', elements: [verbatim(text)] };
}

/** Rich text; absent when there is nothing in it, because Slack refuses an empty block. */
export function richText(elements: readonly types.RichTextBlockElement[]): types.RichTextBlock[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [...elements] }];
}

/** A line of text elements; without a visible word it is absent. */
export function line(...pieces: readonly types.RichTextElement[]): types.RichTextSection[] {
  const visible = pieces.filter((piece) => piece.type !== 'text' || piece.text !== '');
  return visible.length === 0 ? [] : [{ type: 'rich_text_section', elements: visible }];
}

/** Words in a line, cut to `most` characters. */
export function words(text: string, most = 300): types.RichTextText {
  return { type: 'text', text: literal(text, most) };
}

/** Words in a line, in bold. */
export function bold(text: string, most = 300): types.RichTextText {
  return { ...words(text, most), style: { bold: true } };
}

/** Our own space and punctuation between the pieces of a line. */
export function glue(text: string): types.RichTextText {
  return { type: 'text', text };
}

/** A link that is labelled with its own host, never with words of a feed. */
export function hostLink(url: URL): types.RichTextLink {
  return { type: 'link', url: url.href, text: url.host };
}

/**
 * A bold title with a list below: the first `most` members and how many more there are. Nothing at all for an empty list.
 */
export function titledList<T>(
  title: string,
  style: 'bullet' | 'ordered',
  all: readonly T[],
  most: number,
  draw: (one: T) => types.RichTextSection[],
): types.RichTextBlockElement[] {
  const items = all.slice(0, most).flatMap(draw);
  if (items.length === 0) return [];
  return [...line(glueBold(title)), { type: 'rich_text_list', style, elements: items }, ...andMore(all.length - most)];
}

/** "… and N more", absent where N is none. */
export function andMore(count: number): types.RichTextSection[] {
  return count > 0 ? line(glue(`… and ${count} more`)) : [];
}

/** One of our own titles. */
export function glueBold(text: string): types.RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

function verbatim(text: SafeMrkdwn): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
