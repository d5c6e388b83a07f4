import { canonicalHost } from './host.ts';
import { canonicalIpv4 } from './ipv4.ts';
import { canonicalIpv6 } from './ipv6.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** What stands before the sign, back to where the mailbox begins. */
const LOCAL_BEFORE = /(?<![\w.+%#&'*=!?^`{|}~@\u00a1-\uffff/-])[\w.+%#&*=!?^{|}~'/\u00a1-\u2bff-]{1,64}$/;
const HOST_AFTER = /(?:[\w\u00a1-\uffff-]{1,63}\.){1,8}[\w\u00a1-\uffff-]{1,63}/y;
/** Characters of the longest local part (RFC 5321, section 4.5.3.1.1). */
const LONGEST_LOCAL = 64;

/** A mailbox at an address instead of a host (RFC 5321, section 4.1.3). */
const AT_ADDRESS = /(?<![\w.+-])([\w.+-]{1,64})@\[(?:IPv6:)?([0-9a-f:.]{2,45})\]/gi;

/** Mail addresses (RFC 5321): the local part as written in lower case, the host canonical. */
export const email: IndicatorKind = {
  id: 'email',
  find: (text, wasDefanged = () => false) =>
    text.includes('@') ? [...findEmails(text, wasDefanged), ...(text.includes('@[') ? findAtAddresses(text) : [])] : [],
  canonical: (written) => canonicalEmail(written, true),
  defang: (value) => value.replace('@', '[@]').replaceAll('.', '[.]'),
};

function findEmails(text: string, wasDefanged: (start: number, end: number) => boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    HOST_AFTER.lastIndex = at + 1;
    const host = HOST_AFTER.exec(text)?.[0];
    const whole = LOCAL_BEFORE.exec(text.slice(Math.max(0, at - LONGEST_LOCAL - 1), at))?.[0];
    if (host === undefined || whole === undefined) continue;
    const local = trimmedLocal(whole);
    const [start, end] = [at - local.length, at + 1 + host.length];
    const value = canonicalEmail(`${local}@${host}`, wasDefanged(at - whole.length, end));
    if (value === undefined) continue;
    const canonical = value.slice(value.lastIndexOf('@') + 1);
    const type = canonicalIpv4(canonical) === undefined ? 'domain' : 'ipv4';
    found.push({ value, start, end, part: { type, value: canonical } });
  }
  return found;
}

function findAtAddresses(text: string): readonly Candidate[] {
  return matchesOf(text, AT_ADDRESS).flatMap((match) => {
    const [whole, local = '', address = ''] = match;
    const [asIpv4, asIpv6] = [canonicalIpv4(address), canonicalIpv6(address)];
    const host = asIpv4 ?? asIpv6;
    if (host === undefined) return [];
    const shown = asIpv4 === undefined ? `[ipv6:${host}]` : `[${host}]`;
    const part = { type: asIpv4 === undefined ? ('ipv6' as const) : ('ipv4' as const), value: host };
    return [{ value: `${local.toLowerCase()}@${shown}`, start: match.index, end: match.index + whole.length, part }];
  });
}

/** What sticks to the front of an address in running text: bullets, quotes, a label before a slash or an equals sign. */
function trimmedLocal(local: string): string {
  return local
    .replace(/^[^a-z0-9_\u00a1-\uffff]+/i, '')
    .replace(/^.*(?:mail(?:to|from|address)?|from|to|sender|rcpt|user(?:name)?)[=|]/i, '')
    .replace(/^(?:mailto|e-?mail|from|to)\//i, '');
}

function canonicalEmail(written: string, reserved: boolean): string | undefined {
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at);
  if (at < 1 || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined;
  const host = written.slice(at + 1);
  const canonical = canonicalHost(host, reserved) ?? canonicalIpv4(host);
  return canonical === undefined ? undefined : `${local.toLowerCase()}@${canonical}`;
}
