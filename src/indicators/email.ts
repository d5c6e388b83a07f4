import { canonicalHost } from './host.ts';
import { canonicalIpv4 } from './ipv4.ts';
import type { Candidate, IndicatorKind } from './types.ts';

const SHAPE =
  /(?<![\w.+%#&'*=!?^`{|}~@\u00a1-\uffff/-])([\w.+%#&*=!?^{|}~'/\u00a1-\u2bff-]{1,64})@((?:[\w\u00a1-\uffff-]{1,63}\.){1,8}[\w\u00a1-\uffff-]{1,63})/g;

/** Mail addresses (RFC 5321): the local part as written in lower case, the host canonical. */
export const email: IndicatorKind = {
  id: 'email',
  find: (text, wasDefanged = () => false) => (text.includes('@') ? findEmails(text, wasDefanged) : []),
  canonical: (written) => canonicalEmail(written, true),
  defang: (value) => value.replace('@', '[@]').replaceAll('.', '[.]'),
};

function findEmails(text: string, wasDefanged: (start: number, end: number) => boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(SHAPE)) {
    const local = trimmedLocal(match[1] ?? '');
    const written = `${local}@${match[2] ?? ''}`;
    const value = canonicalEmail(written, wasDefanged(match.index, match.index + match[0].length));
    if (value === undefined) continue;
    const start = match.index + (match[1] ?? '').length - local.length;
    const host = value.slice(value.lastIndexOf('@') + 1);
    const type = canonicalIpv4(host) === undefined ? 'domain' : 'ipv4';
    found.push({ value, start, end: start + written.length, part: { type, value: host } });
  }
  return found;
}

/** What sticks to the front of an address in running text: bullets, quotes, a label before a slash or an equals sign. */
function trimmedLocal(local: string): string {
  return local.replace(/^[^a-z0-9_\u00a1-\uffff]+/i, '').replace(/^(?:mailto|e-?mail|from|to)[=/|]/i, '');
}

function canonicalEmail(written: string, reserved: boolean): string | undefined {
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at);
  if (at < 1 || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined;
  const host = written.slice(at + 1);
  const canonical = canonicalHost(host, reserved) ?? canonicalIpv4(host);
  return canonical === undefined ? undefined : `${local.toLowerCase()}@${canonical}`;
}
