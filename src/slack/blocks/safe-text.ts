import { visibleText } from '../../domain/visible-text.ts';

declare const SAFE: unique symbol;

/**
 * Text in Slack's mrkdwn that can neither mention anybody nor forge a link: only `esc`, `link` and `mrkdwn` make it, so that
 * the words of a feed cannot reach a mrkdwn field by another way.
 */
export type SafeMrkdwn = string & { readonly [SAFE]: true };

/**
 * The text with Slack's three control characters escaped (docs.slack.dev, "Formatting message text"), on one line and cut
 * to `most` characters counted after escaping, so that an entity is never cut in half.
 */
export function esc(text: string, most = 3_000): SafeMrkdwn {
  return cutEncoded(visibleText(text), most, escapeCharacter) as SafeMrkdwn;
}

/** Mrkdwn written by us around escaped values. */
export function mrkdwn(words: TemplateStringsArray, ...values: readonly (SafeMrkdwn | number)[]): SafeMrkdwn {
  return words.map((word, index) => `${word}${values[index] ?? ''}`).join('') as SafeMrkdwn;
}

/**
 * Calls a usergroup (`S…`) or a user (`U…`, `W…`): the only mentions that wardwatch makes. The id must come from the config or
 * from Slack itself; anything else is shown as words.
 */
export function mention(id: string): SafeMrkdwn {
  if (/^S[A-Z0-9]{6,20}$/.test(id)) return `<!subteam^${id}>` as SafeMrkdwn;
  if (/^[UW][A-Z0-9]{6,20}$/.test(id)) return `<@${id}>` as SafeMrkdwn;
  return esc(id, 40);
}

/** Safe pieces side by side. */
export function joinMrkdwn(pieces: readonly SafeMrkdwn[], between: string): SafeMrkdwn {
  return pieces.join(between) as SafeMrkdwn;
}

/**
 * Text for a `rich_text` text element, which Slack shows as it stands, on one line and cut to `most` characters. It is not
 * escaped, else readers would see the entities; what looks like a mention or a link gets a `‹` for its `<` all the same,
 * for those who read the message through another program.
 */
export function literal(text: string, most: number): string {
  const visible = visibleText(text).replace(/<(?=[!@#]|[a-z][a-z0-9+.-]{0,20}:)/gi, '‹');
  return cutEncoded(visible, most, (character) => character);
}

/** Cuts by code point so that what is encoded stays within `most` UTF-16 units, the ellipsis included. */
function cutEncoded(text: string, most: number, encode: (character: string) => string): string {
  let whole = '';
  let cut: string | undefined;
  for (const character of text) {
    const encoded = encode(character);
    if (cut === undefined && whole.length + encoded.length > most - 1) cut = `${whole}…`;
    if (whole.length + encoded.length > most) return cut ?? '…';
    whole += encoded;
  }
  return whole;
}

function escapeCharacter(character: string): string {
  return ENTITIES.get(character) ?? character;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);
