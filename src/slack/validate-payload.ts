import type { types } from '@slack/bolt';
import type { SlackMessage } from './blocks/slack-message.ts';
import { textLength } from './blocks/text-length.ts';

/** A message with what Slack keeps beside it for the bot. */
export interface SlackPayload extends SlackMessage {
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, string>> };
}

/**
 * Everything about a payload that Slack would refuse, cut off or act upon, each with its place; empty when it may be sent.
 * The limits are those of Block Kit's reference (docs.slack.dev/reference/block-kit) for the blocks that wardwatch posts;
 * any other block is a violation, because nobody has looked up its limits.
 */
export function validatePayload(payload: SlackPayload): string[] {
  const { text, blocks, metadata } = payload;
  return [
    ...lengthWithin('/text', text, 1, LIMITS.text),
    ...nothingActive('/text', text),
    ...countWithin('/blocks', blocks, 1, LIMITS.blocks),
    ...blocks.flatMap((block, index) => blockViolations(block, `/blocks/${index}`)),
    ...(textLength(blocks) > LIMITS.allText
      ? [`/blocks: ${textLength(blocks)} characters, at most ${LIMITS.allText}`]
      : []),
    ...(JSON.stringify(metadata ?? {}).length > LIMITS.metadata
      ? [`/metadata: above ${LIMITS.metadata} characters`]
      : []),
  ];
}

const LIMITS = {
  /** chat.update refuses more; chat.postMessage would cut at 40,000. */
  text: 4_000,
  blocks: 50,
  /** Undocumented: `msg_blocks_too_long` was met at about 13,000 (slackapi/bolt-js#2509). */
  allText: 12_000,
  /** Undocumented: ids only. */
  metadata: 1_000,
  blockId: 255,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  context: 10,
  url: 3_000,
} as const;

function blockViolations(block: types.KnownBlock, at: string): string[] {
  const named = block.block_id === undefined ? [] : lengthWithin(`${at}/block_id`, block.block_id, 1, LIMITS.blockId);
  return [...named, ...contentViolations(block, at)];
}

function contentViolations(block: types.KnownBlock, at: string): string[] {
  switch (block.type) {
    case 'header':
      return textViolations(block.text, `${at}/text`, LIMITS.header);
    case 'section':
      return sectionViolations(block, at);
    case 'context':
      return [
        ...countWithin(`${at}/elements`, block.elements, 1, LIMITS.context),
        ...block.elements.flatMap((element, index) =>
          element.type === 'image'
            ? [`${at}/elements/${index}: wardwatch posts no images`]
            : textViolations(element, `${at}/elements/${index}`, LIMITS.section),
        ),
      ];
    case 'rich_text':
      return richTextViolations(block, at);
    case 'divider':
      return [];
    default:
      return [`${at}: "${block.type}" is not a block that wardwatch posts`];
  }
}

function sectionViolations(block: types.SectionBlock, at: string): string[] {
  const { text, fields = [] } = block;
  if (text === undefined && fields.length === 0) return [`${at}: a section needs text or fields`];
  return [
    ...(text === undefined ? [] : textViolations(text, `${at}/text`, LIMITS.section)),
    ...countWithin(`${at}/fields`, fields, 0, LIMITS.fields),
    ...fields.flatMap((field, index) => textViolations(field, `${at}/fields/${index}`, LIMITS.field)),
  ];
}

function textViolations(text: types.TextObject, at: string, most: number): string[] {
  return [...lengthWithin(at, text.text, 1, most), ...nothingActive(at, text.text)];
}

function richTextViolations(block: types.RichTextBlock, at: string): string[] {
  return [
    ...notEmpty(`${at}/elements`, block.elements),
    ...block.elements.flatMap((element, index) => {
      const place = `${at}/elements/${index}`;
      const lines = element.type === 'rich_text_list' ? element.elements : [element];
      return [
        ...notEmpty(place, element.elements),
        ...lines.flatMap(({ elements }) => elements.flatMap((piece) => richPieceViolations(piece, place))),
      ];
    }),
  ];
}

/** Only words and web links: a mention would need a decision of its own. */
function richPieceViolations(piece: types.RichTextElement, at: string): string[] {
  if (piece.type === 'text') return piece.text === '' ? [`${at}: empty text`] : [];
  if (piece.type !== 'link') return [`${at}: "${piece.type}" is not an element that wardwatch posts`];
  const isWeb = URL.canParse(piece.url) && /^https?:$/.test(new URL(piece.url).protocol);
  return [...(isWeb ? [] : [`${at}: the link is not http or https`]), ...lengthWithin(at, piece.url, 1, LIMITS.url)];
}

/** In mrkdwn every `<` opens a mention or a link, and every `&` an entity: neither may stand there unescaped. */
function nothingActive(at: string, text: string): string[] {
  return [
    ...(/[<>]/.test(text) ? [`${at}: unescaped < or >`] : []),
    ...(/&(?!(?:amp|lt|gt);)/.test(text) ? [`${at}: unescaped &`] : []),
  ];
}

function lengthWithin(at: string, text: string, least: number, most: number): string[] {
  return text.length >= least && text.length <= most
    ? []
    : [`${at}: ${text.length} characters, must be ${least} to ${most}`];
}

function countWithin(at: string, list: readonly unknown[], least: number, most: number): string[] {
  return list.length >= least && list.length <= most
    ? []
    : [`${at}: ${list.length} members, must be ${least} to ${most}`];
}

/** Rich text has no documented limit beside that of the whole message. */
function notEmpty(at: string, list: readonly unknown[]): string[] {
  return list.length > 0 ? [] : [`${at}: empty`];
}
