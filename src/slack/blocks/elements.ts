import type { types } from '@slack/bolt';
import { esc, literal, type SafeMrkdwn } from './safe-text.ts';

/** A heading of at most 150 characters, without markup and emoji. */
export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text || 'wardwatch', 150) };
}

/** Short facts, two a row; at most ten. */
export function fields(facts: readonly SafeMrkdwn[]): types.SectionBlock {
  return { type: 'section', fields: facts.slice(0, 10).map(verbatim) };
}

/** A paragraph. */
export function section(text: SafeMrkdwn): types.SectionBlock {
  return { type: 'section', text: verbatim(text) };
}

/** A button; `spoken` is what a screen reader says. */
export function button(actionId: string, label: string, value: string, spoken?: string): types.Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, 75),
    value,
    ...(spoken !== undefined && { accessibility_label: literal(spoken, 75) }),
  };
}

/** A question of a modal. `hint` stands below it; with `asksAtOnce` each choice is told to wardwatch as it is made. */
export function input(
  blockId: string,
  label: string,
  element: types.InputBlock['element'],
  more: { readonly hint?: string; readonly optional?: true; readonly asksAtOnce?: true } = {},
): types.InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 200),
    element,
    ...(more.hint !== undefined && { hint: plain(more.hint, 500) }),
    ...(more.optional && { optional: true }),
    ...(more.asksAtOnce && { dispatch_action: true }),
  };
}

/** One choice; `description` stands below it. */
export function option(text: string, value: string, description?: string): types.PlainTextOption {
  return {
    text: plain(text, 75),
    value,
    ...(description !== undefined && { description: plain(description, 75) }),
  };
}

/** A window over the conversation. `ref` comes back with whatever is done in it. */
export function modal(
  callbackId: string,
  title: string,
  blocks: readonly types.KnownBlock[],
  more: { readonly submit?: string; readonly ref?: string } = {},
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, 24),
    close: plain(more.submit === undefined ? 'Close' : 'Cancel', 24),
    blocks: [...blocks],
    ...(more.submit !== undefined && { submit: plain(more.submit, 24) }),
    ...(more.ref !== undefined && { private_metadata: more.ref }),
  };
}

/** Plain text without emoji, for labels and titles. */
export function plain(text: string, most: number): types.PlainTextElement {
  return { type: 'plain_text', text: esc(text, most) || '-', emoji: false };
}

/** A cell of a table, which Slack shows as it stands. */
export function rawCell(text: string, most: number): types.RawTextElement {
  return { type: 'raw_text', text: literal(text, most) || '-' };
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
