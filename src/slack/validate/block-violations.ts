import type { types } from '@slack/bolt';
import { elementViolations, type KnownElement } from './element-violations.ts';
import { countWithin, LIMITS, lengthWithin, nothingActive, optionalWithin } from './limits.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** Everything about blocks that Slack would refuse on a surface, each with its place. */
export function blockViolations(blocks: readonly types.KnownBlock[], surface: Surface): string[] {
  const most = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  const tables = blocks.filter((block) => block.type === 'table');
  return [
    ...countWithin('/blocks', blocks, 1, most),
    ...blocks.flatMap((block, index) => oneBlock(block, `/blocks/${index}`, surface)),
    ...(tables.length > 1 ? ['/blocks: more than one table'] : []),
    ...repeated(
      'block_id',
      blocks.flatMap((block) => block.block_id ?? []),
    ),
    ...blocks.flatMap((block) => repeated('action_id', actionIds(block))),
  ];
}

function repeated(what: string, ids: readonly string[]): string[] {
  return ids.length === new Set(ids).size ? [] : [`/blocks: the same ${what} twice`];
}

function actionIds(block: types.KnownBlock): string[] {
  const elements =
    block.type === 'actions'
      ? block.elements
      : block.type === 'input'
        ? [block.element]
        : block.type === 'section' && block.accessory
          ? [block.accessory]
          : [];
  return elements.flatMap((element) => ('action_id' in element ? (element.action_id ?? []) : []));
}

function oneBlock(block: types.KnownBlock, at: string, surface: Surface): string[] {
  return [
    ...optionalWithin(`${at}/block_id`, block.block_id, LIMITS.id),
    ...(block.type === 'table' && surface !== 'message' ? [`${at}: a table stands in messages only`] : []),
    ...(block.type === 'input' && surface === 'message' ? [`${at}: wardwatch asks in modals only`] : []),
    ...contentViolations(block, at),
  ];
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
    case 'actions':
      return [
        ...countWithin(`${at}/elements`, block.elements, 1, LIMITS.actions),
        ...block.elements.flatMap((element, index) =>
          elementViolations(element as KnownElement, `${at}/elements/${index}`),
        ),
      ];
    case 'input':
      return [
        ...textViolations(block.label, `${at}/label`, LIMITS.label),
        ...(block.hint ? textViolations(block.hint, `${at}/hint`, LIMITS.label) : []),
        ...elementViolations(block.element as KnownElement, `${at}/element`),
      ];
    case 'rich_text':
      return richTextViolations(block, at);
    case 'table':
      return tableViolations(block, at);
    case 'divider':
      return [];
    default:
      return [`${at}: "${block.type}" is not a block that wardwatch shows`];
  }
}

function sectionViolations(block: types.SectionBlock, at: string): string[] {
  const { text, fields = [], accessory } = block;
  if (text === undefined && fields.length === 0) return [`${at}: a section needs text or fields`];
  return [
    ...(text === undefined ? [] : textViolations(text, `${at}/text`, LIMITS.section, true)),
    ...countWithin(`${at}/fields`, fields, 0, LIMITS.fields),
    ...fields.flatMap((field, index) => textViolations(field, `${at}/fields/${index}`, LIMITS.field)),
    ...(accessory === undefined ? [] : elementViolations(accessory as KnownElement, `${at}/accessory`)),
  ];
}

function textViolations(text: types.TextObject, at: string, most: number, mayMention = false): string[] {
  return [...lengthWithin(at, text.text, 1, most), ...nothingActive(at, text.text, mayMention)];
}

function tableViolations(block: types.TableBlock, at: string): string[] {
  return [
    ...countWithin(`${at}/rows`, block.rows, 1, LIMITS.tableRows),
    ...block.rows.flatMap((row, index) => [
      ...countWithin(`${at}/rows/${index}`, row, 1, LIMITS.tableCells),
      ...row.flatMap((cell, column) =>
        cell.type === 'raw_text'
          ? lengthWithin(`${at}/rows/${index}/${column}`, cell.text, 1, LIMITS.section)
          : [`${at}/rows/${index}/${column}: wardwatch writes raw text in tables`],
      ),
    ]),
  ];
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
  if (piece.type !== 'link') return [`${at}: "${piece.type}" is not an element that wardwatch shows`];
  const isWeb = URL.canParse(piece.url) && /^https?:$/.test(new URL(piece.url).protocol);
  return [...(isWeb ? [] : [`${at}: the link is not http or https`]), ...lengthWithin(at, piece.url, 1, LIMITS.url)];
}

/** Rich text has no documented limit beside that of the whole message. */
function notEmpty(at: string, list: readonly unknown[]): string[] {
  return list.length > 0 ? [] : [`${at}: empty`];
}
