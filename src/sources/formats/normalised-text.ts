import { createHash } from 'node:crypto';

/** The id under which a normalised text is stored: the same words have the same id. */
export function documentIdOf(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/**
 * One line of normalised text: white space of every kind is one space, characters that cannot be seen (zero width, soft
 * hyphen, direction marks, control) are gone, so that a hash or name split by one is whole again. Tabs are kept: they part cells.
 */
export function tidyLine(line: string): string {
  return line
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g, '')
    .replace(/[^\S\t]+/g, ' ')
    .replace(/ ?\t ?/g, '\t')
    .trim();
}

/** Normalised text of lines: each tidied, empty ones left out. */
export function tidyLines(lines: readonly string[]): string {
  return lines
    .map(tidyLine)
    .filter((line) => line !== '')
    .join('\n');
}

/** The text with the title as its first line, unless the text opens with it already: what a title says can then be quoted. */
export function withTitle(title: string, text: string): string {
  const line = tidyLine(title).replaceAll('\t', ' ');
  if (line === '' || squeeze(text.slice(0, 400 + line.length)).includes(squeeze(line))) return text;
  return text === '' ? line : `${line}\n${text}`;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase();
}
