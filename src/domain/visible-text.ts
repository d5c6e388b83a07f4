/**
 * Text from a feed or an inventory as it may be shown to a person: one line, without anything that acts instead of being
 * read. Terminal escape sequences, control and format characters (bidirectional overrides, zero-width), private-use
 * characters and lone surrogates are removed and white space is collapsed, so that a title can neither move the cursor,
 * nor hide words, nor show them in another order. Of a pile of combining marks the first eight stay: more bury the lines
 * around it.
 *
 * Escape sequences: CSI and terminated OSC (ECMA-48, 5.4 and 8.3.89). Of an OSC without an end only the opening goes, so
 * that it cannot swallow the words that follow.
 */
export function visibleText(text: string): string {
  return text
    .replace(/(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g, '')
    .replace(/(?:\u001b\]|\u009d)[^\u0007\u001b\u009c\u009d]*(?:\u0007|\u001b\\|\u009c)/g, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0]/gu, '')
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .replace(/ +/g, ' ')
    .trim();
}
