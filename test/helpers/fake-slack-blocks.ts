import { type FakeArguments, isRecord, recordsIn } from './fake-slack-arguments.ts';
import { elementFaults, fault, lengthFaults, textFaults } from './fake-slack-elements.ts';

/** Where blocks are shown; each surface refuses some kinds. */
export type FakeSurface = 'message' | 'modal' | 'home';

/**
 * What Slack would find wrong with blocks, in its own form: `[ERROR] … [json-pointer:…]`. Written from Block Kit's
 * reference, on purpose without a look at wardwatch's own validator.
 */
export function blockFaults(blocks: readonly unknown[], surface: FakeSurface): string[] {
  const most = surface === 'message' ? 50 : 100;
  return [
    ...(blocks.length > most ? [fault('/blocks', `no more than ${most} items allowed`)] : []),
    ...repeated(recordsIn(blocks).map(({ block_id }) => block_id)).map((id) =>
      fault('/blocks', `block_id ${id} already exists`),
    ),
    ...repeatedActionIds(blocks).map((id) => fault('/blocks', `action_id ${id} already exists`)),
    ...blocks.flatMap((block, index) => oneBlockFaults(block, `/blocks/${index}`, surface)),
    ...(recordsIn(blocks).filter(({ type }) => type === 'table').length > 1
      ? [fault('/blocks', 'only_one_table_allowed')]
      : []),
  ];
}

/** What Slack would find wrong with a view. */
export function viewFaults(view: FakeArguments): string[] {
  const { type, title, submit, close, blocks, callback_id, private_metadata } = view;
  if (type !== 'modal' && type !== 'home') return [fault('/type', `unsupported type: ${String(type)}`)];
  if (!Array.isArray(blocks)) return [fault('/blocks', 'missing required field: blocks')];
  const words = { title, submit, close };
  const hasInput = recordsIn(blocks).some((block) => block.type === 'input');
  return [
    ...(type === 'modal' && title === undefined ? [fault('/title', 'missing required field: title')] : []),
    ...Object.entries(words).flatMap(([name, text]) =>
      text === undefined ? [] : textFaults(text, `/${name}`, 24, 'plain_text'),
    ),
    ...(type === 'modal' && hasInput && submit === undefined
      ? [fault('/submit', 'a view with input blocks needs submit')]
      : []),
    ...lengthFaults(callback_id, '/callback_id', 255),
    ...lengthFaults(private_metadata, '/private_metadata', 3_000),
    ...blockFaults(blocks, type),
    ...(JSON.stringify(view).length > 250_000 ? [fault('', 'view_too_large')] : []),
  ];
}

const NOT_IN: Readonly<Record<FakeSurface, ReadonlySet<unknown>>> = {
  message: new Set(['alert', 'file']),
  modal: new Set(['table', 'file']),
  home: new Set(['alert', 'table', 'file']),
};

function oneBlockFaults(block: unknown, at: string, surface: FakeSurface): string[] {
  if (!isRecord(block)) return [fault(at, 'must be an object')];
  if (NOT_IN[surface].has(block.type)) return [fault(`${at}/type`, `${block.type} is not allowed in a ${surface}`)];
  return [...lengthFaults(block.block_id, `${at}/block_id`, 255), ...contentFaults(block, at)];
}

function contentFaults(block: FakeArguments, at: string): string[] {
  switch (block.type) {
    case 'header':
      return textFaults(block.text, `${at}/text`, 150, 'plain_text');
    case 'section':
      return sectionFaults(block, at);
    case 'context':
      return listFaults(block.elements, `${at}/elements`, 10, (element, place) =>
        isRecord(element) && element.type === 'image' ? imageFaults(element, place) : textFaults(element, place, 3_000),
      );
    case 'actions':
      return listFaults(block.elements, `${at}/elements`, 25, (element, place) =>
        elementFaults(element, place, 'actions'),
      );
    case 'input':
      return [
        ...textFaults(block.label, `${at}/label`, 2_000, 'plain_text'),
        ...(block.hint === undefined ? [] : textFaults(block.hint, `${at}/hint`, 2_000, 'plain_text')),
        ...elementFaults(block.element, `${at}/element`, 'input'),
      ];
    case 'rich_text':
      return listFaults(block.elements, `${at}/elements`, Number.POSITIVE_INFINITY, richTextFaults);
    case 'table':
      return listFaults(block.rows, `${at}/rows`, 100, (row, place) => listFaults(row, place, 20, tableCellFaults));
    case 'image':
      return imageFaults(block, at);
    case 'alert':
      return textFaults(block.text, `${at}/text`, 3_000);
    case 'divider':
      return [];
    default:
      return [fault(`${at}/type`, `unsupported type: ${String(block.type)}`)];
  }
}

function sectionFaults({ text, fields, accessory }: FakeArguments, at: string): string[] {
  if (text === undefined && fields === undefined) return [fault(at, 'missing required field: text or fields')];
  return [
    ...(text === undefined ? [] : textFaults(text, `${at}/text`, 3_000)),
    ...(fields === undefined
      ? []
      : listFaults(fields, `${at}/fields`, 10, (field, place) => textFaults(field, place, 2_000))),
    ...(accessory === undefined ? [] : accessoryFaults(accessory, `${at}/accessory`)),
  ];
}

function accessoryFaults(accessory: unknown, at: string): string[] {
  return isRecord(accessory) && accessory.type === 'image'
    ? imageFaults(accessory, at)
    : elementFaults(accessory, at, 'section');
}

function imageFaults({ alt_text, image_url, slack_file }: FakeArguments, at: string): string[] {
  return [
    ...(typeof alt_text === 'string' ? [] : [fault(`${at}/alt_text`, 'missing required field: alt_text')]),
    ...lengthFaults(alt_text, `${at}/alt_text`, 2_000),
    ...lengthFaults(image_url, `${at}/image_url`, 3_000),
    ...(image_url === undefined && slack_file === undefined
      ? [fault(at, 'missing required field: image_url or slack_file')]
      : []),
  ];
}

function richTextFaults(part: unknown, at: string): string[] {
  if (!isRecord(part)) return [fault(at, 'must be an object')];
  if (part.type === 'rich_text_list')
    return listFaults(part.elements, `${at}/elements`, Number.POSITIVE_INFINITY, richTextFaults);
  if (!RICH_TEXT_PARTS.has(part.type)) return [fault(`${at}/type`, `unsupported type: ${String(part.type)}`)];
  return listFaults(part.elements, `${at}/elements`, Number.POSITIVE_INFINITY, (piece, place) => {
    if (!isRecord(piece) || !RICH_TEXT_PIECES.has(piece.type)) return [fault(`${place}/type`, 'unsupported type')];
    if (piece.type === 'text' && (typeof piece.text !== 'string' || piece.text === ''))
      return [fault(`${place}/text`, 'must be more than 0 characters')];
    return piece.type === 'link' && !isWebLink(piece.url) ? [fault(`${place}/url`, 'invalid url')] : [];
  });
}

const RICH_TEXT_PARTS: ReadonlySet<unknown> = new Set([
  'rich_text_section',
  'rich_text_quote',
  'rich_text_preformatted',
]);

const RICH_TEXT_PIECES: ReadonlySet<unknown> = new Set([
  'text',
  'link',
  'user',
  'usergroup',
  'channel',
  'emoji',
  'date',
  'broadcast',
  'color',
  'team',
]);

function isWebLink(url: unknown): boolean {
  return typeof url === 'string' && url.length <= 3_000 && URL.canParse(url);
}

function tableCellFaults(cell: unknown, at: string): string[] {
  if (!isRecord(cell)) return [fault(at, 'must be an object')];
  if (cell.type === 'rich_text') return contentFaults(cell, at);
  return cell.type === 'raw_text' && typeof cell.text === 'string' && cell.text !== ''
    ? []
    : [fault(at, 'a cell is raw_text or rich_text with words')];
}

function listFaults(
  list: unknown,
  at: string,
  most: number,
  faultsOf: (member: unknown, at: string) => string[],
): string[] {
  if (!Array.isArray(list) || list.length === 0) return [fault(at, 'must have at least 1 item')];
  if (list.length > most) return [fault(at, `no more than ${most} items allowed`)];
  return list.flatMap((member, index) => faultsOf(member, `${at}/${index}`));
}

/** An action id is unique within its block; another block may have it again. */
function repeatedActionIds(blocks: readonly unknown[]): unknown[] {
  return recordsIn(blocks).flatMap((block) =>
    repeated(
      [...recordsIn(block.elements), block.element, block.accessory].map((element) =>
        isRecord(element) ? element.action_id : undefined,
      ),
    ),
  );
}

function repeated(ids: readonly unknown[]): unknown[] {
  return ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index);
}
