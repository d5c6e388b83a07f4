import type { Instant } from '../../domain/time.ts';
import { readDate } from '../formats/dates.ts';

/** A mail that somebody sent on, as its first sender wrote it. */
export interface Forwarded {
  /** The first sender's address, as the body says. */
  readonly from?: string;
  readonly subject?: string;
  readonly sentAt?: Instant;
  readonly lines: readonly string[];
}

/**
 * The mail within a mail that was forwarded: what stands below the head that mail programs copy into the body (From, Sent,
 * To, Subject), without the words of whoever sent it on. Undefined where the subject says nothing of forwarding, or the body
 * has no such head.
 */
export function forwardedIn(subject: string, lines: readonly string[]): Forwarded | undefined {
  if (!FORWARDING.test(subject)) return undefined;
  const bare = lines.map((line) =>
    line
      .replace(/^(?:> ?)+/, '')
      .replaceAll('*', '')
      .trim(),
  );
  const start = bare.findIndex((line, at) => fieldOf(line)?.name === 'from' && isHead(bare.slice(at, at + HEAD_LINES)));
  if (start < 0) return undefined;
  const head = new Map<string, string>();
  let end = start;
  for (; end < Math.min(bare.length, start + HEAD_LINES); end += 1) {
    const line = bare[end] ?? '';
    const field = fieldOf(line);
    if (field === undefined && line !== '') break;
    if (field === undefined && head.has('subject')) break;
    if (field !== undefined && !head.has(field.name)) head.set(field.name, field.value);
  }
  const from = /[^\s<>"'([:]{1,64}@[^\s<>"')\];,]{3,190}/.exec(head.get('from') ?? '')?.[0].toLowerCase();
  const written = head.get('subject');
  const sentAt = readDate(
    head
      .get('date')
      ?.replace(/^\p{L}+,?\s+(?=\p{L}|\d)/u, '')
      .replace(/ at /, ' '),
  );
  return {
    ...(from !== undefined && { from }),
    ...(written !== undefined && written !== '' && { subject: written }),
    ...(sentAt !== undefined && { sentAt }),
    lines: lines.slice(end),
  };
}

/** The subject without what mail programs put before it when a mail is answered or sent on, and without marks of gateways. */
export function bareSubject(subject: string): string {
  let bare = subject.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(/^(?:(?:fwd?|wg|tr|rv|re|aw)\s?:|\[(?:ext|external|extern)\])\s*/i, '');
  }
  return bare;
}

const FORWARDING = /^(?:\s|\[[^\]]{0,20}\]|(?:re|aw)\s?:){0,5}(?:fwd?|wg|tr|rv|i)\s?:/i;
const HEAD_LINES = 12;

const FIELDS: readonly (readonly [name: string, words: RegExp])[] = [
  ['from', /^(?:from|von|de|da|van)\s?:\s*(.*)$/i],
  ['date', /^(?:sent|date|gesendet|datum|envoyé|enviado|fecha|data)\s?:\s*(.*)$/i],
  ['subject', /^(?:subject|betreff|objet|asunto|oggetto|onderwerp)\s?:\s*(.*)$/i],
  ['other', /^(?:to|cc|bcc|an|à|para|a|aan|reply-to|importance|wichtigkeit)\s?:\s*(.*)$/i],
];

function fieldOf(line: string): { name: string; value: string } | undefined {
  for (const [name, words] of FIELDS) {
    const value = words.exec(line)?.[1];
    if (value !== undefined) return { name, value: value.replaceAll('\t', ' ').trim() };
  }
  return undefined;
}

function isHead(lines: readonly string[]): boolean {
  const names = new Set(lines.map((line) => fieldOf(line)?.name));
  return names.has('subject') && (names.has('date') || names.has('other'));
}
