/** A message as a shortcut brings it: Slack's types leave it open what is in it. */
export type GivenMessage = Readonly<Record<string, unknown>>;

/** More than any message holds; what lies behind it is not looked at. */
const MOST_CHARACTERS = 200_000;
const DEEPEST = 12;

/**
 * The words of a message in plain text: what was typed, what an app drew in blocks or attachments, and the titles of files. Empty
 * where it holds none.
 */
export function messageText(message: GivenMessage): string {
  const typed = plainMrkdwn(textOf(message.text));
  const drawn = blockLines(message.blocks, 0).join('\n').trim();
  // For a message of a person Slack gives the same words twice, and without marks in the blocks.
  const body = drawn.length * 2 >= typed.length ? [drawn] : [typed, drawn];
  const attached = recordsIn(message.attachments).flatMap(attachmentLines);
  const files = recordsIn(message.files).flatMap((file) => [
    textOf(file.title) || textOf(file.name),
    textOf(file.preview),
  ]);
  return [...body, ...attached, ...files]
    .filter((part) => part.trim() !== '')
    .join('\n\n')
    .slice(0, MOST_CHARACTERS);
}

/**
 * Slack's mrkdwn as a reader sees it: links as `label (address)`, mentions by their name, entities as characters, without the
 * marks for bold and code.
 */
export function plainMrkdwn(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(/<([^<>|]{1,4000})(?:\|([^<>]{0,4000}))?>/g, (_, target: string, label: string | undefined) =>
      shownLink(target, label),
    )
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ENTITIES.get(name) ?? '')
    .replace(/^> ?/gm, '')
    .replace(/`{1,3}/g, '')
    .replace(/(^|[\s(])\*(?=\S)([^*\n]{1,500})\*(?=$|[\s).,;:!?])/gm, '$1$2')
    .trim();
}

function shownLink(target: string, label: string | undefined): string {
  if (/^[@#]/.test(target)) return label === undefined ? target : `${target[0]}${label.replace(/^[@#]/, '')}`;
  if (target.startsWith('!')) return label ?? '';
  const address = target.replace(/^mailto:/, '');
  return label === undefined || address.includes(label) ? address : `${label} (${address})`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
]);

function attachmentLines(attachment: GivenMessage): string[] {
  const { pretext, title, text, title_link, fields, blocks } = attachment;
  const written = [pretext, title, title_link, text].map((part) => plainMrkdwn(textOf(part)));
  const facts = recordsIn(fields).map(
    (field) => `${plainMrkdwn(textOf(field.title))}: ${plainMrkdwn(textOf(field.value))}`,
  );
  return [...written, ...facts, ...blockLines(blocks, 0)];
}

/** The lines of blocks and of whatever stands in them, in reading order. */
function blockLines(blocks: unknown, depth: number): string[] {
  return depth > DEEPEST ? [] : recordsIn(blocks).flatMap((block) => blockLine(block, depth));
}

function blockLine(block: GivenMessage, depth: number): string[] {
  switch (block.type) {
    case 'rich_text_section':
    case 'rich_text_preformatted':
    case 'rich_text_quote':
      return [recordsIn(block.elements).map(richWords).join('')];
    case 'table':
      return (Array.isArray(block.rows) ? block.rows : []).map((row) =>
        recordsIn(row)
          .map((cell) => textOf(cell.text) || blockLines(cell.elements, depth + 1).join(' '))
          .join('\t'),
      );
    case 'markdown':
    case 'mrkdwn':
      return [plainMrkdwn(textOf(block.text))];
    case 'plain_text':
      return [textOf(block.text)];
    case 'actions':
      return [];
    default:
      return [
        ...blockLines([block.text], depth + 1),
        ...['fields', 'elements'].flatMap((key) => blockLines(block[key], depth + 1)),
      ];
  }
}

function richWords(piece: GivenMessage): string {
  if (piece.type === 'link') return shownLink(textOf(piece.url), textOf(piece.text) || undefined);
  return textOf(piece.text);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

function recordsIn(value: unknown): GivenMessage[] {
  return Array.isArray(value)
    ? value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];
}
