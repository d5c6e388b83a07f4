import { parse } from 'tldts';

/** Endings that no registry lists but that lead somewhere: Tor, I2P, and name systems on block chains. */
const EXTRA_ENDINGS = new Set(['onion', 'i2p', 'bit', 'lib', 'bazar', 'emc', 'coin']);

/** Endings of RFC 2606 and of inner networks: no registry has them, so only an author who defangs them means a host. */
const RESERVED_ENDINGS = new Set(['example', 'test', 'invalid', 'local', 'lan', 'internal', 'corp']);

/**
 * The canonical form of a host name: lower case, punycode, no final dot. `undefined` where it is not a public name:
 * an ending that no registry knows (with `reserved`, endings kept for examples and inner networks count as known) (ICANN part of the Public Suffix List), an empty or overlong label (RFC 1035, section 2.3.4).
 */
export function canonicalHost(written: string, reserved = false): string | undefined {
  const ascii = toAscii(written.replace(/\.$/, '').toLowerCase());
  if (ascii === undefined || ascii.length > 253) return undefined;
  if (!LABELS.test(ascii)) return undefined;
  const ending = ascii.slice(ascii.lastIndexOf('.') + 1);
  const isKnown = EXTRA_ENDINGS.has(ending) || (reserved && RESERVED_ENDINGS.has(ending)) || isPublic(ascii);
  return isKnown ? ascii : undefined;
}

/** At most 63 characters each, the last of them a letter or a digit. Underscores stand in names of services. */
const LABEL = '(?:[a-z0-9_][a-z0-9_-]{0,61})?[a-z0-9]';
const LABELS = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);

/** Says whether a host lies below a public suffix. A host of an address is asked for more than once: some answers are kept. */
function isPublic(host: string): boolean {
  const kept = KEPT.get(host);
  if (kept !== undefined) return kept;
  const { isIcann, isPrivate, domain, publicSuffix } = parse(host, { validateHostname: false, extractHostname: false });
  const answer = isPrivate === true || (isIcann === true && !(domain === null && publicSuffix === host));
  if (KEPT.size >= MOST_KEPT) KEPT.clear();
  KEPT.set(host, answer);
  return answer;
}

const KEPT = new Map<string, boolean>();
const MOST_KEPT = 2_000;

/** Says whether hosts can end so, by its last label in lower case: a quick test before the whole name is read. */
export function isHostEnding(ending: string): boolean {
  if (EXTRA_ENDINGS.has(ending) || RESERVED_ENDINGS.has(ending)) return true;
  const ascii = toAscii(`a.${ending}`);
  if (ascii === undefined) return false;
  const parsed = parse(ascii, { validateHostname: false, extractHostname: false });
  return parsed.isIcann === true || parsed.isPrivate === true;
}

function toAscii(host: string): string | undefined {
  if (/^[a-z0-9._-]+$/.test(host)) return host;
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return undefined;
  }
}
